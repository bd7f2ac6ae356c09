package io.plumtree.vertx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.Address;
import io.plumtree.api.Broadcast;
import io.plumtree.api.ClusterGap;
import io.plumtree.api.InvalidConfigException;
import io.plumtree.api.MessageId;
import io.plumtree.api.NoReachablePeerException;
import io.plumtree.api.NodeId;
import io.plumtree.api.NotAcknowledgedException;
import io.plumtree.api.Ordering;
import io.plumtree.api.Overload;
import io.plumtree.api.OverloadedException;
import io.plumtree.api.PeerAddress;
import io.plumtree.api.PlumtreeClosedException;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.PlumtreeDelivery;
import io.plumtree.api.PlumtreeListener;
import io.plumtree.api.Replay;
import io.plumtree.api.TopicConfig;
import io.plumtree.core.message.Leave;
import io.plumtree.core.message.PlumtreeMessage;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** One or two nodes without sockets. */
class PlumtreeNodeTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final HubTransport.Hub hub = new HubTransport.Hub();
    private final Observed observed = new Observed();
    private final List<PlumtreeNode> nodes = new ArrayList<>();

    @AfterEach
    void leave() {
        nodes.forEach(node -> Await.get(node.leave(Duration.ofSeconds(1))));
    }

    @Test
    void aClusterOfOneAcceptsBroadcastsAtEveryLevelAndDeliversNothingToItself() throws Exception {
        PlumtreeNode node = start("a", PlumtreeConfig.lan(), hub.transport());
        MessageId first = Await.get(node.broadcast("t", new byte[] { 1 }));
        MessageId second = Await.get(
                node.broadcast(Broadcast.of("x").onTopic("t").acknowledgedWhen(Acknowledgement.RECEIVED)));

        assertEquals(new MessageId(NodeId.of("a"), node.cluster().epoch(), "t", 1), first);
        assertEquals(2, second.sequence());
        assertTrue(node.health().live() && node.health().ready());
        assertEquals(2, Await.get(node.snapshot()).counters().broadcasts());
        assertEquals(List.of(), observed.texts());
    }

    @Test
    void twoNodesHearEachOtherAndNeitherStagesNorListenersSeeAnEventLoop() throws Exception {
        Observed other = new Observed();
        PlumtreeNode a = start("a", PlumtreeConfig.lan(), hub.transport());
        PlumtreeNode b = start(builder("b", PlumtreeConfig.lan(), hub.transport()).listener(other));
        link(a, b);

        List<CompletableFuture<Boolean>> onLoop = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Acknowledgement level = i % 2 == 0 ? Acknowledgement.QUEUED : Acknowledgement.RECEIVED;
            onLoop.add(a.broadcast(Broadcast.of("m" + i).withHeader("number", "" + i).acknowledgedWhen(level))
                    .thenApply(id -> Context.isOnEventLoopThread()).toCompletableFuture());
        }
        other.awaitDeliveries(500);

        for (CompletableFuture<Boolean> one : onLoop) {
            assertFalse(Await.get(one));
        }
        assertEquals(IntStream.range(0, 500).mapToObj(i -> "m" + i).toList(), other.textsOf("a"));
        PlumtreeDelivery last = other.deliveries().get(499);
        assertEquals("499", last.headers().get("number"));
        assertEquals(1, last.hops());
        assertEquals(NodeId.of("a"), last.origin());
        assertFalse(other.everOnEventLoop());
        Await.get(b.broadcast("t", new byte[0]));
        observed.awaitDeliveries(1);
    }

    @Test
    void membersKnownButUnreachableFailTheBroadcastAndUnreadyTheNode() throws Exception {
        PlumtreeNode node = start("a", PlumtreeConfig.lan().withPeers(List.of(PeerAddress.parse("b@127.0.0.1:999"))),
                hub.transport());

        Await.failure(NoReachablePeerException.class, node.broadcast(new byte[1]));
        Await.until("unready", () -> !node.health().ready());
        assertEquals("linked to 0 of 1 known members", node.health().reason());

        assertTrue(Await.get(node.cluster().removePeer(NodeId.of("b"))));
        assertFalse(Await.get(node.cluster().removePeer(NodeId.of("b"))));
        assertTrue(node.health().ready());
        Await.get(node.broadcast(new byte[1]));
    }

    @Test
    void peersAreAddedMovedAndRemovedByHand() throws Exception {
        PlumtreeNode a = start("a", PlumtreeConfig.lan(), hub.transport());
        PlumtreeNode b = start("b", PlumtreeConfig.lan(), hub.transport());
        NodeId idB = NodeId.of("b");

        assertTrue(Await.get(a.cluster().addPeer(new PeerAddress(idB, new Address("127.0.0.1", 999)))));
        Await.until("known", () -> a.health().peers() == 1);
        assertFalse(a.health().ready());
        assertTrue(Await.get(a.cluster().addPeer(new PeerAddress(idB, b.cluster().address()))));
        assertFalse(Await.get(a.cluster().addPeer(new PeerAddress(idB, b.cluster().address()))));
        Await.until("linked", () -> a.health().linked() == 1 && b.health().linked() == 1);
        assertEquals(NodeId.of("a"), b.cluster().peers().get(0).id());

        assertTrue(Await.get(a.cluster().removePeer(idB)));
        Await.until("forgotten", () -> a.health().peers() == 0 && b.health().peers() == 0);
        Await.failure(IllegalArgumentException.class,
                a.cluster().addPeer(new PeerAddress(NodeId.of("a"), new Address("127.0.0.1", 5))));
        assertEquals("security.insecure", Await.failure(InvalidConfigException.class,
                a.cluster().addPeer(PeerAddress.parse("c@10.0.0.1:5"))).key());
    }

    @Test
    void compressionIsUsedOnceEverybodyKnownCanReadIt() throws Exception {
        PlumtreeNode a = start("a", PlumtreeConfig.wan(), hub.transport());
        PlumtreeNode b = start("b", PlumtreeConfig.lan(), hub.transport());
        link(a, b);
        String text = "plum ".repeat(5_000);
        Await.get(a.broadcast(Broadcast.of(text)));
        observed.awaitDeliveries(1);
        assertEquals(1, a.stats().compressed());

        PlumtreeNode c = start("c", PlumtreeConfig.lan(), hub.transportWithout(RemoteNode.CAN_READ_ZSTD));
        link(a, c);
        Await.get(a.broadcast(Broadcast.of(text)));
        observed.awaitDeliveries(2);

        assertEquals(1, a.stats().compressed());
        assertEquals(text, observed.deliveries().get(0).text());
        assertEquals(text, observed.deliveries().get(1).text());
    }

    @Test
    void oneBroadcastTooManyIsRefusedAndTheOthersAreNot() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Held held = new Held();
            PlumtreeNode node = start(builder("a", PlumtreeConfig.lan().withBroadcastQueueMaxSize(10), held).vertx(vertx));
            CountDownLatch release = held.holdTheLoop();
            List<CompletionStage<MessageId>> accepted = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                accepted.add(node.broadcast(new byte[1]));
            }
            String refusal = Await.failure(OverloadedException.class, node.broadcast(new byte[1])).getMessage();
            assertTrue(refusal.contains("broadcast-queue-max-size"), refusal);
            release.countDown();
            for (int i = 0; i < 10; i++) {
                assertEquals(i + 1, Await.get(accepted.get(i)).sequence());
            }
        } finally {
            Await.get(vertx.close().toCompletionStage());
        }
    }

    @Test
    void leavingDrainsWhatIsQueuedDeliversWhatArrivedAndIsIdempotent() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        List<String> slow = new ArrayList<>();
        PlumtreeNode a = start("a", PlumtreeConfig.lan(), hub.transport());
        PlumtreeNode b = start(builder("b", PlumtreeConfig.lan(), hub.transport()).listener(new PlumtreeListener() {
            @Override
            public void onDelivery(PlumtreeDelivery delivery) {
                Await.until("released", () -> release.getCount() == 0);
                slow.add(delivery.text());
            }
        }));
        link(a, b);

        List<CompletionStage<MessageId>> accepted = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            accepted.add(a.broadcast(Broadcast.of("m" + i).acknowledgedWhen(Acknowledgement.RECEIVED)));
        }
        CompletionStage<Void> left = a.leave(LONG);
        assertSame(left, a.leave(Duration.ZERO));
        Await.failure(PlumtreeClosedException.class, a.broadcast(new byte[1]));
        Await.get(left);
        for (int i = 0; i < 1_000; i++) {
            assertEquals(i + 1, Await.get(accepted.get(i)).sequence());
        }
        assertEquals("left", a.health().reason());
        Await.failure(PlumtreeClosedException.class, a.snapshot());
        Await.failure(PlumtreeClosedException.class, a.cluster().removePeer(NodeId.of("b")));
        Await.until("noticed", () -> b.health().linked() == 0);

        CompletionStage<Void> otherLeft = b.leave(LONG);
        assertFalse(otherLeft.toCompletableFuture().isDone());
        release.countDown();
        Await.get(otherLeft);
        assertEquals(IntStream.range(0, 1_000).mapToObj(i -> "m" + i).toList(), slow);
    }

    @Test
    void leavingWithoutTimeDoesNotWaitForASlowListenerAndLeavesNoStageOpen() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        PlumtreeNode a = start("a", PlumtreeConfig.lan(), hub.transport());
        PlumtreeNode b = start(builder("b", PlumtreeConfig.lan(), hub.transport()).listener(new PlumtreeListener() {
            @Override
            public void onDelivery(PlumtreeDelivery delivery) {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }));
        link(a, b);
        Await.get(a.broadcast(Broadcast.of("x").acknowledgedWhen(Acknowledgement.RECEIVED)));

        Await.get(b.leave(Duration.ZERO));

        release.countDown();
        assertFalse(b.health().ready());
    }

    @Test
    void broadcastsThatNobodyAcknowledgesFailWhenTheNodeLeaves() throws Exception {
        Held held = new Held();
        PlumtreeNode a = start("a", PlumtreeConfig.lan(), held);
        held.linkUp("b");
        Await.until("linked", () -> a.health().linked() == 1);
        CompletionStage<MessageId> waiting = a.broadcast(Broadcast.of("x").acknowledgedWhen(Acknowledgement.RECEIVED));
        CompletableFuture<Boolean> onLoop = waiting.handle((id, e) -> Context.isOnEventLoopThread()).toCompletableFuture();

        Await.get(a.leave(Duration.ofMillis(100)));

        assertEquals(1, Await.failure(NotAcknowledgedException.class, waiting).id().sequence());
        assertFalse(Await.get(onLoop));
        assertTrue(held.calls.contains("close"));
    }

    @Test
    void aStuckEventLoopIsSeenFromOutsideWithoutBlocking() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Held held = new Held();
            PlumtreeNode node = start(builder("a", PlumtreeConfig.lan(), held).vertx(vertx));
            assertTrue(node.health().live());
            CountDownLatch release = held.holdTheLoop();
            Await.until("not live", () -> !node.health().live());
            assertFalse(node.health().ready());
            release.countDown();
            Await.until("live again", () -> node.health().live() && node.health().ready());
        } finally {
            Await.get(vertx.close().toCompletionStage());
        }
    }

    @Test
    void aVertxThatIsClosedUnderANodeHasItLeaveFirst() throws Exception {
        Vertx vertx = Vertx.vertx();
        PlumtreeNode a = start(builder("a", PlumtreeConfig.lan(), hub.transport()).vertx(vertx));
        PlumtreeNode b = start("b", PlumtreeConfig.lan(), hub.transport());
        link(a, b);

        Await.get(vertx.close().toCompletionStage());

        Await.until("noticed", () -> b.health().linked() == 0);
        assertEquals("left", a.health().reason());
        Await.failure(PlumtreeClosedException.class, a.broadcast(new byte[1]));
        Await.failure(PlumtreeClosedException.class, a.snapshot());
        Await.get(a.leave(LONG));
    }

    /** Hears nothing until it is released. */
    private static Observed stopped(CountDownLatch release) {
        return new Observed() {
            @Override
            public void onDelivery(PlumtreeDelivery delivery) {
                Await.until("released", () -> release.getCount() == 0);
                super.onDelivery(delivery);
            }
        };
    }

    private void thousandWhileStopped(PlumtreeNode from) {
        for (int i = 0; i < 1_000; i++) {
            Await.get(from.broadcast(Broadcast.of("m" + i).acknowledgedWhen(Acknowledgement.RECEIVED)));
        }
    }

    @Test
    void anObserverThatWasStoppedCatchesUpWithWhatIsRetained() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Observed slow = stopped(release);
        PlumtreeNode a = start("a", PlumtreeConfig.lan(), hub.transport());
        PlumtreeNode b = start(
                builder("b", PlumtreeConfig.lan().withDeliveryQueueMaxSize(10), hub.transport()).listener(slow));
        link(a, b);
        thousandWhileStopped(a);
        release.countDown();
        slow.awaitDeliveries(1_000);

        assertEquals(List.of(), slow.gaps());
        assertEquals(IntStream.range(0, 1_000).mapToObj(i -> "m" + i).toList(), slow.texts());
    }

    @Test
    void anObserverThatRetentionPassedIsToldWhatItMissed() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Observed slow = stopped(release);
        PlumtreeNode a = start("a", PlumtreeConfig.lan(), hub.transport());
        PlumtreeNode b = start(builder("b",
                PlumtreeConfig.lan().withDeliveryQueueMaxSize(10).withMessageCacheMaxSize(100), hub.transport())
                .listener(slow));
        link(a, b);
        thousandWhileStopped(a);
        release.countDown();
        slow.await("the last one", heard -> heard.texts().contains("m999"));

        assertEquals(1, slow.gaps().size());
        assertEquals(ClusterGap.Reason.SLOW_OBSERVER, slow.gaps().get(0).reason());
        long missed = slow.gaps().get(0).to() - slow.gaps().get(0).from() + 1;
        assertEquals(890, missed);
        assertEquals(1_000, missed + slow.deliveries().size());
        assertEquals(missed, Await.get(b.snapshot()).counters().deliveriesPassed());
    }

    @Test
    void aNodeThatComesLateIsHandedWhatItsTopicReplays() throws Exception {
        PlumtreeNode a = start("a", PlumtreeConfig.lan(), hub.transport());
        PlumtreeNode b = start(builder("b", PlumtreeConfig.lan(), hub.transport()).listener(observed));
        link(a, b);
        long linkedAt = System.nanoTime();
        for (int i = 1; i <= 10; i++) {
            Await.get(a.broadcast("replayed", ("r" + i).getBytes(StandardCharsets.UTF_8)));
            Await.get(a.broadcast("other", ("o" + i).getBytes(StandardCharsets.UTF_8)));
        }
        observed.awaitDeliveries(20);
        // All who start together are owed everything; 5 s later the cluster is established.
        Await.until("established", () -> System.nanoTime() - linkedAt > Duration.ofMillis(5_500).toNanos());

        Observed late = new Observed();
        PlumtreeNode c = start(builder("c", PlumtreeConfig.lan().withTopic("replayed",
                new TopicConfig(Ordering.FIFO, Duration.ofSeconds(5), 1 << 20, Replay.last(3))), hub.transport())
                .listener(late));
        link(c, b);
        late.awaitDeliveries(3);
        Await.get(a.broadcast("replayed", "r11".getBytes(StandardCharsets.UTF_8)));
        late.awaitDeliveries(4);

        assertEquals(List.of("r8", "r9", "r10", "r11"), late.texts());
        assertEquals(List.of(true, true, true, false),
                late.deliveries().stream().map(PlumtreeDelivery::redelivered).toList());
    }

    @Test
    void aBroadcastThatMayWaitDoesSoUntilTheLinksTakeItAndNothingOvertakesIt() throws Exception {
        HubTransport links = hub.transport();
        PlumtreeNode a = start("a", PlumtreeConfig.lan(), links);
        PlumtreeNode b = start(builder("b", PlumtreeConfig.lan(), hub.transport()).listener(observed));
        link(a, b);
        links.full(true);
        Await.get(a.broadcast(new byte[] { '0' })); // finds out that the link is full
        List<CompletableFuture<MessageId>> stages = new ArrayList<>();
        for (int i = 1; i <= 600; i++) {
            stages.add(a.broadcast(Broadcast.of("w" + i).whenOverloaded(Overload.WAIT)).toCompletableFuture());
        }
        Await.failure(OverloadedException.class, a.broadcast(new byte[] { 'x' }));
        assertFalse(stages.stream().anyMatch(CompletableFuture::isDone));

        links.full(false);
        for (int i = 0; i < stages.size(); i++) {
            assertEquals(i + 2, Await.get(stages.get(i)).sequence());
        }
        observed.awaitDeliveries(601);
    }

    @Test
    void noMoreBroadcastsWaitThanTheQueueHasPlaces() throws Exception {
        HubTransport links = hub.transport();
        PlumtreeNode a = start("a", PlumtreeConfig.lan().withBroadcastQueueMaxSize(10), links);
        PlumtreeNode b = start("b", PlumtreeConfig.lan(), hub.transport());
        link(a, b);
        links.full(true);
        Await.get(a.broadcast(new byte[1]));
        List<CompletableFuture<MessageId>> stages = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            stages.add(a.broadcast(Broadcast.of("w").whenOverloaded(Overload.WAIT)).toCompletableFuture());
        }
        Await.failure(OverloadedException.class, a.broadcast(Broadcast.of("w").whenOverloaded(Overload.WAIT)));

        Await.get(a.leave(Duration.ofMillis(300)));
        for (CompletableFuture<MessageId> stage : stages) {
            Await.failure(PlumtreeClosedException.class, stage);
        }
    }

    @Test
    void leavingWaitsForAnObserverThatIsBehind() throws Exception {
        Observed slow = new Observed() {
            @Override
            public void onDelivery(PlumtreeDelivery delivery) {
                LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
                super.onDelivery(delivery);
            }
        };
        PlumtreeNode a = start("a", PlumtreeConfig.lan(), hub.transport());
        PlumtreeNode b = start(
                builder("b", PlumtreeConfig.lan().withDeliveryQueueMaxSize(2), hub.transport()).listener(slow));
        link(a, b);
        thousandWhileStopped(a);
        Await.get(b.leave(LONG));

        assertEquals(1_000, slow.deliveries().size());
    }

    @Test
    void nothingIsHandedToAListenerThatWantsNothing() throws Exception {
        PlumtreeNode a = start(builder("a", PlumtreeConfig.lan(), hub.transport()).listener(new Observed()));
        PlumtreeNode b = start(
                builder("b", PlumtreeConfig.lan().withDeliverOwn(true), hub.transport()).deliveries(false).events(Set.of()));
        Observed other = new Observed();
        PlumtreeNode c = start(builder("c", PlumtreeConfig.lan(), hub.transport()).listener(other));
        link(a, b);
        link(b, c);
        Await.get(b.broadcast(new byte[1]));
        other.awaitDeliveries(1);

        assertEquals(List.of(), observed.deliveries());
    }

    @Test
    void configurationThatIsNotAllowedStartsNothing() {
        assertEquals("security.insecure", Await.failure(InvalidConfigException.class, PlumtreeNode.builder()
                .config(PlumtreeConfig.lan().withBind(new Address("0.0.0.0", 0))).transport(hub.transport()).start()).key());
        assertEquals("max-peers", Await.failure(InvalidConfigException.class, PlumtreeNode.builder()
                .config(PlumtreeConfig.lan().withMaxPeers(2)).transport(hub.transport()).start()).key());
    }

    @Test
    void aTransportThatCannotListenFailsTheStartOffTheEventLoopAndLeavesNothingBehind() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            CompletionStage<PlumtreeNode> started = PlumtreeNode.builder().vertx(vertx).transport(new RecordingTransport() {
                @Override
                public Future<Address> start(Context context, LocalNode local, Handler handler) {
                    return Future.failedFuture(
                            new io.plumtree.api.BindException(local.config().bind(), new java.io.IOException("in use")));
                }
            }).start();
            CompletableFuture<Boolean> onLoop = started.handle((node, e) -> Context.isOnEventLoopThread())
                    .toCompletableFuture();

            Await.failure(io.plumtree.api.BindException.class, started);
            assertFalse(Await.get(onLoop));
            assertEquals(Set.of(), vertx.deploymentIDs());
        } finally {
            Await.get(vertx.close().toCompletionStage());
        }
    }

    @Test
    void aNodeWithoutAnIdIsCalledByHostAndPort() throws Exception {
        PlumtreeNode fixed = track(
                Await.get(PlumtreeNode.builder().config(PlumtreeConfig.lan()).transport(hub.transport()).start()));
        PlumtreeConfig anyPort = PlumtreeConfig.lan().withBind(new Address("127.0.0.1", 0));
        PlumtreeNode one = track(Await.get(PlumtreeNode.builder().config(anyPort).transport(hub.transport()).start()));
        PlumtreeNode two = track(Await.get(PlumtreeNode.builder().config(anyPort).transport(hub.transport()).start()));

        assertTrue(fixed.cluster().localNode().value().endsWith(":7947"), fixed.toString());
        assertNotEquals(one.cluster().localNode(), two.cluster().localNode());
    }

    @Test
    void aRoundTripThatTheApplicationMeasuredShowsInTheView() throws Exception {
        PlumtreeNode a = start("a", PlumtreeConfig.lan(), hub.transport());
        PlumtreeNode b = start("b", PlumtreeConfig.lan(), hub.transport());
        link(a, b);

        a.recordRtt(NodeId.of("b"), Duration.ofMillis(7));

        Await.until("measured",
                () -> a.cluster().peers().get(0).roundTrip().equals(java.util.Optional.of(Duration.ofMillis(7))));
        assertTrue(Await.get(a.transportStats()).bytesSent() >= 0);
    }

    @Test
    void whoLeavesTellsItsNeighboursAndRelaysUntilTheyHaveFoundOtherWays() throws Exception {
        long[] told = { 0 };
        long[] closed = { 0 };
        Held transport = new Held() {
            @Override
            public boolean send(NodeId peer, PlumtreeMessage message) {
                told[0] = message instanceof Leave ? System.nanoTime() : told[0];
                return super.send(peer, message);
            }

            @Override
            public Future<Void> close(Duration timeout) {
                closed[0] = System.nanoTime();
                return super.close(timeout);
            }
        };
        PlumtreeNode node = start("a", PlumtreeConfig.lan(), transport);
        transport.linkUp("b");
        Await.until("linked", () -> node.health().linked() == 1);
        node.recordRtt(NodeId.of("b"), Duration.ofMillis(100));
        Await.get(node.leave(Duration.ofSeconds(30)));

        assertTrue(transport.calls.contains("send b Leave[]"));
        assertTrue(closed[0] - told[0] >= Duration.ofMillis(300).toNanos(), () -> closed[0] - told[0] + " ns");
    }

    private PlumtreeNode start(String id, PlumtreeConfig config, Transport transport) {
        return start(builder(id, config, transport).listener(observed));
    }

    private PlumtreeNode start(PlumtreeNode.Builder builder) {
        return track(Await.get(builder.start()));
    }

    private PlumtreeNode track(PlumtreeNode node) {
        nodes.add(node);
        return node;
    }

    private static PlumtreeNode.Builder builder(String id, PlumtreeConfig config, Transport transport) {
        return PlumtreeNode.builder().config(config.withNodeId(NodeId.of(id))).transport(transport);
    }

    private static void link(PlumtreeNode from, PlumtreeNode to) {
        NodeId id = to.cluster().localNode();
        Await.get(from.cluster().addPeer(new PeerAddress(id, to.cluster().address())));
        Await.until(from + " and " + to + " are linked",
                () -> from.cluster().peers().stream().anyMatch(peer -> peer.id().equals(id) && peer.linked())
                        && to.cluster().peers().stream()
                                .anyMatch(peer -> peer.id().equals(from.cluster().localNode()) && peer.linked()));
    }

    /** Gives the test the node's event loop. */
    private static class Held extends RecordingTransport {

        private Context context;
        private Handler handler;

        @Override
        public Future<Address> start(Context on, LocalNode local, Handler hears) {
            context = on;
            handler = hears;
            return super.start(on, local, hears);
        }

        CountDownLatch holdTheLoop() {
            CountDownLatch release = new CountDownLatch(1);
            context.runOnContext(turn -> {
                try {
                    assertTrue(release.await(60, TimeUnit.SECONDS));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            return release;
        }

        void linkUp(String id) {
            context.runOnContext(turn -> handler.linkUp(new RemoteNode(NodeId.of(id), 1, new Address("127.0.0.1", 9), 0)));
        }
    }
}
