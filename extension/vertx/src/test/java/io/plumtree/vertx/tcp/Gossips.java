package io.plumtree.vertx.tcp;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.plumtree.api.NodeId;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.message.StreamId;

/** Messages to send. */
final class Gossips {

    private Gossips() {
    }

    static Gossip gossip(String origin, long sequence, byte[] payload) {
        Message message = new Message(new StreamId(NodeId.of(origin), 1, "topic"), sequence, 1_000 + sequence, Map.of(),
                Payload.plain(payload));
        return new Gossip(message, 1, false, false, sequence, 0);
    }

    static Gossip gossip(String origin, long sequence) {
        return gossip(origin, sequence, (origin + " says " + sequence).getBytes(StandardCharsets.UTF_8));
    }

    static long sequence(PlumtreeMessage message) {
        return ((Gossip) message).message().sequence();
    }

    static String text(PlumtreeMessage message) {
        return new String(((Gossip) message).message().payload().bytes(), StandardCharsets.UTF_8);
    }
}
