package io.plumtree.simulator.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.plumtree.api.Replay;
import io.plumtree.api.TopicConfig;
import io.plumtree.core.message.Summary;

class OriginOrderTest {

    private final Fabricated run = new Fabricated();
    private final OriginOrder check = new OriginOrder(run.config, run.violations);

    private void delivered(int node, String topic, long sequence) {
        check.delivered(run.node(node), run.message(0, topic, sequence), 1, false);
    }

    @Test
    void oneAfterTheOtherIsInOrder() {
        delivered(1, "ordered", 1);
        delivered(2, "ordered", 1);
        delivered(1, "ordered", 2);
        assertEquals(0, run.violations.count());
    }

    @Test
    void aMessageThatIsLeftOutIsFound() {
        delivered(1, "ordered", 1);
        delivered(1, "ordered", 3);
        assertEquals(1, run.violations.count());
    }

    /** A check of a cluster whose ordered topic replays, in which node 1 was told that the stream's mark is 4. */
    private OriginOrder replaying() {
        TopicConfig plain = run.config.topic("ordered");
        OriginOrder replays = new OriginOrder(run.config.withTopic("ordered",
                new TopicConfig(plain.ordering(), plain.fifoHold(), plain.fifoHoldMaxBytes(), Replay.last(9))), run.violations);
        replays.summarised(run.node(1), summary(4));
        replays.summarised(run.node(1), summary(40));
        return replays;
    }

    private Summary summary(long low) {
        return new Summary(
                List.of(new Summary.StreamSummary(run.message(0, "ordered", 1).stream(), 0, low, low, 1, true)), true, true);
    }

    @Test
    void whatIsReplayedMayHaveHoles() {
        OriginOrder replays = replaying();
        replays.delivered(run.node(1), run.message(0, "ordered", 1), 1, false);
        replays.delivered(run.node(1), run.message(0, "ordered", 3), 1, false);
        replays.delivered(run.node(1), run.message(0, "ordered", 5), 1, false);
        assertEquals(0, run.violations.count());
    }

    @Test
    void whatIsReplayedHasAnOrderToo() {
        OriginOrder replays = replaying();
        replays.delivered(run.node(1), run.message(0, "ordered", 3), 1, false);
        replays.delivered(run.node(1), run.message(0, "ordered", 2), 1, false);
        assertEquals(1, run.violations.count());
    }

    @Test
    void whatCameAfterTheNodeMayNotBeLeftOutBecauseTheTopicReplays() {
        OriginOrder replays = replaying();
        replays.delivered(run.node(1), run.message(0, "ordered", 4), 1, false);
        replays.delivered(run.node(1), run.message(0, "ordered", 6), 1, false);
        assertEquals(1, run.violations.count());
    }

    @Test
    void anEarlierMessageAfterALaterOneIsFound() {
        delivered(1, "ordered", 2);
        delivered(1, "ordered", 1);
        assertEquals(1, run.violations.count());
    }

    @Test
    void aGapStandsInItsPlace() {
        delivered(1, "ordered", 1);
        check.event(run.node(1), run.gap(0, "ordered", 2, 3));
        delivered(1, "ordered", 4);
        assertEquals(0, run.violations.count());
    }

    @Test
    void aGapOutOfItsPlaceIsFound() {
        delivered(1, "ordered", 1);
        check.event(run.node(1), run.gap(0, "ordered", 3, 3));
        assertEquals(1, run.violations.count());
    }

    @Test
    void aTopicWithoutOrderHasNone() {
        delivered(1, "any", 2);
        delivered(1, "any", 1);
        assertEquals(0, run.violations.count());
    }

    @Test
    void theNextIncarnationBeginsAnew() {
        delivered(1, "ordered", 5);
        check.stopped(run.node(1));
        delivered(1, "ordered", 3);
        assertEquals(0, run.violations.count());
    }
}
