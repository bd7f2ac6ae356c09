package io.plumtree.vertx;

import static io.plumtree.vertx.Messages.A;
import static io.plumtree.vertx.Messages.B;
import static io.plumtree.vertx.Messages.arrival;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.plumtree.api.ClusterGap;
import io.plumtree.api.ClusterGap.Reason;
import io.plumtree.core.message.Message;

class DeliveryQueueTest {

    private final NodeCounters counters = new NodeCounters();

    @Test
    void itemsLeaveInTheOrderInWhichTheyCame() {
        DeliveryQueue queue = queue(100);
        queue.add(arrival(A, 1));
        queue.add(engineGap(2, 4));
        queue.add(arrival(B, 1));
        queue.add(arrival(A, 5));

        assertEquals(List.of("a1", "gap a2-4 NO_LONGER_RETAINED", "b1", "a5"), drain(queue));
    }

    @Test
    void overflowPutsOneGapForEachRunInThePlaceOfTheOldest() {
        DeliveryQueue queue = queue(3);
        for (int i = 1; i <= 5; i++) {
            queue.add(arrival(A, i));
        }
        queue.add(arrival(B, 1));

        assertEquals(List.of("gap a1-3 SLOW_OBSERVER", "a4", "a5", "b1"), drain(queue));
        assertEquals(3, counters.stats().deliveriesDropped());
    }

    @Test
    void interleavedStreamsGetOneGapEach() {
        DeliveryQueue queue = queue(2);
        for (int i = 1; i <= 4; i++) {
            queue.add(arrival(A, i));
            queue.add(arrival(B, i));
        }

        assertEquals(List.of("gap a1-3 SLOW_OBSERVER", "gap b1-3 SLOW_OBSERVER", "a4", "b4"), drain(queue));
    }

    @Test
    void messagesDroppedOutOfOrderStillMakeOneGap() {
        DeliveryQueue queue = queue(1);
        for (long sequence : new long[] { 1, 5, 3, 2, 4, 9 }) {
            queue.add(arrival(A, sequence));
        }

        assertEquals(List.of("gap a1-5 SLOW_OBSERVER", "a9"), drain(queue));
    }

    @Test
    void gapsOfTheEngineKeepTheirPlaceBetweenDroppedRuns() {
        DeliveryQueue queue = queue(1);
        queue.add(arrival(A, 1));
        queue.add(engineGap(2, 3));
        queue.add(arrival(A, 4));
        queue.add(arrival(A, 5));

        assertEquals(List.of("gap a1-1 SLOW_OBSERVER", "gap a2-3 NO_LONGER_RETAINED", "gap a4-4 SLOW_OBSERVER", "a5"),
                drain(queue));
    }

    @Test
    void bytesAreBoundedTooButOneMessageMayAlwaysWait() {
        DeliveryQueue queue = new DeliveryQueue(100, 1_000, true, counters);
        queue.add(arrival(A, 1, 600));
        queue.add(arrival(A, 2, 400));
        assertEquals(List.of("a1", "a2"), drain(queue));

        queue.add(arrival(A, 3, 600));
        queue.add(arrival(A, 4, 401));
        assertEquals(List.of("gap a3-3 SLOW_OBSERVER", "a4"), drain(queue));

        queue.add(arrival(A, 5, 2_000));
        assertEquals(List.of("a5"), drain(queue));
    }

    @Test
    void gapsAreBoundedAndThoseForgottenAreCounted() {
        DeliveryQueue queue = queue(4);
        for (int i = 1; i <= 10_000; i++) {
            queue.add(engineGap(2 * i, 2 * i));
        }

        List<String> left = drain(queue);

        assertEquals(2 * DeliveryQueue.LEAST_GAPS, left.size());
        assertEquals("gap a20000-20000 NO_LONGER_RETAINED", left.get(left.size() - 1));
        assertEquals(10_000 - left.size(), counters.stats().gapsForgotten());
    }

    @Test
    void nobodyWhoWantsGapsGetsNone() {
        DeliveryQueue queue = new DeliveryQueue(1, 1_000, false, counters);
        queue.add(arrival(A, 1));
        queue.add(arrival(A, 2));

        assertEquals(List.of("a2"), drain(queue));
        assertEquals(1, counters.stats().deliveriesDropped());
    }

    @Test
    void whateverTheInterleavingEachMessageIsHandedOverOrNamedByOneGapInOrder() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            DeliveryQueue queue = queue(1 + random.nextInt(6));
            List<LaneItem> out = new ArrayList<>();
            long[] next = { 0, 0 };
            for (int step = 0; step < 300; step++) {
                if (random.nextInt(8) == 0) {
                    List<LaneItem> batch = new ArrayList<>();
                    queue.drainTo(batch);
                    out.addAll(batch);
                } else {
                    int stream = random.nextInt(2);
                    queue.add(arrival(stream == 0 ? A : B, ++next[stream]));
                }
            }
            drainAll(queue, out);
            assertCovered(out, "a", next[0], seed);
            assertCovered(out, "b", next[1], seed);
        }
    }

    private static void assertCovered(List<LaneItem> out, String origin, long last, long seed) {
        long expected = 1;
        for (LaneItem item : out) {
            if (item instanceof LaneItem.Arrival arrival && arrival.message().stream().origin().value().equals(origin)) {
                assertEquals(expected++, arrival.message().sequence(), "seed " + seed);
            } else if (item instanceof LaneItem.Missed missed && missed.gap().origin().value().equals(origin)) {
                assertEquals(expected, missed.gap().from(), "seed " + seed);
                assertTrue(missed.gap().to() >= missed.gap().from());
                expected = missed.gap().to() + 1;
            }
        }
        assertEquals(last + 1, expected, "seed " + seed);
    }

    private DeliveryQueue queue(int maxSize) {
        return new DeliveryQueue(maxSize, 1 << 20, true, counters);
    }

    private static LaneItem engineGap(long from, long to) {
        return new LaneItem.Missed(new ClusterGap(A.origin(), 1, "t", from, to, Reason.NO_LONGER_RETAINED));
    }

    private static List<String> drain(DeliveryQueue queue) {
        List<LaneItem> items = new ArrayList<>();
        drainAll(queue, items);
        return items.stream().map(DeliveryQueueTest::text).toList();
    }

    private static void drainAll(DeliveryQueue queue, List<LaneItem> items) {
        List<LaneItem> batch = new ArrayList<>();
        do {
            batch.clear();
            queue.drainTo(batch);
            items.addAll(batch);
        } while (!batch.isEmpty());
    }

    private static String text(LaneItem item) {
        if (item instanceof LaneItem.Arrival arrival) {
            Message message = arrival.message();
            return message.stream().origin().value() + message.sequence();
        }
        ClusterGap gap = ((LaneItem.Missed) item).gap();
        return "gap " + gap.origin() + gap.from() + "-" + gap.to() + " " + gap.reason();
    }
}
