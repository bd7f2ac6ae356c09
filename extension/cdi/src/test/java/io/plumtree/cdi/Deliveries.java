package io.plumtree.cdi;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

import io.plumtree.api.MessageId;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeDelivery;

/** Deliveries as a node would hand them over. */
final class Deliveries {

    static final NodeId ORIGIN = NodeId.of("origin");

    private Deliveries() {
    }

    static PlumtreeDelivery on(String topic, String text) {
        return new PlumtreeDelivery(new MessageId(ORIGIN, 1, topic, 1), ORIGIN, topic,
                ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), Map.of(), 1, Instant.EPOCH, false);
    }
}
