package io.plumtree.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * A message that this node still retains, in memory or in its durable store.
 *
 * @param id the message's identity
 * @param payload read-only; its position is this caller's own only after {@link ByteBuffer#duplicate()}, which
 *        {@link #payload()} does
 * @param headers unmodifiable, in the order in which the origin gave them
 * @param sentAt the origin's clock when it was broadcast, in milliseconds
 */
public record RetainedMessage(MessageId id, ByteBuffer payload, Map<String, String> headers, Instant sentAt) {

    /** @return the payload from its first to its last byte: a new read-only buffer at each call, never a copy */
    @Override
    public ByteBuffer payload() {
        return payload.asReadOnlyBuffer();
    }

    /** @return the payload read as UTF-8; malformed input becomes U+FFFD */
    public String text() {
        return StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
    }
}
