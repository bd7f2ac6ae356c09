package io.plumtree.vertx.tcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import io.plumtree.api.Address;
import io.plumtree.api.BindException;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.vertx.RemoteNode;

class TcpLinkTest extends Parties {

    @Test
    void twoNodesLinkUpAndExchangeMessagesInOrder() throws Exception {
        Party a = party("a", 7, Party.config()).start();
        Party b = party("b", 8, Party.config()).start();
        link(a, b);

        assertEquals(new RemoteNode(b.id(), 8, b.address(), RemoteNode.CAN_READ_ZSTD), a.awaitLink(b.id()));
        assertEquals(new RemoteNode(a.id(), 7, a.address(), RemoteNode.CAN_READ_ZSTD), b.awaitLink(a.id()));
        int count = 3_000;
        a.run(() -> IntStream.rangeClosed(1, count)
                .forEach(i -> assertTrue(a.transport().send(b.id(), Gossips.gossip("a", i)))));
        b.run(() -> IntStream.rangeClosed(1, count)
                .forEach(i -> assertTrue(b.transport().send(a.id(), Gossips.gossip("b", i)))));
        assertInOrder("a", b.awaitMessages(a.id(), count));
        assertInOrder("b", a.awaitMessages(b.id(), count));
        assertEquals(1, a.stats().linksOpened());
        assertEquals(0, a.stats().linksLost());
        assertTrue(a.stats().bytesSent() > count && b.stats().bytesReceived() > count);
    }

    @Test
    void whatIsSentWithinLinkUpArrivesFirst() throws Exception {
        Party a = started("a");
        Party b = started("b");
        a.onLinkUp(up -> a.transport().send(up.id(), Gossips.gossip("a", 1)));
        b.onLinkUp(up -> b.transport().send(up.id(), Gossips.gossip("b", 1)));
        link(a, b);
        assertInOrder("a", b.awaitMessages(a.id(), 1));
        assertInOrder("b", a.awaitMessages(b.id(), 1));
    }

    @Test
    void largeMessagesArriveWhole() throws Exception {
        PlumtreeConfig config = Party.config().withMaxMessageSize(3 << 20).withSendQueueMaxBytes(8L << 20);
        Party a = party("a", config).start();
        Party b = party("b", config).start();
        link(a, b);
        byte[] payload = new byte[3 << 20];
        new Random(1).nextBytes(payload);
        assertTrue(a.send(b.id(), Gossips.gossip("a", 1, payload)));
        Gossip arrived = (Gossip) b.awaitMessages(a.id(), 1).get(0);
        assertArrayEquals(payload, arrived.message().payload().bytes());
    }

    @Test
    void nodesLinkOverIpv6() throws Exception {
        assumeTrue(hasIpv6(), "this host has no IPv6 loopback address");
        PlumtreeConfig config = Party.config().withBind(new Address("::1", 0));
        Party a = party("a", config).start();
        Party b = party("b", config).start();
        assertEquals("::1", b.address().host());
        link(a, b);
        assertLinkedAsBefore(a, b);
    }

    @Test
    void roundTripsAreMeasured() throws Exception {
        Party a = party("a", Party.config().withKeepAliveInterval(Duration.ofMillis(50))).start();
        Party b = started("b");
        link(a, b);
        a.awaitCount(Observation.RoundTrip.class, b.id(), 3).forEach(measured -> assertTrue(measured.nanos() > 0));
    }

    @RepeatedTest(50)
    void twoThatDialEachOtherAtOnceGetOneLink() throws Exception {
        Party a = started("a");
        Party b = started("b");
        a.run(() -> a.transport().connect(b.id(), b.address()));
        b.run(() -> b.transport().connect(a.id(), a.address()));
        a.awaitLink(b.id());
        b.awaitLink(a.id());
        assertLinkedAsBefore(a, b);
        assertEquals(List.of(), a.heard(Observation.ConnectFailed.class));
        assertEquals(List.of(), b.heard(Observation.ConnectFailed.class));
    }

    @Test
    void disconnectingTellsTheOtherEndWhyAndNobodyHere() throws Exception {
        Party a = started("a");
        Party b = started("b");
        link(a, b);
        a.send(b.id(), Gossips.gossip("a", 1));
        a.disconnect(b.id(), "not a neighbour any more");
        assertTrue(b.awaitLinkDown(a.id()).contains("not a neighbour any more"));
        assertEquals(1, b.awaitMessages(a.id(), 1).size());
        assertEquals(List.of(), a.heard(Observation.LinkDown.class));

        b.connect(a);
        b.awaitCount(Observation.LinkUp.class, a.id(), 2);
        carries(a, b);
    }

    @Test
    void aConnectionThatIsStillWantedIsMadeAgain() throws Exception {
        Party a = started("a");
        Party b = started("b");
        link(a, b);
        b.disconnect(a.id(), "for a moment");
        a.awaitLinkDown(b.id());
        a.awaitCount(Observation.LinkUp.class, b.id(), 2);
        carries(a, b);
    }

    @Test
    void aPeerThatComesBackIsLinkedAgain() throws Exception {
        Party a = started("a");
        Party before = started("b");
        link(a, before);
        Address address = before.address();
        before.close();
        a.awaitLinkDown(before.id());
        a.awaitConnectFailed(before.id());
        assertTrue(a.stats().connectFailures() > 0);

        Party after = party("b", 2, Party.config().withBind(address)).start();
        a.await(Observation.LinkUp.class, up -> up.remote().epoch() == 2);
        carries(a, after);
        carries(after, a);
    }

    @Test
    void aPeerThatMovedIsDialledWhereItIsNow() throws Exception {
        Party a = started("a");
        NodeId id = NodeId.of("b");
        Address nobody = freeAddress();
        a.connect(id, nobody);
        assertTrue(a.awaitConnectFailed(id).contains(nobody.toString()));
        Party b = started("b");
        a.connect(id, b.address());
        a.awaitLink(id);
        carries(a, b);
    }

    @Test
    void aDisconnectedPeerIsNotDialledAnyMore() throws Exception {
        Party a = started("a");
        NodeId id = NodeId.of("b");
        Address nobody = freeAddress();
        a.connect(id, nobody);
        a.awaitCount(Observation.ConnectFailed.class, id, 2);
        a.disconnect(id, "forgotten");
        int failures = a.heard(Observation.ConnectFailed.class).size();
        // Nothing else dials: a link that takes longer than any delay of this configuration proves the silence.
        Party b = started("b");
        for (int i = 0; i < 20; i++) {
            a.connect(b);
            a.awaitCount(Observation.LinkUp.class, b.id(), i + 1);
            a.disconnect(b.id(), "again");
            b.awaitCount(Observation.LinkDown.class, a.id(), i + 1);
        }
        assertEquals(failures, a.heard(Observation.ConnectFailed.class).size());
    }

    @Test
    void aPortInUseIsNamed() throws Exception {
        Party a = started("a");
        Party b = party("b", Party.config().withBind(a.address()));
        BindException e = bindFailure(b);
        assertTrue(e.getMessage().contains(a.address().toString()), e.getMessage());

        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Address address = new Address("127.0.0.1", taken.getLocalPort());
            e = bindFailure(party("c", Party.config().withBind(address)));
            assertTrue(e.getMessage().contains(address.toString()), e.getMessage());
        }
        Party c = started("d");
        link(c, a);
        assertLinkedAsBefore(a, c);
    }

    @Test
    void anAddressOfAnotherHostCannotBeListenedOn() {
        Address elsewhere = new Address("192.0.2.1", 0);
        BindException e = bindFailure(party("a", Party.config().withBind(elsewhere)));
        assertTrue(e.getMessage().contains("192.0.2.1"), e.getMessage());
    }

    @Test
    void theAdvertisedAddressIsTold() throws Exception {
        Party a = party("a", Party.config().withAdvertise(new Address("a.example", 4711))).start();
        assertEquals(new Address("a.example", 4711), a.address());
        Party b = party("b", Party.config().withAdvertise(new Address("b.example", 0))).start();
        assertEquals("b.example", b.address().host());
        assertNotEquals(0, b.address().port());
        Party all = party("c", Party.config().withBind(new Address("0.0.0.0", 0))).start();
        Assertions.assertFalse(InetAddress.getByName(all.address().host()).isAnyLocalAddress());
        Party c = started("d");
        c.connect(b.id(), new Address("127.0.0.1", b.address().port()));
        assertEquals(b.address(), c.awaitLink(b.id()).address());
    }

    @Test
    void closingDeliversWhatIsQueuedAndFreesThePort() throws Exception {
        Party a = started("a");
        Party b = started("b");
        link(a, b);
        int count = 2_000;
        byte[] payload = new byte[1_000];
        a.run(() -> {
            for (int i = 1; i <= count; i++) {
                assertTrue(a.transport().send(b.id(), Gossips.gossip("a", i, payload)));
            }
            a.transport().close(Duration.ofSeconds(30));
        });
        a.close();
        Deadline.isFree(a.address());
        assertTrue(b.awaitLinkDown(a.id()).contains("goodbye"));
        List<PlumtreeMessage> messages = b.awaitMessages(a.id(), count);
        assertEquals(IntStream.rangeClosed(1, count).asLongStream().boxed().toList(),
                messages.stream().map(Gossips::sequence).toList());
        assertEquals(List.of(), a.heard(Observation.LinkDown.class));
    }

    private static BindException bindFailure(Party party) {
        ExecutionException e = Assertions.assertThrows(ExecutionException.class, () -> Deadline.get(party.starting()));
        return Assertions.assertInstanceOf(BindException.class, e.getCause());
    }

    private static void assertInOrder(String origin, List<PlumtreeMessage> messages) {
        assertEquals(IntStream.rangeClosed(1, messages.size()).mapToObj(i -> origin + " says " + i).toList(),
                messages.stream().map(Gossips::text).toList());
    }

    private static Address freeAddress() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return new Address("127.0.0.1", socket.getLocalPort());
        }
    }

    private static boolean hasIpv6() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
