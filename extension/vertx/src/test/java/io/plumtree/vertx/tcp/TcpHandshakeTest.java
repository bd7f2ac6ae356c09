package io.plumtree.vertx.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.plumtree.api.Address;
import io.plumtree.api.NodeId;
import io.plumtree.core.wire.Goodbye;
import io.plumtree.core.wire.Hello;
import io.plumtree.core.wire.Ping;
import io.plumtree.core.wire.Reject;
import io.plumtree.core.wire.Reject.Reason;
import io.plumtree.core.wire.Welcome;
import io.plumtree.core.wire.WireVersion;

/** Whatever comes to a node that is linked, it is told what is wrong, and the link stays as it was. */
class TcpHandshakeTest extends Parties {

    private Party a;
    private Party b;

    @BeforeEach
    void twoThatAreLinked() throws Exception {
        a = party("a", Party.config().withMaxPeers(2).withHandshakeTimeout(Duration.ofSeconds(20))).start();
        b = started("b");
        link(a, b);
    }

    @AfterEach
    void areLinkedAsBefore() throws Exception {
        assertLinkedAsBefore(a, b);
        Party c = started("c");
        link(c, a);
        carries(a, c);
    }

    @Test
    void anotherClusterIsRefused() throws Exception {
        Party other = party("x", Party.config().withClusterName("elsewhere")).start();
        other.connect(a);
        String reason = other.awaitCount(Observation.ConnectFailed.class, a.id(), 2).get(1).reason();
        assertTrue(reason.contains("WRONG_CLUSTER") && reason.contains("elsewhere") && reason.contains("plumtree"), reason);
        assertTrue(a.stats().rejections().get("WRONG_CLUSTER") >= 2);
        assertEquals(new Party.LinkUpAndDown(0, 0), other.links(a.id()));
        other.close();
    }

    @Test
    void anUnknownProtocolVersionIsRefused() throws Exception {
        Reject reject = refusal(new Hello(98, 99, "plumtree", NodeId.of("x"), 1, new Address("127.0.0.1", 1), 0, a.id()));
        assertEquals(Reason.UNSUPPORTED_VERSION, reject.reason());
        assertTrue(reject.detail().contains("98 to 99"), reject.detail());
        assertEquals(1, a.stats().rejections().get("UNSUPPORTED_VERSION"));
    }

    @Test
    void aLaterVersionThatSpeaksThisOneTooIsWelcome() throws Exception {
        try (RawPeer peer = RawPeer.connect(a.address())) {
            peer.say(new Hello(WireVersion.NEWEST, 99, "plumtree", NodeId.of("x"), 5, new Address("127.0.0.1", 1), 1 << 20,
                    null));
            Welcome welcome = peer.hear(Welcome.class);
            assertEquals(WireVersion.NEWEST, welcome.version());
            assertEquals(a.id(), welcome.id());
            assertEquals(5, a.awaitLink(NodeId.of("x")).epoch());
        }
        a.awaitLinkDown(NodeId.of("x"));
    }

    @Test
    void garbageIsRefused() throws Exception {
        assertMalformed("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        byte[] noise = new byte[1 << 20];
        new Random(7).nextBytes(noise);
        assertMalformed(noise);
        assertMalformed(new byte[1 << 10]);
        assertEquals(3, a.stats().rejections().values().stream().mapToLong(Long::longValue).sum());
    }

    @Test
    void anOversizedFrameIsRefused() throws Exception {
        Reject reject = assertMalformed(new byte[] { 0x7F, -1, -1, -1, 1 });
        assertTrue(reject.detail().contains("OVERSIZED_FRAME"), reject.detail());
        assertEquals(1, a.stats().rejections().get("OVERSIZED_FRAME"));
    }

    @Test
    void halfAFrameAndThenNothingIsGivenUp() throws Exception {
        byte[] hello = RawPeer.encoded(RawPeer.hello("x", 1, a));
        for (int length = 0; length < hello.length; length++) {
            try (RawPeer peer = RawPeer.connect(a.address())) {
                peer.say(Arrays.copyOf(hello, length));
            }
        }
        assertEquals(List.of(), a.heard(Observation.LinkUp.class, NodeId.of("x")));
    }

    @Test
    void aHandshakeThatIsNeverCompletedEnds() throws Exception {
        Party hurried = party("h", Party.config().withHandshakeTimeout(Duration.ofSeconds(1))).start();
        link(hurried, a);
        try (RawPeer peer = RawPeer.connect(hurried.address())) {
            peer.say(Arrays.copyOf(RawPeer.encoded(RawPeer.hello("x", 1, hurried)), 9));
            assertEquals(Reason.TIMEOUT, peer.hear(Reject.class).reason());
            peer.hearEnd();
        }
        assertEquals(1, hurried.stats().rejections().get("TIMEOUT"));
        assertLinkedAsBefore(hurried, a);
        hurried.close();
    }

    @Test
    void onlyAHandshakeIsHeardBeforeItIsComplete() throws Exception {
        try (RawPeer peer = RawPeer.connect(a.address())) {
            peer.say(Gossips.gossip("x", 1));
            assertEquals(Reason.MALFORMED, peer.hear(Reject.class).reason());
        }
        try (RawPeer peer = RawPeer.connect(a.address())) {
            peer.say(new Ping(1));
            assertEquals(Reason.MALFORMED, peer.hear(Reject.class).reason());
            peer.hearEnd();
        }
        assertEquals(2, a.stats().rejections().get("UNEXPECTED_FRAME"));
        assertEquals(List.of(), a.heard(Observation.Received.class));
    }

    @Test
    void aPeerThatClaimsALinkedNodesIdIsRefused() throws Exception {
        assertEquals(Reason.ALREADY_CONNECTED, refusal(RawPeer.hello("b", 1, a)).reason());
        assertEquals(Reason.DUPLICATE_NODE_ID, refusal(RawPeer.hello("b", 2, a)).reason());
        assertEquals(1, a.stats().rejections().get("DUPLICATE_NODE_ID"));
    }

    @Test
    void aSecondNodeOfOneIdIsToldSo() throws Exception {
        Party second = party("b", 99, Party.config()).start();
        second.connect(a);
        String reason = second.awaitCount(Observation.ConnectFailed.class, a.id(), 2).get(0).reason();
        assertTrue(reason.contains("DUPLICATE_NODE_ID") && reason.contains(b.address().toString()), reason);
        assertEquals(new Party.LinkUpAndDown(0, 0), second.links(a.id()));
        second.close();
    }

    @Test
    void aPeerThatClaimsThisNodesIdIsRefused() throws Exception {
        assertEquals(Reason.DUPLICATE_NODE_ID, refusal(RawPeer.hello("a", 2, a)).reason());
        Party second = party("a", 2, Party.config()).start();
        second.connect(NodeId.of("a"), a.address());
        assertTrue(second.awaitConnectFailed(a.id()).contains("DUPLICATE_NODE_ID"));
        second.close();
    }

    @Test
    void whoDialsAnotherThanTheOneThatListensIsToldWhoDoes() throws Exception {
        Party c = started("wrong");
        c.connect(NodeId.of("z"), a.address());
        String reason = c.awaitConnectFailed(NodeId.of("z"));
        assertTrue(reason.contains("NOT_ME") && reason.contains("dialled z") && reason.contains("this is a"), reason);
        assertEquals(List.of(), c.heard(Observation.LinkUp.class));
    }

    @Test
    void anAnswerFromAnotherThanTheOneDialledMakesNoLink() throws Exception {
        try (RawListener listener = new RawListener()) {
            a.connect(NodeId.of("z"), listener.address());
            try (RawPeer peer = listener.accept()) {
                assertEquals(NodeId.of("z"), peer.hear(Hello.class).expected());
                peer.say(new Welcome(WireVersion.NEWEST, NodeId.of("y"), 1, listener.address(), 0));
                peer.hear(Goodbye.class);
            }
            String reason = a.awaitConnectFailed(NodeId.of("z"));
            assertTrue(reason.contains("dialled z") && reason.contains("y answered"), reason);
            a.disconnect(NodeId.of("z"), "not there");
        }
        assertEquals(1, a.heard(Observation.LinkUp.class).size());
    }

    @Test
    void answersThatMakeNoSenseAreFailures() throws Exception {
        NodeId z = NodeId.of("z");
        try (RawListener listener = new RawListener()) {
            a.connect(z, listener.address());
            try (RawPeer peer = listener.accept()) {
                peer.say(new Welcome(99, z, 1, listener.address(), 0));
                peer.hear(Goodbye.class);
            }
            try (RawPeer peer = listener.accept()) {
                peer.say("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                peer.hear(Goodbye.class);
            }
            try (RawPeer peer = listener.accept()) {
                peer.hear(Hello.class);
                peer.say(Gossips.gossip("z", 1));
                peer.hear(Goodbye.class);
            }
            listener.accept().close();
            List<Observation.ConnectFailed> failures = a.awaitCount(Observation.ConnectFailed.class, z, 4);
            assertTrue(failures.get(0).reason().contains("version 99"), failures.toString());
            assertTrue(failures.get(1).reason().contains("UNKNOWN_TYPE"), failures.toString());
            assertTrue(failures.get(2).reason().contains("UNEXPECTED_FRAME"), failures.toString());
            assertTrue(failures.get(3).reason().contains(listener.address().toString()), failures.toString());
            a.disconnect(z, "not there");
        }
        assertEquals(List.of(), a.heard(Observation.LinkUp.class, z));
    }

    @Test
    void whoNeverAnswersIsGivenUp() throws Exception {
        Party hurried = party("h", Party.config().withHandshakeTimeout(Duration.ofMillis(100))).start();
        try (RawListener listener = new RawListener()) {
            hurried.connect(NodeId.of("z"), listener.address());
            String reason = hurried.awaitConnectFailed(NodeId.of("z"));
            assertTrue(reason.contains("no answer within PT0.1S"), reason);
        }
        hurried.close();
    }

    @Test
    void whoIsNotAcceptedIsToldThereIsNoRoom() throws Exception {
        NodeId full = NodeId.of("x");
        a.accepts(peer -> !peer.equals(full));
        Party x = started("x");
        x.connect(a);
        assertTrue(x.awaitConnectFailed(a.id()).contains("NO_ROOM"));
        a.accepts(peer -> true);
        x.awaitLink(a.id());
        x.close();
        a.awaitLinkDown(full);
    }

    @Test
    void connectionsWithoutALinkAreBounded() throws Exception {
        int room = 2 * 2 + 16;
        List<RawPeer> silent = new ArrayList<>();
        try {
            for (int i = 0; i < room; i++) {
                silent.add(RawPeer.connect(a.address()));
            }
            for (int i = 0; i < 5; i++) {
                try (RawPeer tooMany = RawPeer.connect(a.address())) {
                    tooMany.hearEnd();
                }
            }
            assertEquals(5, a.stats().rejections().get("TOO_MANY_HANDSHAKES"));
        } finally {
            for (RawPeer peer : silent) {
                peer.close();
            }
        }
    }

    @Test
    void nonsenseOnALinkEndsThatLinkAlone() throws Exception {
        NodeId x = NodeId.of("x");
        try (RawPeer peer = linked("x", 1)) {
            peer.say((byte) 0x7F, (byte) -1, (byte) -1, (byte) -1, (byte) 0x11);
            assertTrue(peer.hear(Goodbye.class).reason().contains("OVERSIZED_FRAME"));
            peer.hearEnd();
        }
        assertTrue(a.awaitLinkDown(x).contains("OVERSIZED_FRAME"));
        try (RawPeer peer = linked("x", 2)) {
            peer.say(RawPeer.hello("x", 2, a));
            assertTrue(peer.hear(Goodbye.class).reason().contains("UNEXPECTED_FRAME"));
            peer.say(Gossips.gossip("x", 1));
            peer.hearEnd();
        }
        a.awaitCount(Observation.LinkDown.class, x, 2);
        assertEquals(List.of(), a.heard(Observation.Received.class, x));
        assertEquals(1, a.stats().rejections().get("OVERSIZED_FRAME"));
        assertEquals(2, a.stats().linksLost());
    }

    @Test
    void whatFollowsAGoodbyeIsNotHeard() throws Exception {
        NodeId x = NodeId.of("x");
        try (RawPeer peer = linked("x", 1)) {
            peer.say(Gossips.gossip("x", 1));
            peer.say(new Goodbye("that was all"));
            peer.say(Gossips.gossip("x", 2));
            peer.hearEnd();
        } catch (IOException e) {
            // What came after the goodbye may have met a closed socket.
        }
        assertTrue(a.awaitLinkDown(x).contains("that was all"));
        assertEquals(1, a.heard(Observation.Received.class, x).size());
        assertEquals(0, a.stats().linksLost());
    }

    private RawPeer linked(String id, long epoch) throws Exception {
        RawPeer peer = RawPeer.connect(a.address());
        peer.say(RawPeer.hello(id, epoch, a));
        peer.hear(Welcome.class);
        return peer;
    }

    private Reject refusal(Hello hello) throws Exception {
        try (RawPeer peer = RawPeer.connect(a.address())) {
            peer.say(hello);
            return peer.hear(Reject.class);
        }
    }

    private Reject assertMalformed(byte[] bytes) throws Exception {
        try (RawPeer peer = RawPeer.connect(a.address())) {
            peer.say(bytes);
            Reject reject = peer.hear(Reject.class);
            assertEquals(Reason.MALFORMED, reject.reason());
            return reject;
        }
    }
}
