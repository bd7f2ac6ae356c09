package io.plumtree.vertx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.plumtree.api.Address;
import io.plumtree.api.ConfigKey;
import io.plumtree.api.Member;
import io.plumtree.api.MemberState;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.PlumtreeHealth;
import io.plumtree.api.PlumtreeHealth.Delivery;
import io.plumtree.api.PlumtreeHealth.Status;
import io.plumtree.api.Preset;
import io.plumtree.api.SyncStrategy;
import io.plumtree.core.NodeSnapshot;
import io.plumtree.core.NodeSnapshot.Fill;
import io.plumtree.core.NodeSnapshot.NeighbourState;
import io.plumtree.core.NodeSnapshot.StoreState;
import io.plumtree.core.Tally;

class NodeViewTest {

    private static final NodeId B = NodeId.of("b");
    private static final NodeId C = NodeId.of("c");
    private static final Address SOMEWHERE = new Address("127.0.0.1", 1);

    private static final long SILENCE_NANOS = ConfigKey.HEALTH_MAX_SILENCE.in(Preset.DEFAULT).toNanos();
    private static final PlumtreeHealth.Node NODE = new PlumtreeHealth.Node(NodeId.of("a"), Preset.DEFAULT, "tcp");

    private long now = Long.MAX_VALUE - 1; // the clock may wrap
    private final MemberView members = new MemberView(NodeId.of("a"), new Completions(Runnable::run, Runnable::run));
    private final NodeView view = view(PlumtreeConfig.standard());
    private final PeerBook book = new PeerBook();
    private final Tally tally = new Tally();
    private @Nullable StoreState store;
    private OptionalLong comparedAt = OptionalLong.empty();

    @Test
    void aNodeAloneIsReady() {
        is(Status.HEALTHY, "alone: no other member is known");
        assertTrue(view.health().started() && view.health().ready());
        assertEquals(Optional.of(NODE), view.health().node());
    }

    @Test
    void knownMembersOfWhomNoneIsLinkedMakeItUnready() {
        book.add(B, SOMEWHERE);
        update();

        is(Status.UNHEALTHY, "linked to 0 of 1 known members");
        assertFalse(view.health().ready());
        assertTrue(view.health().started() && view.health().live());
    }

    @Test
    void aLinkMakesItReadyAgain() {
        book.add(B, SOMEWHERE);
        book.add(C, SOMEWHERE);
        book.linkUp(new RemoteNode(B, 1, SOMEWHERE, 0));
        update(new NeighbourState(B, 2, 0, 5_000_000, false));

        is(Status.DEGRADED, "linked to 1 of 2 known members");
        assertTrue(view.health().ready());
        assertEquals(List.of(2, 1, 1, 0),
                List.of(view.health().peers(), view.health().linked(), view.health().eager(), view.health().lazy()));
        assertEquals(Optional.of(Duration.ofMillis(5)), view.peers().get(0).roundTrip());
        assertTrue(view.peers().get(0).eager());
        assertFalse(view.peers().get(1).linked());

        update(new NeighbourState(B, 2, 0, 5_000_000, false), new NeighbourState(C, 0, 0, 0, false));
        is(Status.HEALTHY, "linked to 2 of 2 known members");
        assertEquals(List.of(2, 1, 1), List.of(view.health().linked(), view.health().eager(), view.health().lazy()));
    }

    @Test
    void aSilentEventLoopIsNotLiveUntilItBeatsAgain() {
        now += SILENCE_NANOS - 1;
        assertTrue(view.health().live());
        now += 1;
        assertFalse(view.health().live());
        is(Status.UNHEALTHY, "the event loop has not turned for 5000 ms");

        view.beat();
        assertTrue(view.health().live() && view.health().ready());
    }

    @Test
    void aNodeThatHasNotJoinedIsNotReadyAndSaysWhoIsThere() {
        Member self = new Member(NodeId.of("a"), SOMEWHERE, MemberState.ALIVE, Map.of(), ByteBuffer.allocate(0), 1);
        members.update(List.of(self), false);
        is(Status.UNHEALTHY, "no address to join the cluster by has answered yet");
        assertFalse(view.health().started());

        Member left = new Member(B, SOMEWHERE, MemberState.LEFT, Map.of(), ByteBuffer.allocate(0), 1);
        members.update(List.of(self, left), true);
        assertTrue(view.health().started() && view.health().ready());
        assertEquals(Map.of(MemberState.ALIVE, 1, MemberState.SUSPECT, 0, MemberState.DEAD, 0, MemberState.LEFT, 1),
                view.health().members());
    }

    @Test
    void aLeavingNodeIsLiveButNotReadyAndStaysSo() {
        view.leaving();
        is(Status.UNHEALTHY, "leaving");
        assertTrue(view.health().live());

        view.left();
        now += 10 * SILENCE_NANOS;
        is(Status.UNHEALTHY, "left");
        assertTrue(view.health().live());
    }

    @Test
    void failuresCountForTheWindow() {
        tally.graftFailed = 11;
        tally.graftSucceeded = 1;
        now += 1_000_000_000L;
        view.beat();
        update();
        is(Status.UNHEALTHY, "92 % of 12 holes could not be filled in the last 60 s");
        assertEquals(new Delivery(0, 1, 11, 0), view.health().delivery());

        now += 2 * ConfigKey.HEALTH_WINDOW.in(Preset.DEFAULT).toNanos();
        view.beat();
        update();
        is(Status.HEALTHY, "alone: no other member is known");
        assertEquals(Delivery.NONE, view.health().delivery());
    }

    @Test
    void theFullestOfWhatOneKeyBoundsIsShown() {
        view.update(book, snapshot(List.of(new Fill("max-topics", 2, 256), new Fill("delivery-queue-max-size", 1, 10),
                new Fill("delivery-queue-max-size", 9, 10))), List.of(new Fill("send-queue-max-bytes", 4, 8)));

        assertEquals(List.of(new PlumtreeHealth.Fill("max-topics", 2, 256),
                new PlumtreeHealth.Fill("delivery-queue-max-size", 9, 10),
                new PlumtreeHealth.Fill("send-queue-max-bytes", 4, 8)), view.health().fills());
    }

    @Test
    void aFailedStoreIsDegradedAndSaysWhy() {
        store = new StoreState("no space", 3);
        update();

        is(Status.DEGRADED, "nothing is stored since the durable store failed: no space");
        assertEquals(Optional.of(new PlumtreeHealth.Store(Optional.of("no space"), 3)), view.health().store());
        assertTrue(view.health().ready());
    }

    @Test
    void theLastComparisonIsSoLongAgo() {
        assertEquals(Optional.empty(), view.health().lastSync());
        comparedAt = OptionalLong.of(now);
        now += 3_000_000_000L;
        view.beat();
        update();
        assertEquals(Optional.of(Duration.ofSeconds(3)), view.health().lastSync());

        NodeView off = view(PlumtreeConfig.standard().withSyncStrategy(SyncStrategy.OFF));
        off.update(book, snapshot(List.of()), List.of());
        assertEquals(Optional.empty(), off.health().lastSync());
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

    private NodeView view(PlumtreeConfig config) {
        return new NodeView(new HealthView(() -> now, members, NODE, config));
    }

    private void is(Status status, String reason) {
        assertEquals(status + " " + reason, view.health().status() + " " + view.health().reason());
        assertEquals(status != Status.UNHEALTHY, view.health().ready());
    }

    private void update(NeighbourState... neighbours) {
        view.update(book, snapshot(List.of(), neighbours), List.of());
    }

    private NodeSnapshot snapshot(List<Fill> fills, NeighbourState... neighbours) {
        return new NodeSnapshot(tally.counters(), fills, List.of(neighbours), book.peers(List.of()).size(), 0, 0, 0, store,
                comparedAt);
    }
}
