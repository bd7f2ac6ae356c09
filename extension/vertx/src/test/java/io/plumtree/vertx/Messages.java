package io.plumtree.vertx;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.plumtree.api.NodeId;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.StreamId;

/** Short ways to make messages. */
final class Messages {

    static final StreamId A = new StreamId(NodeId.of("a"), 1, "t");
    static final StreamId B = new StreamId(NodeId.of("b"), 1, "t");

    private Messages() {
    }

    static Message message(StreamId stream, long sequence) {
        return message(stream, sequence, Payload.plain((stream.origin() + ":" + sequence).getBytes(StandardCharsets.UTF_8)));
    }

    static Message message(StreamId stream, long sequence, Payload payload) {
        return new Message(stream, sequence, 1_000, Map.of(), payload);
    }

    static LaneItem arrival(StreamId stream, long sequence) {
        return new LaneItem.Arrival(message(stream, sequence), 1, false);
    }

    static LaneItem arrival(StreamId stream, long sequence, int size) {
        return new LaneItem.Arrival(message(stream, sequence, Payload.plain(new byte[size])), 1, false);
    }
}
