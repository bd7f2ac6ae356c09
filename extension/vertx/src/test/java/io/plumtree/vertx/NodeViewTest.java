package io.plumtree.vertx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.plumtree.api.Address;
import io.plumtree.api.Member;
import io.plumtree.api.MemberState;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeHealth;
import io.plumtree.core.NodeSnapshot;
import io.plumtree.core.NodeSnapshot.NeighbourState;
import io.plumtree.core.Tally;

class NodeViewTest {

    private static final NodeId B = NodeId.of("b");
    private static final NodeId C = NodeId.of("c");
    private static final Address SOMEWHERE = new Address("127.0.0.1", 1);

    private long now;
    private final MemberView members = new MemberView(NodeId.of("a"), new Completions(Runnable::run, Runnable::run));
    private final NodeView view = new NodeView(() -> now, members);
    private final PeerBook book = new PeerBook();

    @Test
    void aNodeAloneIsReady() {
        assertEquals(new PlumtreeHealth(true, true, "alone: no other member is known", 0, 0, 0, 0, Map.of()), view.health());
    }

    @Test
    void knownMembersOfWhomNoneIsLinkedMakeItUnready() {
        book.add(B, SOMEWHERE);
        update();

        assertEquals(new PlumtreeHealth(true, false, "linked to 0 of 1 known members", 1, 0, 0, 0, Map.of()), view.health());
    }

    @Test
    void aLinkMakesItReadyAgain() {
        book.add(B, SOMEWHERE);
        book.add(C, SOMEWHERE);
        book.linkUp(new RemoteNode(B, 1, SOMEWHERE, 0));
        update(new NeighbourState(B, 2, 0, 5_000_000, false));

        assertEquals(new PlumtreeHealth(true, true, "linked to 1 of 2 known members", 2, 1, 1, 0, Map.of()), view.health());
        assertEquals(Optional.of(Duration.ofMillis(5)), view.peers().get(0).roundTrip());
        assertTrue(view.peers().get(0).eager());
        assertFalse(view.peers().get(1).linked());
    }

    @Test
    void aSilentEventLoopIsNotLiveUntilItBeatsAgain() {
        now += NodeView.SILENCE_NANOS - 1;
        assertTrue(view.health().live());
        now += 1;
        assertFalse(view.health().live());
        assertFalse(view.health().ready());
        assertEquals("the event loop has not turned for 5000 ms", view.health().reason());

        view.beat();
        assertTrue(view.health().live() && view.health().ready());
    }

    @Test
    void aNodeThatHasNotJoinedIsNotReadyAndSaysWhoIsThere() {
        Member self = new Member(NodeId.of("a"), SOMEWHERE, MemberState.ALIVE, Map.of(), ByteBuffer.allocate(0), 1);
        members.update(List.of(self), false);
        assertFalse(view.health().ready());
        assertEquals("no address to join the cluster by has answered yet", view.health().reason());

        Member left = new Member(B, SOMEWHERE, MemberState.LEFT, Map.of(), ByteBuffer.allocate(0), 1);
        members.update(List.of(self, left), true);
        assertTrue(view.health().ready());
        assertEquals(Map.of(MemberState.ALIVE, 1, MemberState.SUSPECT, 0, MemberState.DEAD, 0, MemberState.LEFT, 1),
                view.health().members());
    }

    @Test
    void aLeavingNodeIsLiveButNotReadyAndStaysSo() {
        view.leaving();
        assertEquals("leaving", view.health().reason());
        assertTrue(view.health().live());
        assertFalse(view.health().ready());

        view.left();
        now += 10 * NodeView.SILENCE_NANOS;
        assertEquals("left", view.health().reason());
        assertTrue(view.health().live());
        assertFalse(view.health().ready());
    }

    @Test
    void compressionIsReadableByAllOnlyWhenEverybodyKnownSaidSo() {
        update();
        assertFalse(view.readableByAll(), "nobody is known");

        book.add(B, SOMEWHERE);
        book.add(C, SOMEWHERE);
        book.linkUp(new RemoteNode(B, 1, SOMEWHERE, RemoteNode.CAN_READ_ZSTD));
        update();
        assertFalse(view.readableByAll(), "c never linked");

        book.linkUp(new RemoteNode(C, 1, SOMEWHERE, RemoteNode.CAN_READ_ZSTD | 8));
        book.linkDown(C);
        update();
        assertTrue(view.readableByAll());

        book.linkUp(new RemoteNode(C, 2, SOMEWHERE, 0));
        update();
        assertFalse(view.readableByAll(), "c came back without it");
    }

    private void update(NeighbourState... neighbours) {
        view.update(book, new NodeSnapshot(new Tally().counters(),
                List.of(), List.of(neighbours), book.peers(List.of()).size(), 0, 0));
    }
}
