package io.plumtree.core;

import static io.plumtree.core.EngineFixture.SECONDS;
import static io.plumtree.core.EngineFixture.id;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.plumtree.core.message.Graft;
import io.plumtree.core.message.Range;

/** What a change of the view does to the trees (tree-model R2, R4, P16). */
class ViewChangeTest {

    private final EngineFixture node = new EngineFixture();

    private void treeOfOneChild() {
        node.link("p", "a", "b").tree("p", "a");
        node.gossip("p", 1);
        node.pass(30 * SECONDS);
        node.tree("p", "b");
        node.done();
    }

    @Test
    void aTreeIsKeptWhenOneMemberComesOrGoes() {
        treeOfOneChild();
        node.engine.linkUp(id("c"), node.now);
        node.pass(10 * SECONDS);
        node.gossip("p", 2);
        assertEquals(List.of("a: GOSSIP o/t 2 round 3 low 2"),
                node.done("a: GOSSIP", "b: GOSSIP", "c: GOSSIP", "PeerPromotion", "PeerDemotion"));
        assertEquals(1, node.engine.snapshot().counters().treesPlanned());
    }

    @Test
    void aBurstOfChangesPlansTheTreesAnewOnceItIsOver() {
        treeOfOneChild();
        for (String joined : List.of("c", "d", "e")) {
            node.engine.linkUp(id(joined), node.now);
        }
        node.gossip("p", 2);
        assertEquals(List.of("a: GOSSIP o/t 2 round 3 low 2"), node.done("a: GOSSIP", "b: GOSSIP"),
                "not while the burst goes on");
        node.pass(SECONDS);
        node.gossip("p", 3);
        assertEquals(List.of("PeerDemotion[peer=a, origin=o]", "PeerPromotion[peer=b, origin=o]",
                "b: GOSSIP o/t 3 round 3 low 3"),
                node.done("a: GOSSIP", "b: GOSSIP", "PeerPromotion", "PeerDemotion"));
    }

    @Test
    void aGraftAfterABurstDoesNotKeepTheTreeOfBefore() {
        treeOfOneChild();
        for (String joined : List.of("c", "d", "e")) {
            node.engine.linkUp(id(joined), node.now);
        }
        node.pass(2 * SECONDS);
        node.receive("c", new Graft(EngineFixture.STREAM.origin(), List.of(new Range(EngineFixture.STREAM, 2, Range.OPEN))));
        node.done();
        node.gossip("p", 2);
        assertEquals(List.of("b: GOSSIP o/t 2 round 3 low 2", "c: GOSSIP o/t 2 round 3 low 2"),
                node.done("a: GOSSIP", "b: GOSSIP", "c: GOSSIP"));
    }

    @Test
    void theSameNumberOfChangesSlowlyIsNoBurst() {
        treeOfOneChild();
        for (String joined : List.of("c", "d", "e", "f", "g")) {
            node.engine.linkUp(id(joined), node.now);
            node.pass(6 * SECONDS);
        }
        node.gossip("p", 2);
        assertEquals(List.of("a: GOSSIP o/t 2 round 3 low 2"), node.done("a: GOSSIP", "b: GOSSIP"));
    }

    @Test
    void anOriginSilentForAsLongAsMessagesAreRetainedGetsANewTree() {
        treeOfOneChild();
        node.pass(31 * SECONDS);
        node.gossip("p", 2);
        assertEquals(List.of("b: GOSSIP o/t 2 round 3 low 2"), node.done("a: GOSSIP", "b: GOSSIP"));
    }
}
