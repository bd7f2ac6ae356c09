package io.plumtree.vertx;

import static io.plumtree.vertx.Messages.A;
import static io.plumtree.vertx.Messages.arrival;
import static io.plumtree.vertx.Messages.message;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.plumtree.api.ClusterGap;
import io.plumtree.api.PlumtreeDelivery;
import io.plumtree.api.PlumtreeListener;
import io.plumtree.api.PruneSent;
import io.plumtree.core.message.Payload;

class ListenerCallsTest {

    private static final int MAX_SIZE = 10_000;
    private static final byte[] TEXT = "plum ".repeat(1_000).getBytes(StandardCharsets.UTF_8);

    private final NodeCounters counters = new NodeCounters();
    private final List<String> heard = new ArrayList<>();
    private final PlumtreeListener listener = new PlumtreeListener() {
        @Override
        public void onDelivery(PlumtreeDelivery delivery) {
            heard.add(delivery.text());
        }

        @Override
        public void onClusterGap(ClusterGap gap) {
            heard.add("gap " + gap.from() + " " + gap.reason());
        }
    };

    @Test
    void aListenerThatThrowsIsCountedAndStopsNothing() {
        ListenerCalls calls = new ListenerCalls(new PlumtreeListener() {
            @Override
            public void onDelivery(PlumtreeDelivery delivery) {
                heard.add(delivery.text());
                throw new AssertionError("on purpose");
            }

            @Override
            public void onPruneSent(PruneSent event) {
                throw new IllegalStateException("on purpose");
            }
        }, true, MAX_SIZE, counters);

        calls.call(arrival(A, 1));
        calls.call(new PruneSent(A.origin(), A.origin()));
        calls.call(arrival(A, 2));

        assertEquals(List.of("a:1", "a:2"), heard);
        assertEquals(3, counters.stats().listenerFailures());
    }

    @Test
    void compressedPayloadsAreHandedOverAsTheyWere() {
        Payload compressed = Zstd.compress(TEXT, 3);
        assertEquals(TEXT.length, compressed.uncompressedSize());

        calls().call(new LaneItem.Arrival(message(A, 1, compressed), 1, false));

        assertEquals(List.of(new String(TEXT, StandardCharsets.UTF_8)), heard);
    }

    @Test
    void payloadsThatCannotBeReadBecomeGapsAndAreCounted() {
        byte[] compressed = Zstd.compress(TEXT, 3).bytes();
        byte[] broken = compressed.clone();
        broken[broken.length / 2] ^= 0x55;
        broken[0] ^= 0x55;
        ListenerCalls calls = calls();

        calls.call(new LaneItem.Arrival(message(A, 1, new Payload(broken, TEXT.length)), 1, false));
        calls.call(new LaneItem.Arrival(message(A, 2, new Payload(compressed, TEXT.length - 1)), 1, false));
        calls.call(new LaneItem.Arrival(message(A, 3, new Payload(compressed, TEXT.length + 1)), 1, false));
        calls.call(new LaneItem.Arrival(message(A, 4, new Payload(compressed, MAX_SIZE + 1)), 1, false));
        calls.call(new LaneItem.Arrival(message(A, 5, new Payload(compressed, -7)), 1, false));

        assertEquals(List.of("gap 1 UNREADABLE", "gap 2 UNREADABLE", "gap 3 UNREADABLE", "gap 4 UNREADABLE",
                "gap 5 UNREADABLE"), heard);
        assertEquals(5, counters.stats().unreadable());
    }

    private ListenerCalls calls() {
        return new ListenerCalls(listener, true, MAX_SIZE, counters);
    }
}
