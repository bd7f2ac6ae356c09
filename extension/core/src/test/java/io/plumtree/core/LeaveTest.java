package io.plumtree.core;

import static io.plumtree.core.EngineFixture.MILLIS;
import static io.plumtree.core.EngineFixture.STREAM;
import static io.plumtree.core.EngineFixture.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.plumtree.core.message.Accept;
import io.plumtree.core.message.Handover;
import io.plumtree.core.message.Leave;
import io.plumtree.core.message.Mark;
import io.plumtree.core.message.Refuse;

/** Who is about to leave says so, and whoever depends on it finds another parent while it still relays. */
class LeaveTest {

    @Test
    void aNodeThatLeavesTellsItsNeighboursAndSaysHowLongTheyNeed() {
        EngineFixture node = new EngineFixture().link("a", "b");
        node.engine.roundTrip(id("a"), 2 * MILLIS);
        node.engine.roundTrip(id("b"), 5 * MILLIS);
        assertEquals(15 * MILLIS, node.engine.leave(node.now));
        assertEquals(List.of("a: LEAVE", "b: LEAVE"), node.done());
    }

    @Test
    void whoIsAloneNeedsToWaitForNobody() {
        EngineFixture node = new EngineFixture();
        assertEquals(0, node.engine.leave(node.now));
        assertEquals(List.of(), node.done());
    }

    /** A node two hops deep in a tree that is four deep, whose parent is p. */
    private static EngineFixture deep(String... children) {
        EngineFixture node = new EngineFixture().link("p", "near", "far", "c").tree("p", children).depth(2, 4);
        node.engine.roundTrip(id("near"), MILLIS);
        node.engine.roundTrip(id("far"), 9 * MILLIS);
        node.engine.roundTrip(id("c"), 20 * MILLIS);
        node.gossip("p", 1);
        node.gossip("p", 2);
        node.done();
        return node;
    }

    @Test
    void theNearestNeighbourThatIsNoChildIsAskedToTakeOverFromAParentThatLeaves() {
        EngineFixture node = deep("near");
        node.receive("p", new Leave());
        // No deeper than this node is, so that it is none of its descendants.
        assertEquals(List.of("far: HANDOVER o deepest 2"), node.done("p:", "near:", "far:", "c:"));

        node.receive("far", new Accept(id("o"), List.of(new Mark(STREAM, 2))));
        assertEquals(List.of("p: PRUNE o o/t after 2"), node.done("p:", "near:", "far:", "c:"));
        node.gossip("far", 3);
        assertTrue(node.done().contains("deliver o/t 3"));
        node.engine.linkDown(id("p"), node.now);
        assertEquals(List.of(), node.done("near: GRAFT", "far:", "c: GRAFT"));
    }

    @Test
    void whoHasNoChildrenMayTakeAParentAsDeepAsTheTree() {
        EngineFixture node = deep();
        node.receive("p", new Leave());
        assertEquals(List.of("near: HANDOVER o deepest 3"), node.done("near:", "far:", "c:"));
    }

    @Test
    void whoeverRefusesTheNextIsAskedAndWhenAllHaveTheParentPushesUntilItIsGone() {
        EngineFixture node = deep();
        node.receive("p", new Leave());
        for (String asked : List.of("near", "far", "c")) {
            assertEquals(List.of(asked + ": HANDOVER o deepest 3"), node.done("near:", "far:", "c:"));
            node.receive(asked, new Refuse(id("o")));
        }
        assertEquals(List.of(), node.done("near:", "far:", "c:"));
        node.gossip("p", 3);
        assertTrue(node.done().contains("deliver o/t 3"));
    }

    @Test
    void ofTwoChildrenOfWhoLeavesThatAskEachOtherNoneBecomesTheOthersParent() {
        EngineFixture node = deep("c");
        node.receive("p", new Leave());
        node.done();
        node.receive("near", new Handover(id("o"), 2));
        assertEquals(List.of("near: REFUSE o"), node.done("near:"));
    }

    @Test
    void whoLeavesIsNotAskedToTakeOver() {
        EngineFixture node = deep();
        node.receive("near", new Leave());
        node.done();
        for (int sequence = 3; sequence <= 12; sequence++) {
            node.ihave("near", sequence, sequence, 0);
            node.pass(30 * MILLIS);
            node.gossip("p", sequence);
        }
        assertEquals(List.of(), node.done("near: HANDOVER"));
        node.receive("p", new Leave());
        assertEquals(List.of("far: HANDOVER o deepest 3"), node.done("near: HANDOVER", "far: HANDOVER"));
    }

    @Test
    void aParentThatWasAskedToTakeOverAndLeavesItselfIsNotWaitedFor() {
        EngineFixture node = deep();
        node.receive("p", new Leave());
        node.done();
        node.receive("near", new Leave());
        assertEquals(List.of("far: HANDOVER o deepest 3"), node.done("near:", "far:", "c:"));
    }

    @Test
    void newTreesArePlannedWithoutWhoLeavesAndItsReplacementIsLinked() {
        EngineFixture node = new EngineFixture().link("p", "b");
        node.receive("b", new Leave());
        node.tree("p");
        node.gossip("p", 1);
        assertFalse(node.planned.contains(id("b")));
        assertTrue(node.planned.contains(id("p")));
    }

    @Test
    void whatIsMissingIsAskedOfOthersFirst() {
        EngineFixture node = new EngineFixture().link("p", "b", "c").tree("p");
        node.engine.roundTrip(id("b"), MILLIS);
        node.engine.roundTrip(id("c"), 50 * MILLIS);
        node.gossip("p", 1);
        node.receive("b", new Leave());
        node.ihave("b", 3, 3);
        node.ihave("c", 3, 3);
        node.done();
        node.pass(2_000 * MILLIS);
        List<String> asked = node.done("b: PULL", "b: GRAFT", "c: PULL", "c: GRAFT");
        assertTrue(asked.get(0).startsWith("c: "), asked::toString);
    }

    @Test
    void saidTwiceItChangesNothingMore() {
        EngineFixture node = deep();
        node.receive("p", new Leave());
        node.done();
        node.receive("p", new Leave());
        assertEquals(List.of(), node.done());
    }
}
