package io.plumtree.core;

import static io.plumtree.core.EngineFixture.MILLIS;
import static io.plumtree.core.EngineFixture.SECONDS;
import static io.plumtree.core.EngineFixture.SELF;
import static io.plumtree.core.EngineFixture.STREAM;
import static io.plumtree.core.EngineFixture.gossip;
import static io.plumtree.core.EngineFixture.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.plumtree.api.Acknowledgement;
import io.plumtree.core.message.Missing;
import io.plumtree.core.message.Pull;
import io.plumtree.core.message.Range;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.message.Summary;
import io.plumtree.core.message.Summary.StreamSummary;

/** What both ends of a new link tell each other (tree-model R14, P10). */
class LinkUpTest {

    private final EngineFixture node = new EngineFixture();

    private static Summary summary(boolean established, long low, long newest, long retainedFrom) {
        return new Summary(List.of(new StreamSummary(STREAM, 0, low, newest, retainedFrom, true)), true, established);
    }

    @Test
    void aNewNeighbourIsToldOfEveryStream() {
        node.link("p").tree("p");
        node.gossip("p", 1);
        node.receive("p", gossip(3, 2, false, 1));
        node.done();
        node.engine.linkUp(id("b"), node.now);
        assertEquals(List.of("b: SUMMARY [o/t low 1 newest 3 from 1 attached] established"), node.done());
    }

    @Test
    void aNewcomersAccountBeginsAtTheMarksOfAnEstablishedNeighbour() {
        node.engine.linkUp(id("a"), node.now);
        node.done();
        node.receive("a", summary(true, 10, 10, 5));
        assertEquals(List.of("a: GRAFT o o/t 11..", "GraftSent[peer=a, origin=o]"), node.done());
        node.gossip("a", 10);
        assertEquals(List.of(), node.done("deliver"));
        node.gossip("a", 11);
        assertEquals(List.of("deliver o/t 11"), node.done("deliver"));
    }

    @Test
    void whoIsNoNewcomerIsOwedAStreamItHearsOfFromItsBeginning() {
        node.link("p").tree("p");
        node.engine.linkUp(id("b"), node.now);
        node.done();
        node.receive("b", summary(true, 3, 3, 1));
        assertEquals(List.of("b: GRAFT o o/t 4.., o/t 1..3", "GraftSent[peer=b, origin=o]"), node.done());
    }

    @Test
    void newcomersAmongThemselvesOweEachOtherEverything() {
        node.engine.linkUp(id("a"), node.now);
        node.done();
        node.receive("a", summary(false, 2, 2, 1));
        assertEquals(List.of("a: GRAFT o o/t 3.., o/t 1..2", "GraftSent[peer=a, origin=o]"), node.done());
    }

    @Test
    void whatTheOtherEndHasAndIsMissingHereIsFetched() {
        node.link("p").tree("p");
        node.gossip("p", 1);
        node.pass(SECONDS);
        node.engine.linkUp(id("b"), node.now);
        node.done();
        node.receive("b", summary(true, 4, 4, 1));
        node.pass(400 * MILLIS);
        assertEquals(List.of("b: PULL o/t 2..4"), node.done("b: PULL"));
    }

    @Test
    void whatTheOnlyNeighbourDoesNotRetainAnyMoreIsAGapAtOnce() {
        node.link("p").tree("p");
        node.gossip("p", 1);
        node.pass(SECONDS);
        node.engine.linkDown(id("p"), node.now);
        node.engine.linkUp(id("p"), node.now);
        node.done();
        node.receive("p", summary(true, 9, 9, 6));
        assertEquals(List.of("ClusterGap[origin=o, epoch=7, topic=t, from=2, to=5, reason=NO_LONGER_RETAINED]"),
                node.done("ClusterGap"));
    }

    @Test
    void aSummaryOfThisNodesOwnMessagesAcknowledgesThem() {
        node.engine.memberUp(id("a"), node.now);
        node.link("a").tree(null, "a");
        node.broadcast("m", Acknowledgement.RECEIVED, 42);
        node.engine.linkDown(id("a"), node.now);
        node.engine.linkUp(id("a"), node.now);
        node.done();
        node.receive("a", new Summary(List.of(new StreamSummary(new StreamId(SELF, 100, "t"), 0, 1, 1, 1, true)), true,
                true));
        assertEquals(List.of("acknowledged 42"), node.done("acknowledged"));
    }

    @Test
    void anEpochThatANeighbourKnowsAlreadyIsLeftBehind() {
        node.engine.linkUp(id("a"), node.now);
        node.done();
        node.receive("a", new Summary(List.of(new StreamSummary(new StreamId(SELF, 500, "t"), 0, 9, 9, 1, true)), true,
                true));
        assertEquals(501, node.engine.epoch());
        assertEquals(1, node.broadcast("m", Acknowledgement.QUEUED, 0));
    }

    @Test
    void manyStreamsAreToldInSeveralSummaries() {
        node.link("p").tree("p");
        for (int i = 0; i < 300; i++) {
            StreamId stream = new StreamId(io.plumtree.api.NodeId.of("o" + i), 7, "t");
            node.receive("p", new io.plumtree.core.message.Gossip(new io.plumtree.core.message.Message(stream, 1, 5,
                    java.util.Collections.emptyMap(), io.plumtree.core.message.Payload.plain(new byte[1])), 1, false,
                    false, 1, 0));
        }
        node.done();
        node.engine.linkUp(id("b"), node.now);
        assertEquals(2, node.done("b: SUMMARY").size());
    }

    @Test
    void whoIsNoNewcomerIsOwedAStreamFromItsBeginningAlsoWhereTheTellerIsNot() {
        node.link("p").tree("p");
        node.engine.linkUp(id("b"), node.now);
        node.done();
        // b came when o had broadcast 5 messages.
        node.receive("b", new Summary(List.of(new StreamSummary(STREAM, 5, 5, 5, 6, true)), true, true));
        node.pass(SECONDS);
        assertTrue(node.done("p: ").stream().anyMatch(text -> text.endsWith("o/t 1..5")), "p may have them");
        assertEquals(List.of(), node.done("ClusterGap"));
    }

    @Test
    void aPushOfWhoCameLaterShowsAHoleToWhoDidNot() {
        node.link("p", "b").tree("p");
        node.receive("b", new io.plumtree.core.message.Gossip(EngineFixture.message(6), 2, false, false, 6, 5));
        assertEquals(List.of("deliver o/t 6"), node.done("deliver"));
        node.pass(SECONDS);
        assertTrue(node.done().stream().anyMatch(text -> text.contains("o/t 1..5")));
    }

    @Test
    void whatWasBeforeAnAccountBeganWasNeverHereAndIsNotGone() {
        node.engine.linkUp(id("a"), node.now);
        node.receive("a", summary(true, 10, 10, 11));
        node.gossip("a", 11);
        node.done();
        node.receive("a", new Pull(List.of(new Range(STREAM, 8, 11))));
        assertEquals(List.of("a: MISSING o/t 8..10", "a: GOSSIP o/t 11 round 3 repaired low 11"), node.done("a: "));
    }

    @Test
    void aNewcomerThatCannotSupplyIsNoReasonForAGap() {
        node.link("p").tree("p");
        node.gossip("p", 1);
        node.engine.linkDown(id("p"), node.now);
        node.engine.linkUp(id("b"), node.now);
        node.done();
        node.receive("b", new Summary(List.of(new StreamSummary(STREAM, 5, 5, 5, 6, true)), true, true));
        node.pass(SECONDS);
        node.receive("b", new Missing(new Range(STREAM, 2, 5), false));
        assertEquals(List.of(), node.done("ClusterGap"), "others may come that have it");
    }

    /** A node whose account begins after 10, with neighbours a, which told it so, b and c. */
    private void newcomerAfterTen() {
        node.engine.linkUp(id("a"), node.now);
        node.engine.linkUp(id("b"), node.now);
        node.engine.linkUp(id("c"), node.now);
        node.receive("a", summary(true, 10, 10, 5));
        node.done();
    }

    @Test
    void whatANewcomerWasNeverOwedItAsksForOnBehalfOfOthers() {
        newcomerAfterTen();
        node.receive("b", new Pull(List.of(new Range(STREAM, 8, 8))));
        assertEquals(List.of("b: MISSING o/t 8..8", "a: PULL o/t 8..8"), node.done());
        node.receive("a", new Missing(new Range(STREAM, 8, 8), false));
        assertEquals(List.of("c: PULL o/t 8..8"), node.done());
        node.receive("c", gossip(8, 4, true, 10));
        assertEquals(List.of("b: GOSSIP o/t 8 round 5 repaired low 10"), node.done());
        node.receive("c", gossip(8, 4, true, 10));
        assertEquals(List.of(), node.done());
    }

    @Test
    void aPullThatIsPassedOnIsNotPassedOnAgainForAWhile() {
        newcomerAfterTen();
        node.receive("b", new Pull(List.of(new Range(STREAM, 8, 9))));
        assertEquals(List.of("b: MISSING o/t 8..9", "a: PULL o/t 8..9"), node.done());
        node.receive("c", new Pull(List.of(new Range(STREAM, 8, 9))));
        node.receive("b", new Pull(List.of(new Range(STREAM, 8, 9))));
        assertEquals(List.of("c: MISSING o/t 8..9", "b: MISSING o/t 8..9"), node.done());
        node.receive("a", gossip(8, 4, true, 10));
        assertEquals(List.of("b: GOSSIP o/t 8 round 5 repaired low 10", "c: GOSSIP o/t 8 round 5 repaired low 10"),
                node.done());
        node.pass(10 * SECONDS);
        node.done();
        node.receive("b", new Pull(List.of(new Range(STREAM, 8, 9))));
        assertEquals(List.of("b: MISSING o/t 8..9", "a: PULL o/t 8..9"), node.done());
    }

    @Test
    void newcomersThatAskEachOtherDoNotHandAMessageToAndFro() {
        newcomerAfterTen();
        node.receive("b", new Pull(List.of(new Range(STREAM, 8, 9))));
        node.receive("c", new Pull(List.of(new Range(STREAM, 8, 9))));
        node.receive("a", gossip(9, 4, true, 10));
        node.done();
        node.receive("b", gossip(9, 6, true, 10));
        node.receive("c", gossip(9, 6, true, 10));
        assertEquals(List.of(), node.done());
    }

    @Test
    void whoIsAskedOnBehalfOfOthersAndGoesAwayIsFollowedByTheNext() {
        newcomerAfterTen();
        node.receive("b", new Pull(List.of(new Range(STREAM, 8, 8))));
        node.done();
        node.engine.linkDown(id("a"), node.now);
        assertEquals(List.of("c: PULL o/t 8..8"), node.done("c: PULL"));
    }

    @Test
    void pullsThatArePassedOnAreBounded() {
        EngineFixture small = new EngineFixture(io.plumtree.api.PlumtreeConfig.standard().withMaxMissing(16));
        small.engine.linkUp(id("a"), small.now);
        small.engine.linkUp(id("b"), small.now);
        small.receive("a", summary(true, 100, 100, 100));
        small.done();
        for (long sequence = 1; sequence <= 20; sequence++) {
            small.receive("b", new Pull(List.of(new Range(STREAM, sequence, sequence))));
        }
        assertEquals(16, small.done("a: PULL").size());
        assertEquals(16, small.engine.snapshot().fills().stream()
                .filter(fill -> fill.key().equals("max-missing")).mapToLong(fill -> fill.used()).max().orElseThrow());
    }
}
