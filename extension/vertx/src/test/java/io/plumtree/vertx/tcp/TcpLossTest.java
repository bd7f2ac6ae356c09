package io.plumtree.vertx.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Refuse;
import io.plumtree.core.wire.Goodbye;
import io.plumtree.core.wire.Hello;
import io.plumtree.core.wire.Ping;
import io.plumtree.core.wire.Pong;
import io.plumtree.core.wire.Reject;
import io.plumtree.core.wire.Welcome;
import io.plumtree.core.wire.WireVersion;

/** Links that die, stall or are taken over, while another link of the same node is not disturbed. */
class TcpLossTest extends Parties {

    private static final NodeId X = NodeId.of("x");
    private static final byte[] KILOBYTE = new byte[1024];

    @Test
    void aRestartedPeerTakesThePlaceOfALinkThatIsHalfOpen() throws Exception {
        Party a = party("a", Party.config().withHandshakeTimeout(Duration.ofSeconds(2))).start();
        Party b = started("b");
        link(a, b);
        try (RawPeer before = linked(a, 1)) {
            try (RawPeer after = RawPeer.connect(a.address())) {
                after.say(RawPeer.hello("x", 2, a));
                after.hear(Welcome.class);
                a.await(Observation.LinkUp.class, up -> up.peer().equals(X) && up.remote().epoch() == 2);
                assertEquals(new Party.LinkUpAndDown(2, 1), a.links(X));
                assertTrue(a.awaitLinkDown(X).contains("no answer"));
                before.hearEnd();

                after.say(Gossips.gossip("x", 1));
                assertEquals(1, Gossips.sequence(a.awaitMessages(X, 1).get(0)));
                assertTrue(a.send(X, Gossips.gossip("a", 1)));
                assertEquals(1, Gossips.sequence(after.hear(Gossip.class)));
            }
        }
        assertLinkedAsBefore(a, b);
    }

    @Test
    void aPeerThatLostItsLinkUnnoticedGetsItBackInTheSameEpoch() throws Exception {
        Party a = party("a", Party.config().withHandshakeTimeout(Duration.ofSeconds(2))).start();
        try (RawPeer before = linked(a, 1); RawPeer after = RawPeer.connect(a.address())) {
            after.say(RawPeer.hello("x", 1, a));
            after.hear(Welcome.class);
            before.hearEnd();
        }
    }

    @Test
    void aLinkThatAnswersStays() throws Exception {
        Party a = started("a");
        try (RawPeer link = linked(a, 1); RawPeer impostor = RawPeer.connect(a.address())) {
            assertEquals(1, link.hear(Ping.class).nonce());
            impostor.say(RawPeer.hello("x", 2, a));
            link.say(new Pong(link.hear(Ping.class).nonce()));
            assertEquals(Reject.Reason.DUPLICATE_NODE_ID, impostor.hear(Reject.class).reason());
            assertTrue(a.send(X, Gossips.gossip("a", 1)));
            link.hear(Gossip.class);
        }
        assertEquals(1, a.heard(Observation.LinkUp.class).size());
    }

    @Test
    void aLinkThatIsChallengedAndClosesMakesRoomAtOnce() throws Exception {
        Party a = started("a");
        try (RawPeer before = linked(a, 1); RawPeer after = RawPeer.connect(a.address())) {
            before.hear(Ping.class);
            after.say(RawPeer.hello("x", 2, a));
            before.hear(Ping.class);
            before.close();
            after.hear(Welcome.class);
            a.awaitCount(Observation.LinkUp.class, X, 2);
        }
    }

    @Test
    void aSilentPeerIsFound() throws Exception {
        Party a = party("a", Party.config().withKeepAliveInterval(Duration.ofMillis(50))
                .withIdleTimeout(Duration.ofSeconds(1))).start();
        try (RawPeer silent = linked(a, 1)) {
            assertEquals("silent for PT1S", a.awaitLinkDown(X));
            silent.hearEnd();
        }
        assertEquals(1, a.stats().linksLost());
        Party b = started("b");
        link(a, b);
        carries(a, b);
    }

    @Test
    void aQuietLinkIsKept() throws Exception {
        PlumtreeConfig config = Party.config().withKeepAliveInterval(Duration.ofMillis(50))
                .withIdleTimeout(Duration.ofMillis(1_500));
        Party a = party("a", config).start();
        Party b = started("b");
        link(a, b);
        a.awaitCount(Observation.RoundTrip.class, b.id(), 40);
        assertLinkedAsBefore(a, b);
    }

    @Test
    void answersToNoPingMeasureNothing() throws Exception {
        Party a = started("a");
        try (RawPeer peer = linked(a, 1)) {
            long nonce = peer.hear(Ping.class).nonce();
            peer.say(new Pong(nonce + 1));
            peer.say(new Pong(nonce - 1));
            peer.say(new Pong(Long.MIN_VALUE));
            peer.say(new Pong(Long.MAX_VALUE));
            peer.say(Gossips.gossip("x", 1));
            a.awaitMessages(X, 1);
            assertEquals(List.of(), a.heard(Observation.RoundTrip.class));
            peer.say(new Pong(nonce));
            peer.say(new Pong(nonce));
            peer.say(Gossips.gossip("x", 2));
            a.awaitMessages(X, 2);
            assertEquals(1, a.heard(Observation.RoundTrip.class).size());
        }
    }

    @Test
    void aLinkThatBreaksIsDialledAgain() throws Exception {
        Party a = started("a");
        try (RawListener listener = new RawListener()) {
            a.connect(X, listener.address());
            for (int i = 1; i <= 3; i++) {
                try (RawPeer peer = listener.accept()) {
                    peer.hear(Hello.class);
                    peer.say(new Welcome(WireVersion.NEWEST, X, i, listener.address(), 0));
                    a.awaitCount(Observation.LinkUp.class, X, i);
                }
                a.awaitCount(Observation.LinkDown.class, X, i);
            }
        }
        assertEquals(3, a.stats().linksLost());
    }

    @Test
    void anIncomingLinkEndsTheDialling() throws Exception {
        Party b = started("b");
        try (RawListener listener = new RawListener()) {
            b.connect(NodeId.of("a"), listener.address());
            listener.accept().close();
            b.awaitConnectFailed(NodeId.of("a"));
        }
        Party a = started("a");
        link(a, b);
        int failures = b.heard(Observation.ConnectFailed.class).size();
        for (int i = 0; i < 200; i++) {
            carries(a, b);
        }
        assertEquals(failures, b.heard(Observation.ConnectFailed.class).size());
        a.close();
        b.awaitCount(Observation.ConnectFailed.class, a.id(), failures + 1);
    }

    @Test
    void aFullQueueRefusesGossipUntilItHasDrained() throws Exception {
        Party a = party("a", Party.config().withSendQueueMaxBytes(200_000)).start();
        Party b = started("b");
        link(a, b);
        try (RawPeer slow = linked(a, 1)) {
            int taken = fill(a, slow);
            assertFalse(a.send(X, Gossips.gossip("a", taken + 1)));
            assertTrue(a.stats().queuedBytes().get("x") <= 200_000, a.stats().toString());
            assertTrue(a.send(X, new Refuse(NodeId.of("o"))), "only GOSSIP is refused");
            assertLinkedAsBefore(a, b);
            assertEquals(List.of(), a.heard(Observation.Drained.class));

            for (int i = 1; i <= taken; i++) {
                assertEquals(i, Gossips.sequence(slow.hear(Gossip.class)));
            }
            slow.hear(Refuse.class);
            a.awaitCount(Observation.Drained.class, X, 1);
            assertTrue(a.send(X, Gossips.gossip("a", taken + 1)));
            assertEquals(taken + 1, Gossips.sequence(slow.hear(Gossip.class)));
            assertEquals(1, a.heard(Observation.Drained.class).size());
        }
    }

    @Test
    void aPeerForWhomControlMessagesPileUpLosesItsLink() throws Exception {
        Party a = party("a", Party.config().withSendQueueMaxBytes(200_000)).start();
        Party b = started("b");
        link(a, b);
        try (RawPeer stuck = linked(a, 1)) {
            fill(a, stuck);
            a.run(() -> {
                for (int i = 0; i < 100_000; i++) {
                    assertTrue(a.transport().send(X, new Refuse(NodeId.of("origin"))));
                }
            });
            String reason = a.awaitLinkDown(X);
            assertTrue(reason.contains("queue overflow"), reason);
        }
        assertLinkedAsBefore(a, b);
    }

    @Test
    void aPeerThatDoesNotReadDelaysClosingNoLongerThanAllowed() throws Exception {
        Party a = party("a", Party.config().withSendQueueMaxBytes(200_000)).start();
        try (RawPeer stuck = linked(a, 1)) {
            fill(a, stuck);
            long start = System.nanoTime();
            Deadline.get(a.closing(Duration.ofMillis(200)));
            assertTrue(System.nanoTime() - start < Duration.ofSeconds(20).toNanos());
            Deadline.isFree(a.address());
        }
    }

    @Test
    void aSocketThatIsStuckIsNotKept() throws Exception {
        Party a = party("a", Party.config().withSendQueueMaxBytes(200_000).withKeepAliveInterval(Duration.ofMillis(50))
                .withIdleTimeout(Duration.ofSeconds(1)).withHandshakeTimeout(Duration.ofMillis(300))).start();
        Party clock = started("clock");
        try (RawPeer stuck = linked(a, 1)) {
            int taken = fill(a, stuck);
            a.awaitLinkDown(X);
            link(a, clock);
            a.awaitCount(Observation.RoundTrip.class, clock.id(), 40);
            assertTrue(heardUntilTheEnd(stuck) < taken, "what the system had not taken is given up");
        }
    }

    @Test
    void closingSaysGoodbyeOnEveryLinkAndRefusesWhoIsOnTheDoorstep() throws Exception {
        Party a = started("a");
        List<RawPeer> peers = new ArrayList<>();
        for (String id : List.of("x", "y", "z")) {
            RawPeer peer = RawPeer.connect(a.address());
            peer.say(RawPeer.hello(id, 1, a));
            peer.hear(Welcome.class);
            peers.add(peer);
        }
        try (RawPeer stranger = RawPeer.connect(a.address())) {
            // It is known to be there once one that came after it is linked.
            RawPeer last = linked(a, "last", 1);
            peers.add(last);
            a.closing(Duration.ofSeconds(5));
            assertEquals(Reject.Reason.LEAVING, stranger.hear(Reject.class).reason());
            for (RawPeer peer : peers) {
                assertTrue(peer.hear(Goodbye.class).reason().contains("leaving"));
                peer.close();
            }
        }
        a.close();
        assertEquals(List.of(), a.heard(Observation.LinkDown.class));
    }

    private static RawPeer linked(Party to, long epoch) throws Exception {
        return linked(to, "x", epoch);
    }

    private static RawPeer linked(Party to, String id, long epoch) throws Exception {
        RawPeer peer = RawPeer.connect(to.address());
        peer.say(RawPeer.hello(id, epoch, to));
        peer.hear(Welcome.class);
        to.awaitLink(NodeId.of(id));
        return peer;
    }

    private static int heardUntilTheEnd(RawPeer peer) throws IOException {
        int heard = 0;
        try {
            while (true) {
                peer.hear(Gossip.class);
                heard++;
            }
        } catch (SocketException | AssertionError e) {
            return heard;
        }
    }

    /**
     * @param stuck who is X, says that it is alive, and does not read
     * @return how many kilobytes {@code from} took for X until the queue was full
     */
    private static int fill(Party from, RawPeer stuck) throws Exception {
        int most = 64 << 10;
        int taken = 0;
        while (from.send(X, Gossips.gossip("a", taken + 1, KILOBYTE))) {
            taken++;
            assertTrue(taken < most, "the system takes no end");
            stuck.say(new Pong(0));
        }
        return taken;
    }
}
