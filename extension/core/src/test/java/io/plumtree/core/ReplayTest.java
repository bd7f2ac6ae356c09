package io.plumtree.core;

import static io.plumtree.core.EngineFixture.SECONDS;
import static io.plumtree.core.EngineFixture.STREAM;
import static io.plumtree.core.EngineFixture.id;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.plumtree.api.Ordering;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.Replay;
import io.plumtree.api.TopicConfig;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Missing;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.Range;
import io.plumtree.core.message.Summary;
import io.plumtree.core.message.Summary.StreamSummary;

/** A newcomer is handed what its topics replay and its neighbours retain. */
class ReplayTest {

    /** The epoch of {@link EngineFixture}'s node is the wall clock of its start. */
    private static final long START_MILLIS = 100;

    private static EngineFixture newcomer(Ordering ordering, Replay replay) {
        EngineFixture node = new EngineFixture(PlumtreeConfig.standard().withTopic("t",
                new TopicConfig(ordering, Duration.ofSeconds(5), 1 << 20, replay)));
        node.engine.linkUp(id("a"), node.now);
        node.engine.linkUp(id("b"), node.now);
        node.done();
        return node;
    }

    private static void told(EngineFixture node, long low, long retainedFrom) {
        node.receive("a", new Summary(List.of(new StreamSummary(STREAM, 0, low, low, retainedFrom, true)), true, true));
    }

    private static void arrives(EngineFixture node, long sequence, long sentAtMillis) {
        node.receive("a", new Gossip(new Message(STREAM, sequence, sentAtMillis, Map.of(),
                Payload.plain("m".getBytes(StandardCharsets.UTF_8))), 2, true, false, sequence, 0));
    }

    @Test
    void withoutReplayNothingOfThePastIsAskedFor() {
        EngineFixture node = newcomer(Ordering.NONE, Replay.NONE);
        told(node, 10, 5);
        assertEquals(List.of("a: GRAFT o o/t 11.."), node.done("a: GRAFT", "a: PULL"));
    }

    @Test
    void theNewestOfEachOriginAreAskedForAndSaidToBeRedelivered() {
        EngineFixture node = newcomer(Ordering.NONE, Replay.last(2));
        told(node, 10, 5);
        assertEquals(List.of("a: GRAFT o o/t 11.., o/t 9..10"), node.done("a: GRAFT", "a: PULL"));
        arrives(node, 9, 1);
        arrives(node, 10, 1);
        arrives(node, 11, 200);
        arrives(node, 8, 1);
        assertEquals(List.of("deliver o/t 9 redelivered", "deliver o/t 10 redelivered", "deliver o/t 11"),
                node.done("deliver"));
    }

    @Test
    void noMoreIsAskedForThanTheNeighbourRetains() {
        EngineFixture node = newcomer(Ordering.NONE, Replay.last(100));
        told(node, 10, 8);
        assertEquals(List.of("a: GRAFT o o/t 11.., o/t 8..10"), node.done("a: GRAFT", "a: PULL"));
    }

    @Test
    void whereNothingIsRetainedNothingIsReplayed() {
        EngineFixture node = newcomer(Ordering.NONE, Replay.last(100));
        told(node, 10, 11);
        assertEquals(List.of(), node.done("a: GRAFT", "a: PULL", "ClusterGap"));
    }

    @Test
    void whatWasBroadcastTooLongBeforeTheStartIsNotHandedOver() {
        for (Ordering ordering : Ordering.values()) {
            EngineFixture node = newcomer(ordering, Replay.since(Duration.ofMillis(40)));
            told(node, 10, 8);
            arrives(node, 8, START_MILLIS - 41);
            arrives(node, 9, START_MILLIS - 40);
            arrives(node, 10, START_MILLIS);
            arrives(node, 11, START_MILLIS - 90);
            assertEquals(List.of("deliver o/t 9 redelivered", "deliver o/t 10 redelivered", "deliver o/t 11"),
                    node.done("deliver"));
        }
    }

    @Test
    void replayedMessagesComeBeforeNewOnesOnAnOrderedTopic() {
        EngineFixture node = newcomer(Ordering.FIFO, Replay.last(2));
        told(node, 10, 5);
        arrives(node, 11, 200);
        arrives(node, 10, 1);
        assertEquals(List.of(), node.done("deliver"));
        arrives(node, 9, 1);
        assertEquals(List.of("deliver o/t 9 redelivered", "deliver o/t 10 redelivered", "deliver o/t 11"),
                node.done("deliver"));
    }

    @Test
    void whatOfThePastCannotBeHadIsNoGap() {
        EngineFixture node = newcomer(Ordering.FIFO, Replay.last(3));
        told(node, 10, 5);
        arrives(node, 8, 1);
        arrives(node, 12, 200);
        node.receive("a", new Missing(new Range(STREAM, 9, 11), true));
        node.receive("b", new Missing(new Range(STREAM, 9, 11), true));
        assertEquals(List.of("deliver o/t 8 redelivered"), node.done("deliver", "ClusterGap"));
        node.pass(10 * EngineFixture.SECONDS);
        assertEquals(
                List.of(
                        "ClusterGap[origin=o, epoch=7, topic=t, from=11, to=11, reason=HELD_TOO_LONG]", "deliver o/t 12"),
                node.done("deliver", "ClusterGap"));
    }

    @Test
    void whatOfThePastHoldsNewMessagesBackTooLongIsPassedOver() {
        EngineFixture node = newcomer(Ordering.FIFO, Replay.last(3));
        told(node, 10, 5);
        arrives(node, 9, 1);
        arrives(node, 11, 200);
        node.pass(11 * SECONDS);
        assertEquals(List.of("deliver o/t 9 redelivered", "deliver o/t 11"), node.done("deliver", "ClusterGap"));
    }

    @Test
    void aStreamThatBeginsLaterIsNoPast() {
        EngineFixture node = newcomer(Ordering.NONE, Replay.last(3));
        told(node, 0, 1);
        arrives(node, 1, 1);
        assertEquals(List.of("deliver o/t 1"), node.done("deliver"));
    }
}
