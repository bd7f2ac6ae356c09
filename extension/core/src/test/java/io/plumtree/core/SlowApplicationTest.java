package io.plumtree.core;

import static io.plumtree.core.EngineFixture.SECONDS;
import static io.plumtree.core.EngineFixture.STREAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Missing;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.Range;
import io.plumtree.core.message.StreamId;

/**
 * Delivery is a cursor over the retained messages of its topic: it lags, catches up, or gets a gap where retention passed it.
 */
class SlowApplicationTest {

    private static final StreamId OTHER_ORIGIN = new StreamId(NodeId.of("q"), 7, "t");
    private static final StreamId OTHER_TOPIC = new StreamId(NodeId.of("o"), 7, "u");

    private static EngineFixture slow(PlumtreeConfig config) {
        EngineFixture node = new EngineFixture(config).link("p", "c").tree("p", "c");
        node.slow = true;
        return node;
    }

    private static PlumtreeConfig inHand(int most) {
        return PlumtreeConfig.standard().withDeliveryQueueMaxSize(most);
    }

    private static void gossip(EngineFixture node, StreamId stream, long sequence, int bytes) {
        node.receive("p", new Gossip(new Message(stream, sequence, 5, java.util.Map.of(), Payload.plain(new byte[bytes])), 2,
                false, false, sequence, 0));
    }

    private static List<String> handed(EngineFixture node) {
        return node.done("deliver", "ClusterGap");
    }

    private static void handled(EngineFixture node, int count) {
        node.engine.handled("t", count, node.now);
    }

    private static String gap(String origin, long from, long to, String reason) {
        return "ClusterGap[origin=" + origin + ", epoch=7, topic=t, from=" + from + ", to=" + to + ", reason=" + reason + "]";
    }

    @Test
    void aFewMessagesAreInItsHandsAndTheNextFollowAsItReturns() {
        EngineFixture node = slow(inHand(2));
        for (int sequence = 1; sequence <= 4; sequence++) {
            node.gossip("p", sequence);
        }
        assertEquals(List.of("deliver o/t 1", "deliver o/t 2"), handed(node));
        handled(node, 1);
        assertEquals(List.of("deliver o/t 3"), handed(node));
        handled(node, 2);
        assertEquals(List.of("deliver o/t 4"), handed(node));
        handled(node, 1);
        assertEquals(0, node.engine.undelivered());
    }

    @Test
    void relayingGoesOn() {
        EngineFixture node = slow(inHand(1));
        for (int sequence = 1; sequence <= 5; sequence++) {
            node.gossip("p", sequence);
        }
        assertEquals(5, node.done("c: GOSSIP").size());
    }

    @Test
    void otherTopicsDoNotWait() {
        EngineFixture node = slow(inHand(1));
        node.gossip("p", 1);
        node.gossip("p", 2);
        gossip(node, OTHER_TOPIC, 1, 1);
        assertEquals(List.of("deliver o/t 1", "deliver o/u 1"), handed(node));
    }

    @Test
    void whatRetentionPassedIsOneGapInItsPlace() {
        EngineFixture node = slow(inHand(1).withMessageCacheMaxSize(16));
        for (int sequence = 1; sequence <= 20; sequence++) {
            node.gossip("p", sequence);
        }
        node.done();
        handled(node, 1);
        assertEquals(List.of(gap("o", 2, 4, "SLOW_OBSERVER")), handed(node));
        handled(node, 1);
        assertEquals(List.of("deliver o/t 5"), handed(node));
        assertEquals(3, node.engine.snapshot().counters().deliveriesPassed());
        assertEquals(3, node.engine.snapshot().counters().gapMessages());
    }

    @Test
    void whatIsRetainedNoLongerThanItsTimeIsAGapToo() {
        EngineFixture node = slow(inHand(1).withMessageCacheTtl(java.time.Duration.ofSeconds(30)));
        for (int sequence = 1; sequence <= 3; sequence++) {
            node.gossip("p", sequence);
        }
        node.pass(31 * SECONDS);
        node.gossip("p", 4);
        node.done();
        handled(node, 1);
        assertEquals(List.of(gap("o", 2, 3, "SLOW_OBSERVER")), handed(node));
        handled(node, 1);
        assertEquals(List.of("deliver o/t 4"), handed(node));
    }

    @Test
    void eachOriginHasAGapOfItsOwn() {
        EngineFixture node = slow(inHand(1).withMessageCacheMaxSize(16));
        node.gossip("p", 1);
        for (int sequence = 2; sequence <= 11; sequence++) {
            node.gossip("p", sequence);
            gossip(node, OTHER_ORIGIN, sequence - 1, 1);
        }
        node.done();
        handled(node, 1);
        handled(node, 1);
        handled(node, 1);
        assertEquals(List.of(gap("o", 2, 3, "SLOW_OBSERVER"), gap("q", 1, 2, "SLOW_OBSERVER"), "deliver o/t 4"),
                handed(node));
    }

    @Test
    void aGapThatWasToldKeepsItsPlace() {
        EngineFixture node = slow(inHand(1));
        node.gossip("p", 1);
        node.receive("p", EngineFixture.gossip(4, 2, false, 4));
        node.receive("p", new Missing(new Range(STREAM, 2, 3), true));
        node.receive("c", new Missing(new Range(STREAM, 2, 3), true));
        node.gossip("p", 5);
        node.done();
        handled(node, 1);
        handled(node, 1);
        handled(node, 1);
        assertEquals(List.of("deliver o/t 4", gap("o", 2, 3, "NO_LONGER_RETAINED"), "deliver o/t 5"), handed(node));
    }

    @Test
    void bytesInItsHandsAreBoundedButOneMessageMayAlwaysBeThere() {
        EngineFixture node = slow(PlumtreeConfig.standard().withMaxMessageSize(65_536).withDeliveryQueueMaxBytes(65_536));
        gossip(node, STREAM, 1, 40_000);
        gossip(node, STREAM, 2, 20_000);
        gossip(node, STREAM, 3, 10_000);
        assertEquals(List.of("deliver o/t 1", "deliver o/t 2"), handed(node));
        long used = node.engine.snapshot().fills().stream().filter(fill -> fill.key().equals("delivery-queue-max-bytes"))
                .mapToLong(fill -> fill.used()).sum();
        assertEquals(60_000, used);
        handled(node, 1);
        assertEquals(List.of("deliver o/t 3"), handed(node));
        gossip(node, STREAM, 4, 65_536);
        assertEquals(List.of(), handed(node));
        handled(node, 2);
        assertEquals(List.of("deliver o/t 4"), handed(node));
    }

    @Test
    void noMoreWaitThanAreRetainedAndGapsBeyondTheBoundAreForgottenAndCounted() {
        EngineFixture node = slow(inHand(1).withMessageCacheMaxSize(16));
        node.gossip("p", 1);
        // Every other message is gone everywhere, so that no two that retention passes are neighbours.
        for (long sequence = 3; sequence <= 6_001; sequence += 2) {
            node.receive("p", EngineFixture.gossip(sequence, 2, false, sequence));
            node.receive("p", new Missing(new Range(STREAM, sequence - 1, sequence - 1), true));
            node.receive("c", new Missing(new Range(STREAM, sequence - 1, sequence - 1), true));
        }
        assertTrue(node.engine.snapshot().fills().stream().allMatch(fill -> fill.used() <= fill.bound()));
        long waiting = node.engine.undelivered();
        assertTrue(waiting <= 18, () -> waiting + " wait");
        assertTrue(node.engine.snapshot().counters().gapsForgotten() > 0);
    }

    @Test
    void topicsThatEndedAreNotKeptForAnApplicationThatDoesNotReturnFromThem() {
        EngineFixture node = slow(inHand(1).withMaxStreams(16).withMaxTopics(17));
        for (int topic = 1; topic <= 60; topic++) {
            gossip(node, new StreamId(NodeId.of("o"), 7, "t" + topic), 1, 1);
            gossip(node, new StreamId(NodeId.of("o"), 7, "t" + topic), 2, 1);
        }
        long kept = node.engine.snapshot().fills().stream().filter(fill -> fill.key().equals("delivery-queue-max-size"))
                .count();
        assertTrue(kept <= 2 * 17, () -> kept + " are kept");
        assertEquals(120, 60 + node.engine.undelivered() - kept + node.engine.snapshot().counters().gapsForgotten());
    }

    @Test
    void whateverTheOrderEachMessageIsHandedOverOrInOneGap() {
        for (long seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            EngineFixture node = slow(inHand(1 + random.nextInt(4)).withMessageCacheMaxSize(16));
            long[] next = { 0, 0 };
            List<String> out = new ArrayList<>();
            int returned = 0;
            for (int step = 0; step < 400; step++) {
                if (random.nextInt(6) == 0) {
                    out.addAll(handed(node));
                    int some = random.nextInt(out.size() - returned + 1);
                    handled(node, some);
                    returned += some;
                } else {
                    int origin = random.nextInt(2);
                    gossip(node, origin == 0 ? STREAM : OTHER_ORIGIN, ++next[origin], 1);
                }
            }
            while (node.engine.undelivered() > 0) {
                out.addAll(handed(node));
                handled(node, out.size() - returned);
                returned = out.size();
            }
            assertCovered(out, "o", next[0], seed);
            assertCovered(out, "q", next[1], seed);
        }
    }

    private static void assertCovered(List<String> out, String origin, long last, long seed) {
        long expected = 1;
        for (String item : out) {
            if (item.startsWith("deliver " + origin + "/")) {
                assertEquals("deliver " + origin + "/t " + expected++, item, "seed " + seed);
            } else if (item.startsWith("ClusterGap[origin=" + origin)) {
                assertTrue(item.contains("from=" + expected + ","), item + " where " + expected + " is next, seed " + seed);
                expected = Long.parseLong(item.replaceAll(".*to=(\\d+),.*", "$1")) + 1;
            }
        }
        assertEquals(last + 1, expected, "seed " + seed);
    }
}
