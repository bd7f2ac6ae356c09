package io.plumtree.vertx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.plumtree.api.Address;
import io.plumtree.api.ConfigKey;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.Seed;
import io.plumtree.core.NodeSnapshot;
import io.plumtree.core.membership.Counted;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;

/** What is on the other side of membership's sockets: translators, name servers, strangers. */
class MembershipSocketsTest {

    private final MemberNodes nodes = new MemberNodes();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        nodes.close();
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    @Test
    void nodesBehindMappedPortsFindAndHearEachOther() throws Exception {
        Observed observed = new Observed();
        Mapped first = new Mapped();
        Mapped second = new Mapped();
        PlumtreeNode a = nodes.start(PlumtreeNode.builder().config(first.config("a")).listener(observed));
        PlumtreeNode b = nodes.start(PlumtreeNode.builder().config(second.config("b", new Seed(Seed.Kind.HOST,
                MemberNodes.LOCALHOST, first.membership[0]))));
        Await.get(a.cluster().whenMembers(2));

        assertEquals(first.membership[0], MemberNodes.member(b, "a").address().port());
        assertEquals(second.membership[0], MemberNodes.member(a, "b").address().port());
        Await.until("a peer", () -> a.cluster().peers().size() == 1);
        assertEquals(second.broadcast[0], a.cluster().peers().get(0).address().port());
        Await.until("linked", () -> a.health().linked() == 1 && b.health().linked() == 1);
        Await.get(b.broadcast("t", new byte[] { 1 }));
        observed.awaitDeliveries(1);
        Await.until("probed by way of the mapping", () -> first.datagrams() > 3 && second.datagrams() > 3);
        assertTrue(first.connections() > 0, "joined by way of the mapping");
    }

    /** A node's ports, outside and inside. */
    private final class Mapped {

        final int[] membership = freePorts();
        final int[] broadcast = freePorts();
        private final PortMapping mapping = new PortMapping(membership[0], membership[1]);

        Mapped() throws IOException {
            opened.add(mapping);
            opened.add(new PortMapping(broadcast[0], broadcast[1]));
        }

        int datagrams() {
            return mapping.datagrams();
        }

        int connections() {
            return mapping.connections();
        }

        PlumtreeConfig config(String id, Seed... seeds) {
            return MemberNodes.config(id, s -> s.withBindPort(membership[1]).withAdvertiseHost(MemberNodes.LOCALHOST)
                    .withAdvertisePort(membership[0]).withSeeds(List.of(seeds)))
                    .withBind(new Address(MemberNodes.LOCALHOST, broadcast[1]))
                    .withAdvertise(new Address(MemberNodes.LOCALHOST, broadcast[0]));
        }

        private static int[] freePorts() throws IOException {
            try (ServerSocket one = new ServerSocket(0); ServerSocket other = new ServerSocket(0)) {
                return new int[] { one.getLocalPort(), other.getLocalPort() };
            }
        }
    }

    @Test
    void membersAreFoundByDnsAsSoonAsTheirRecordsAreThere() throws Exception {
        DnsServer dns = new DnsServer();
        opened.add(dns);
        dns.a("none.test", "127.0.0.1");
        PlumtreeNode a = nodes.start("a");
        int port = a.cluster().localMember().address().port();
        Vertx vertx = resolving(dns);

        PlumtreeNode b = nodes.start(PlumtreeNode.builder().vertx(vertx).config(MemberNodes
                .config("b", s -> s.withSeeds(List.of(Seed.parse("srv:_members._tcp.cluster.test")))).withInsecure(true)));
        Await.until("the first of all is ready", () -> b.health().ready());
        assertEquals(1, b.cluster().members().size());

        dns.srv("_members._tcp.cluster.test", port, "pod-0.cluster.test");
        dns.a("pod-0.cluster.test", "127.0.0.1");
        Await.get(b.cluster().whenMembers(2));

        PlumtreeNode c = nodes.start(PlumtreeNode.builder().vertx(vertx).config(MemberNodes
                .config("c", s -> s.withSeeds(List.of(Seed.parse("dns:pod-0.cluster.test:" + port)))).withInsecure(true)));
        Await.get(c.cluster().whenMembers(3));
        nodes.leave(b);
        nodes.leave(c);
    }

    private Vertx resolving(DnsServer dns) {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setAddressResolverOptions(new AddressResolverOptions().addServer(dns.address())));
        opened.add(() -> Await.get(vertx.close().toCompletionStage()));
        return vertx;
    }

    @Test
    void garbageIsCountedAndChangesNothing() throws Exception {
        PlumtreeNode a = nodes.start("a");
        PlumtreeNode b = nodes.start(MemberNodes.config("b", s -> s.withSeeds(MemberNodes.seeds(a))));
        Await.get(a.cluster().whenMembers(2));
        Address address = a.cluster().localMember().address();
        Random random = new Random(7);
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int i = 0; i < 300; i++) {
                byte[] garbage = new byte[i];
                random.nextBytes(garbage);
                socket.send(new DatagramPacket(garbage, garbage.length, InetAddress.getByName(address.host()), address.port()));
            }
        }
        Await.until("counted", () -> Await.get(a.membershipSnapshot()).count(Counted.PACKETS_REJECTED) > 100);
        MemberNodes.awaitHealthy(b, "a", "b");
        assertEquals(0, Await.get(a.membershipStats()).failures());
        MemberNodes.awaitPing(b, "a");
    }

    @Test
    void aRequestThatMakesNoSenseIsAnsweredWithTheReason() throws Exception {
        PlumtreeNode a = nodes.start("a");
        try (Socket socket = connected(a)) {
            socket.getOutputStream().write(HexFormat.of().parseHex("630102"));
            // An error reply, compressed.
            assertEquals(9, socket.getInputStream().read());
            assertTrue(socket.getInputStream().readAllBytes().length > 0);
        }
        assertEquals(1L, Await.get(a.membershipStats()).rejectedRequests().get("UNKNOWN_TYPE"));
    }

    @Test
    void aConnectionThatBringsNothingIsClosedInTime() throws Exception {
        PlumtreeNode a = nodes
                .start(MemberNodes.config("a", s -> s).with(ConfigKey.MEMBERSHIP_TCP_TIMEOUT, Duration.ofMillis(100)));
        try (Socket silent = connected(a); Socket slow = connected(a)) {
            slow.getOutputStream().write(6);
            assertTrue(ended(silent) && ended(slow));
        }
        assertEquals(2, Await.get(a.membershipStats()).requestsTimedOut());
    }

    @Test
    void moreConnectionsThanAllowedAreClosedAtOnceAndThoseBeforeStay() throws Exception {
        PlumtreeNode a = nodes.start("a");
        List<Socket> many = new ArrayList<>();
        try {
            for (int i = 0; i < 128; i++) {
                many.add(connected(a));
            }
            try (Socket tooMany = connected(a)) {
                assertTrue(ended(tooMany));
            }
            assertEquals(1, Await.get(a.membershipStats()).requestsRefused());
            assertEquals(0, many.get(0).getInputStream().available());
            many.remove(0).close();
            Await.until("room again", () -> {
                try (Socket again = connected(a)) {
                    again.getOutputStream().write(HexFormat.of().parseHex("630102"));
                    return again.getInputStream().read() == 9;
                } catch (IOException e) {
                    return false;
                }
            });
        } finally {
            for (Socket socket : many) {
                socket.close();
            }
        }
    }

    @Test
    void whatStrangersSendForNothingIsBoundedAndMembersStillGetIn() throws Exception {
        byte[] key = new byte[16];
        long bound = ConfigKey.MEMBERSHIP_MAX_INPUT_BYTES.minimum();
        PlumtreeNode a = nodes.start(MemberNodes.config("a", s -> s.withKeys(List.of(key)))
                .with(ConfigKey.MEMBERSHIP_MAX_INPUT_BYTES, bound).with(ConfigKey.MEMBERSHIP_TCP_TIMEOUT,
                        Duration.ofSeconds(60)));
        List<Socket> strangers = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                Socket stranger = connected(a);
                strangers.add(stranger);
                // What would be an encrypted message of 16 MiB, half of which comes.
                stranger.getOutputStream().write(HexFormat.of().parseHex("0a01000000"));
                stranger.getOutputStream().write(new byte[8 << 20]);
            }
            Await.until("one is dropped",
                    () -> Await.get(a.membershipStats()).rejectedRequests().getOrDefault("NO_ROOM", 0L) == 1);
            NodeSnapshot.Fill held = Await.get(a.membershipSnapshot()).fills().stream()
                    .filter(fill -> fill.key().equals("membership.max-input-bytes")).findFirst().orElseThrow();
            assertEquals(bound, held.bound());
            assertTrue(held.used() > 8 << 20 && held.used() <= bound, held::toString);

            nodes.start(MemberNodes.config("b", s -> s.withKeys(List.of(key)).withSeeds(MemberNodes.seeds(a))));
            Await.get(a.cluster().whenMembers(2));
        } finally {
            for (Socket stranger : strangers) {
                stranger.close();
            }
        }
        Await.until("nothing is held", () -> Await.get(a.membershipSnapshot()).fills().stream()
                .anyMatch(fill -> fill.key().equals("membership.max-input-bytes") && fill.used() == 0));
    }

    private static Socket connected(PlumtreeNode node) throws IOException {
        Address address = node.cluster().localMember().address();
        Socket socket = new Socket(address.host(), address.port());
        socket.setSoTimeout(60_000);
        return socket;
    }

    private static boolean ended(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        try {
            return in.read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }
}
