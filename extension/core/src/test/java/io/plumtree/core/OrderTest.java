package io.plumtree.core;

import static io.plumtree.core.EngineFixture.SECONDS;
import static io.plumtree.core.EngineFixture.gossip;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.plumtree.api.Ordering;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.TopicConfig;

/** Topics with {@code ordering=fifo}. */
class OrderTest {

    private static final String GAP = "ClusterGap[origin=o, epoch=7, topic=t, from=2, to=3, reason=HELD_TOO_LONG]";

    private static EngineFixture fifo(Duration hold, long bytes) {
        return new EngineFixture(
                PlumtreeConfig.standard().withTopic("t", new TopicConfig(Ordering.FIFO, hold, bytes))).link("p")
                .tree("p");
    }

    @Test
    void laterMessagesWaitForAHoleAndFollowInOrder() {
        EngineFixture node = fifo(Duration.ofSeconds(5), 1 << 20);
        node.gossip("p", 1);
        node.gossip("p", 4);
        node.gossip("p", 3);
        assertEquals(List.of("deliver o/t 1"), node.done("deliver"));
        node.receive("p", gossip(2, 2, true, 4));
        assertEquals(List.of("deliver o/t 2", "deliver o/t 3", "deliver o/t 4"), node.done("deliver"));
    }

    @Test
    void relayingDoesNotWait() {
        EngineFixture node = fifo(Duration.ofSeconds(5), 1 << 20).link("a").tree("p", "a");
        node.gossip("p", 2);
        assertEquals(List.of("a: GOSSIP o/t 2 round 3 low 0"), node.done("a: GOSSIP"));
    }

    @Test
    void aHoleHoldsBackForALimitedTimeThenItIsAGapInItsPlace() {
        EngineFixture node = fifo(Duration.ofSeconds(5), 1 << 20);
        node.gossip("p", 1);
        node.gossip("p", 4);
        node.done();
        node.pass(5 * SECONDS - 1);
        assertEquals(List.of(), node.done("deliver", "ClusterGap"));
        node.pass(1);
        assertEquals(List.of(GAP, "deliver o/t 4"), node.done("deliver", "ClusterGap"));
        node.receive("p", gossip(2, 2, true, 4));
        assertEquals(List.of(), node.done("deliver"), "what was told as a gap is never delivered");
    }

    @Test
    void aHoleHoldsBackALimitedNumberOfBytes() {
        EngineFixture node = fifo(Duration.ofHours(1), 5);
        node.gossip("p", 1);
        node.gossip("p", 4);
        node.gossip("p", 5);
        assertEquals(List.of("deliver o/t 1"), node.done("deliver", "ClusterGap"));
        node.gossip("p", 6);
        assertEquals(List.of(GAP, "deliver o/t 4", "deliver o/t 5", "deliver o/t 6"),
                node.done("deliver", "ClusterGap"));
    }

    @Test
    void aSecondHoleHasATimeOfItsOwn() {
        EngineFixture node = fifo(Duration.ofSeconds(5), 1 << 20);
        node.gossip("p", 1);
        node.gossip("p", 4);
        node.pass(3 * SECONDS);
        node.gossip("p", 6);
        node.pass(2 * SECONDS);
        assertEquals(List.of("deliver o/t 1", GAP, "deliver o/t 4"), node.done("deliver", "ClusterGap"));
        node.pass(5 * SECONDS);
        assertEquals(List.of("ClusterGap[origin=o, epoch=7, topic=t, from=5, to=5, reason=HELD_TOO_LONG]",
                "deliver o/t 6"), node.done("deliver", "ClusterGap"));
    }
}
