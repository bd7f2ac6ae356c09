package io.plumtree.chat.log;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.plumtree.api.PlumtreeDelivery;

/**
 * What was delivered here. Exactly one of {@code text} and {@code base64} is there, and either gives the payload byte for
 * byte: {@code text} if the payload is well-formed UTF-8, {@code base64} if not.
 *
 * @param position its place in this instance's log, over all topics, counted from 0
 * @param topic its topic
 * @param origin the node that broadcast it
 * @param epoch that node's incarnation
 * @param sequence the origin's counter on this topic
 * @param hops links it travelled
 * @param sentAt by the origin's clock, in milliseconds
 * @param receivedAt by this one's
 * @param headers what the origin sent along
 * @param text the payload as text
 * @param base64 the payload's bytes
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Delivered(long position, String topic, String origin, long epoch, long sequence, int hops, Instant sentAt,
        Instant receivedAt, Map<String, String> headers, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String text,
        @JsonInclude(JsonInclude.Include.NON_NULL) byte @Nullable [] base64) implements LogEntry {

    static Delivered of(PlumtreeDelivery delivery, long position, Instant receivedAt) {
        String text = textOrNull(delivery.payload());
        return new Delivered(position, delivery.topic(), delivery.origin().value(), delivery.id().epoch(),
                delivery.id().sequence(), delivery.hops(), delivery.sentAt(), receivedAt, delivery.headers(), text,
                text == null ? delivery.bytes() : null);
    }

    private static @Nullable String textOrNull(ByteBuffer payload) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(payload).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
