package io.plumtree.core;

import static io.plumtree.core.EngineFixture.MILLIS;
import static io.plumtree.core.EngineFixture.SECONDS;
import static io.plumtree.core.EngineFixture.STREAM;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.plumtree.core.message.Accept;
import io.plumtree.core.message.Graft;
import io.plumtree.core.message.Handover;
import io.plumtree.core.message.Mark;
import io.plumtree.core.message.Prune;
import io.plumtree.core.message.Refuse;

/** Parent change by arrival time, handed over at a sequence number (tree-model R5 to R8). */
class ParentChangeTest {

    private final EngineFixture node = new EngineFixture();

    /** The parent pushes; a announces later that it got the message {@code gainMillis} before. */
    private void round(long sequence, int gainMillis) {
        node.gossip("p", sequence);
        node.pass(20 * MILLIS);
        node.ihave("a", sequence, sequence, 20 + gainMillis);
    }

    @Test
    void aNeighbourFasterTwiceInARowIsAskedToTakeOver() {
        node.link("p", "a").tree("p");
        round(1, 6);
        assertEquals(List.of(), node.done("a: HANDOVER"));
        round(2, 6);
        assertEquals(List.of("a: HANDOVER o"), node.done("a: HANDOVER"));
    }

    @Test
    void anAnnouncementBeforeTheMessageCountsWhenTheMessageComes() {
        node.link("p", "a").tree("p");
        for (int sequence = 1; sequence <= 2; sequence++) {
            assertEquals(List.of(), node.done("a: HANDOVER"));
            node.ihave("a", sequence, sequence, 1);
            node.pass(5 * MILLIS);
            node.gossip("p", sequence);
        }
        assertEquals(List.of("a: HANDOVER o"), node.done("a: HANDOVER"));
    }

    @Test
    void severalFasterNeighboursDoNotHideEachOther() {
        node.link("p", "a", "b").tree("p");
        for (int sequence = 1; sequence <= 2; sequence++) {
            node.gossip("p", sequence);
            node.pass(20 * MILLIS);
            node.ihave("b", sequence, sequence, 26);
            node.ihave("a", sequence, sequence, 27);
        }
        assertEquals(List.of("b: HANDOVER o"), node.done("a: HANDOVER", "b: HANDOVER"));
    }

    @Test
    void aGainOfFiveMillisecondsOrLessAndAGainOnceAreNotEnough() {
        node.link("p", "a").tree("p");
        for (int sequence = 1; sequence <= 10; sequence++) {
            round(sequence, sequence % 2 == 0 ? 6 : 5);
        }
        assertEquals(List.of(), node.done("a: HANDOVER"));
    }

    @Test
    void theSameMessageAnnouncedTwiceCountsOnce() {
        node.link("p", "a").tree("p");
        round(1, 6);
        node.ihave("a", 1, 1, 26);
        assertEquals(List.of(), node.done("a: HANDOVER"));
    }

    @Test
    void acceptedTheOldParentIsToldUpToWhereItStillPushes() {
        node.link("p", "a").tree("p");
        round(1, 6);
        round(2, 6);
        node.done();
        node.receive("a", new Accept(STREAM.origin(), List.of(new Mark(STREAM, 4))));
        assertEquals(List.of("p: PRUNE o o/t after 4", "PruneSent[peer=p, origin=o]"), node.done());
        // The new parent is ahead of the old one: what is missing up to the mark is still on its way.
        node.gossip("a", 5);
        assertEquals(List.of("deliver o/t 5"), node.done());
        node.gossip("p", 3);
        node.gossip("p", 4);
        assertEquals(List.of("deliver o/t 3", "deliver o/t 4"), node.done());
        assertEquals(1, node.engine.snapshot().counters().parentChanges());
    }

    @Test
    void refusedItIsLeftAloneForFourMessagesThenForEight() {
        node.link("p", "a").tree("p");
        round(1, 6);
        round(2, 6);
        node.done();
        node.receive("a", new Refuse(STREAM.origin()));
        for (int sequence = 3; sequence <= 5; sequence++) {
            round(sequence, 6);
        }
        assertEquals(List.of(), node.done("a: HANDOVER"));
        round(6, 6);
        assertEquals(List.of("a: HANDOVER o"), node.done("a: HANDOVER"));
        node.receive("a", new Refuse(STREAM.origin()));
        for (int sequence = 7; sequence <= 13; sequence++) {
            round(sequence, 6);
        }
        assertEquals(List.of(), node.done("a: HANDOVER"));
        round(14, 6);
        assertEquals(List.of("a: HANDOVER o"), node.done("a: HANDOVER"));
    }

    @Test
    void noAnswerIsARefusal() {
        node.link("p", "a").tree("p");
        round(1, 6);
        round(2, 6);
        node.done();
        node.pass(SECONDS);
        round(3, 6);
        round(4, 6);
        round(5, 6);
        assertEquals(List.of(), node.done("a: HANDOVER"));
        node.receive("a", new Accept(STREAM.origin(), List.of()));
        assertEquals(List.of("a: PRUNE o ", "PruneSent[peer=a, origin=o]"), node.done("a:", "PruneSent"),
                "an acceptance too late is declined");
    }

    @Test
    void anAskedNodeAcceptsWithItsNewestMessagesAndPushesWhatIsLater() {
        node.link("p", "a").tree("p");
        node.gossip("p", 1);
        node.gossip("p", 2);
        node.done();
        node.receive("a", new Handover(STREAM.origin(), Handover.ANY_DEPTH));
        assertEquals(List.of("a: ACCEPT o o/t after 2", "PeerPromotion[peer=a, origin=o]"), node.done());
        node.gossip("p", 3);
        assertEquals(List.of("a: GOSSIP o/t 3 round 3 low 3"), node.done("a:"));
    }

    @Test
    void anAskedNodeRefusesAboveItsFanoutPlusTwo() {
        node.link("p", "c1", "c2", "c3", "c4", "c5", "a").tree("p", "c1", "c2", "c3", "c4", "c5");
        node.gossip("p", 1);
        node.done();
        node.receive("a", new Handover(STREAM.origin(), Handover.ANY_DEPTH));
        assertEquals(List.of("a: REFUSE o"), node.done());
    }

    @Test
    void aRepairIsNeverRefused() {
        node.link("p", "c1", "c2", "c3", "c4", "c5", "a").tree("p", "c1", "c2", "c3", "c4", "c5");
        node.gossip("p", 1);
        node.done();
        node.receive("a", new Graft(STREAM.origin(), List.of()));
        assertEquals(List.of("PeerPromotion[peer=a, origin=o]"), node.done());
    }

    @Test
    void theParentIsRefusedForAChild() {
        node.link("p", "a").tree("p");
        node.gossip("p", 1);
        node.done();
        node.receive("p", new Handover(STREAM.origin(), Handover.ANY_DEPTH));
        assertEquals(List.of("p: REFUSE o"), node.done());
    }

    @Test
    void aFormerChildIsPushedUpToTheMarkAndNoFurther() {
        node.link("p", "a").tree("p", "a");
        node.gossip("p", 1);
        node.done();
        node.receive("a", new Prune(STREAM.origin(), List.of(new Mark(STREAM, 3))));
        for (int sequence = 2; sequence <= 4; sequence++) {
            node.gossip("p", sequence);
        }
        assertEquals(List.of("a: GOSSIP o/t 2 round 3 low 2", "a: GOSSIP o/t 3 round 3 low 3"), node.done("a:"));
    }

    @Test
    void whatTheOldParentStillPushesDoesNotMakeItTheParentAgain() {
        node.link("p", "a").tree("p");
        round(1, 6);
        round(2, 6);
        node.receive("a", new Accept(STREAM.origin(), List.of(new Mark(STREAM, 4))));
        // Up to the mark as agreed, and what was under way beyond it when it was told to stop.
        for (int sequence = 3; sequence <= 8; sequence++) {
            node.gossip("p", sequence);
        }
        node.done();
        for (int sequence = 5; sequence <= 9; sequence++) {
            node.gossip("a", sequence);
        }
        assertEquals(List.of("deliver o/t 9"), node.done(), "the new parent is not pruned");
    }

    @Test
    void withoutChildrenANodeMayGoAsDeepAsTheDeepestWas() {
        node.link("p", "a").tree("p").depth(2, 6);
        round(1, 6);
        round(2, 6);
        assertEquals(List.of("a: HANDOVER o deepest 5"), node.done("a: HANDOVER"));
    }

    @Test
    void withChildrenANodeGoesNoDeeperThanItIs() {
        node.link("p", "a", "c").tree("p", "c").depth(2, 6);
        round(1, 6);
        round(2, 6);
        assertEquals(List.of("a: HANDOVER o deepest 1"), node.done("a: HANDOVER"));
    }

    @Test
    void whoIsDeeperThanTheAskerMayGoRefuses() {
        node.link("p", "a").tree("p").depth(2, 6);
        node.gossip("p", 1);
        node.done();
        node.receive("a", new Handover(STREAM.origin(), 1));
        assertEquals(List.of("a: REFUSE o"), node.done());
        node.receive("a", new Handover(STREAM.origin(), 2));
        assertEquals(List.of("a: ACCEPT o o/t after 1"), node.done("a: "));
    }

    @Test
    void whoMaySoonBeDeeperCountsAsDeeper() {
        node.link("p", "a", "b").tree("p").depth(2, 6);
        round(1, 6);
        round(2, 6);
        node.done();
        node.receive("b", new Handover(STREAM.origin(), 5));
        assertEquals(List.of("b: REFUSE o"), node.done());
        node.receive("a", new Refuse(STREAM.origin()));
        node.receive("b", new Handover(STREAM.origin(), 2));
        assertEquals(List.of("b: ACCEPT o o/t after 2"), node.done("b: "));
    }

    @Test
    void afterAHandoverANodeIsAsDeepAsItAllowed() {
        node.link("p", "a", "b").tree("p").depth(2, 6);
        round(1, 6);
        round(2, 6);
        node.receive("a", new Accept(STREAM.origin(), List.of(new Mark(STREAM, 2))));
        node.done();
        node.receive("b", new Handover(STREAM.origin(), 5));
        assertEquals(List.of("b: REFUSE o"), node.done());
        // The new parent's first push says how deep it is in truth.
        node.gossip("a", 3);
        node.gossip("a", 4);
        node.receive("b", new Handover(STREAM.origin(), 2));
        assertEquals(List.of("b: ACCEPT o o/t after 4"), node.done("b: "));
    }

    @Test
    void whereNoDepthWasPlannedOneHandoverDoesNotStandInTheWayOfAnother() {
        node.link("p", "a", "b").tree("p");
        round(1, 6);
        round(2, 6);
        assertEquals(List.of("a: HANDOVER o"), node.done("a: HANDOVER"));
        node.receive("b", new Handover(STREAM.origin(), Handover.ANY_DEPTH));
        assertEquals(List.of("b: ACCEPT o o/t after 2"), node.done("b: "));
    }
}
