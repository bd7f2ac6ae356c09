package io.plumtree.core;

import static io.plumtree.core.EngineFixture.MILLIS;
import static io.plumtree.core.EngineFixture.STREAM;
import static io.plumtree.core.EngineFixture.gossip;
import static io.plumtree.core.EngineFixture.id;
import static io.plumtree.core.EngineFixture.message;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Graft;
import io.plumtree.core.message.Prune;

/** Receiving, forwarding, duplicates and pruning (paper, Algorithm 1). */
class EagerPushTest {

    private final EngineFixture node = new EngineFixture();

    @Test
    void aNewMessageIsForwardedToTheChildrenButNotBackAndDelivered() {
        node.link("p", "a", "b", "c").tree("p", "a", "b");
        node.gossip("p", 1);
        assertEquals(List.of("a: GOSSIP o/t 1 round 3 low 1", "b: GOSSIP o/t 1 round 3 low 1", "deliver o/t 1"),
                node.done());
    }

    @Test
    void aMessageThatAsksForItIsConfirmedEvenIfItIsADuplicate() {
        node.link("o", "a").tree("o");
        Gossip asking = new Gossip(message(1), 1, false, true, 1, 0);
        node.receive("o", asking);
        assertEquals(List.of("deliver o/t 1", "o: RECEIVED o/t 1"), node.done());
        node.receive("o", asking);
        assertEquals(List.of("o: RECEIVED o/t 1"), node.done("o:"));
    }

    @Test
    void aDuplicateIsNotDeliveredAgainAndPrunesItsSender() {
        node.link("p", "a").tree("p");
        node.gossip("p", 1);
        node.done();
        node.gossip("a", 1);
        assertEquals(List.of("a: PRUNE o ", "PruneSent[peer=a, origin=o]"), node.done());
    }

    @Test
    void aDuplicateOfTheParentPrunesWhoWasFirstInstead() {
        node.link("p", "a").tree("p");
        node.gossip("a", 1);
        node.done();
        node.gossip("p", 1);
        assertEquals(List.of("a: PRUNE o ", "PruneSent[peer=a, origin=o]"), node.done());
    }

    @Test
    void aPulledPayloadNeverPrunes() {
        node.link("p", "a").tree("p");
        node.gossip("p", 1);
        node.done();
        node.receive("a", gossip(1, 2, true, 1));
        assertEquals(List.of(), node.done());
    }

    @Test
    void whoeverIsFirstTwiceInARowBecomesTheParent() {
        node.link("p", "a").tree("p");
        node.gossip("a", 1);
        node.gossip("a", 2);
        node.done();
        node.gossip("p", 2);
        assertEquals(List.of("p: PRUNE o ", "PruneSent[peer=p, origin=o]"), node.done());
    }

    @Test
    void aPayloadFromAChildEndsPushingToIt() {
        node.link("p", "a").tree("p", "a");
        node.gossip("a", 1);
        assertEquals(List.of("PeerDemotion[peer=a, origin=o]", "deliver o/t 1"), node.done());
    }

    @Test
    void aPrunedNeighbourIsPushedToNoMore() {
        node.link("p", "a").tree("p", "a");
        node.gossip("p", 1);
        node.done();
        node.receive("a", new Prune(STREAM.origin(), List.of()));
        node.gossip("p", 2);
        assertEquals(List.of("PeerDemotion[peer=a, origin=o]", "deliver o/t 2"), node.done());
    }

    @Test
    void aGraftIsAnsweredWithWhatIsWantedAndPushesFromThenOn() {
        node.link("p", "a").tree("p");
        node.gossip("p", 1);
        node.gossip("p", 2);
        node.done();
        node.receive("a", new Graft(STREAM.origin(),
                List.of(new io.plumtree.core.message.Range(STREAM, 2, io.plumtree.core.message.Range.OPEN))));
        assertEquals(List.of("PeerPromotion[peer=a, origin=o]", "a: GOSSIP o/t 2 round 3 repaired low 2"), node.done());
        node.gossip("p", 3);
        assertEquals(List.of("a: GOSSIP o/t 3 round 3 low 3", "deliver o/t 3"), node.done());
    }

    @Test
    void aNeighbourWithAFullQueueIsServedLazilyUntilItHasCaughtUp() {
        node.link("p", "a", "b").tree("p", "a", "b");
        node.refusing.add(id("a"));
        node.gossip("p", 1);
        node.gossip("p", 2);
        assertEquals(List.of("b: GOSSIP o/t 1 round 3 low 1", "deliver o/t 1", "b: GOSSIP o/t 2 round 3 low 2",
                "deliver o/t 2"), node.done());
        node.pass(20 * MILLIS);
        node.refusing.clear();
        node.engine.drained(id("a"), node.now);
        assertEquals(List.of("a: IHAVE o/t 1..2 age 20"), node.done());
        node.gossip("p", 3);
        assertEquals(List.of("a: GOSSIP o/t 3 round 3 low 3", "b: GOSSIP o/t 3 round 3 low 3", "deliver o/t 3"),
                node.done());
    }

    @Test
    void aNeighbourThatPushesOnAlthoughPrunedLosesItsLink() {
        node.link("p", "a").tree("p");
        long sequence = 1;
        List<String> closed = List.of();
        for (; closed.isEmpty() && sequence < 20; sequence++) {
            node.gossip("p", sequence);
            node.gossip("a", sequence);
            closed = node.done("disconnect");
            node.pass(150 * MILLIS);
        }
        assertEquals(List.of("disconnect a: pushes on although pruned 3 times"), closed);
        assertEquals(5, sequence, "one prune, and three that were ignored");
    }

    @Test
    void manyDuplicatesOnTheirWayArePrunedOnce() {
        node.link("p", "a").tree("p");
        for (int sequence = 1; sequence <= 50; sequence++) {
            node.gossip("p", sequence);
            node.gossip("a", sequence);
        }
        assertEquals(List.of("a: PRUNE o "), node.done("a: PRUNE"));
    }

    @Test
    void aMessageLongerThanAllowedIsRefusedAndCounted() {
        EngineFixture small = new EngineFixture(
                io.plumtree.api.PlumtreeConfig.standard().withMaxMessageSize(1)).link("p").tree("p");
        small.gossip("p", 1);
        assertEquals(List.of(), small.done());
        assertEquals(1, small.engine.snapshot().counters().rejected());
    }

    @Test
    void nobodyElseCanNumberThisNodesMessages() {
        node.link("a").tree(null);
        Gossip forged = new Gossip(new io.plumtree.core.message.Message(
                new io.plumtree.core.message.StreamId(EngineFixture.SELF, 100, "t"), 1, 5,
                java.util.Collections.emptyMap(), io.plumtree.core.message.Payload.plain(new byte[1])), 1, false, false,
                1, 0);
        node.receive("a", forged);
        assertEquals(List.of(), node.done());
        assertEquals(1, node.engine.snapshot().counters().rejected());
        assertEquals(1, node.broadcast("mine", io.plumtree.api.Acknowledgement.QUEUED, 0));
    }

    @Test
    void messagesOfSomebodyWhoIsNotLinkedAreCountedAndDropped() {
        node.link("p").tree("p");
        node.gossip("stranger", 1);
        assertEquals(List.of(), node.done());
        assertEquals(1, node.engine.snapshot().counters().rejected());
    }
}
