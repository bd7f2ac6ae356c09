package io.plumtree.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * A message that reached this node, exactly once for this incarnation of it.
 *
 * @param id the message's identity
 * @param origin the node that broadcast it
 * @param topic the topic it was broadcast on
 * @param payload read-only, shared with the node's cache; its position is this observer's own only after
 *        {@link ByteBuffer#duplicate()}, which {@link #payload()} does
 * @param headers unmodifiable, in the order in which the origin gave them
 * @param hops links travelled from the origin to here; 0 for a node's own message
 * @param sentAt the origin's clock when it was broadcast, in milliseconds
 * @param redelivered whether an earlier incarnation of this node may have delivered it already
 */
public record PlumtreeDelivery(MessageId id, NodeId origin, String topic, ByteBuffer payload, Map<String, String> headers,
        int hops, Instant sentAt, boolean redelivered) {

    /** @return the payload from its first to its last byte: a new read-only buffer at each call, never a copy */
    @Override
    public ByteBuffer payload() {
        return payload.asReadOnlyBuffer();
    }

    /** @return a copy of the payload */
    public byte[] bytes() {
        byte[] bytes = new byte[payload.remaining()];
        payload.duplicate().get(bytes);
        return bytes;
    }

    /** @return the payload read as UTF-8; malformed input becomes U+FFFD */
    public String text() {
        return StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
    }
}
