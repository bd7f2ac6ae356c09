package io.plumtree.vertx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plumtree.api.Address;
import io.plumtree.api.BindException;
import io.plumtree.api.ConfigKey;
import io.plumtree.api.InvalidConfigException;
import io.plumtree.api.Member;
import io.plumtree.api.MemberFailed;
import io.plumtree.api.MemberHistory;
import io.plumtree.api.MemberJoined;
import io.plumtree.api.MemberLeft;
import io.plumtree.api.MemberState;
import io.plumtree.api.MemberTags;
import io.plumtree.api.MemberUpdated;
import io.plumtree.api.MembershipCompatibility;
import io.plumtree.api.MembershipDelegate;
import io.plumtree.api.MembershipSettings;
import io.plumtree.api.MetadataTooLargeException;
import io.plumtree.api.NodeId;
import io.plumtree.api.PingDelegate;
import io.plumtree.api.PlumtreeClosedException;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.Seed;
import io.plumtree.api.SyncStrategy;
import io.plumtree.core.Counters;
import io.plumtree.core.membership.Counted;
import io.plumtree.core.membership.Delegates;
import io.vertx.core.Context;

/** Nodes that find each other by membership, over real sockets. */
class MembershipTest {

    private static final byte[] KEY = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER_KEY = "fedcba9876543210".getBytes(StandardCharsets.US_ASCII);

    private final MemberNodes nodes = new MemberNodes();

    @AfterEach
    void leave() {
        nodes.close();
    }

    @Test
    void fiveNodesFormOneClusterByOneSeedAndHearEachOther() throws Exception {
        Observed[] observed = new Observed[5];
        PlumtreeNode first = null;
        List<PlumtreeNode> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            observed[i] = new Observed();
            PlumtreeConfig config = MemberNodes.config("n" + i,
                    first == null ? settings -> settings : seeded(first));
            PlumtreeNode node = nodes.start(PlumtreeNode.builder().config(config).listener(observed[i]));
            first = first == null ? node : first;
            all.add(node);
        }
        for (PlumtreeNode node : all) {
            Await.get(node.cluster().whenMembers(5));
            MemberNodes.awaitHealthy(node, "n0", "n1", "n2", "n3", "n4");
            Await.until("linked to all", () -> node.health().linked() == 4 && node.health().ready());
            Await.until("all alive", () -> node.health().members().get(MemberState.ALIVE) == 5);
        }

        Await.get(all.get(3).broadcast("t", new byte[] { 1 }));
        for (int i = 0; i < 5; i++) {
            if (i != 3) {
                observed[i].awaitDeliveries(1);
            }
            observed[i].await("five joined", heard -> heard.events(MemberJoined.class).size() >= 5);
            assertFalse(observed[i].everOnEventLoop());
        }
    }

    @Test
    void whoLeavesIsSeenAsLeftAndIsNoPeerAnyMore() throws Exception {
        Observed observed = new Observed();
        PlumtreeNode a = nodes.start(PlumtreeNode.builder().config(MemberNodes.config("a", s -> s)).listener(observed));
        PlumtreeNode b = nodes.start("b", a);
        Await.get(a.cluster().whenMembers(2));
        Await.until("linked", () -> a.health().linked() == 1);

        nodes.leave(b);

        observed.await("left", heard -> heard.events(MemberLeft.class).size() == 1);
        assertEquals(List.of(), observed.events(MemberFailed.class));
        Await.until("left in the view", () -> MemberNodes.member(a, "b").state() == MemberState.LEFT);
        Await.until("alone", () -> a.cluster().peers().isEmpty() && a.health().ready());
    }

    @Test
    void whoDiesIsSeenAsFailedAndComesBackWhenItStartsAgain() throws Exception {
        Observed observed = new Observed();
        PlumtreeNode a = nodes.start(PlumtreeNode.builder().config(MemberNodes.config("a", s -> s)).listener(observed));
        Killable killed = Killable.start("b", a);
        nodes.start("c", a);
        Await.get(a.cluster().whenMembers(3));
        Await.until("linked", () -> a.health().linked() == 2);

        killed.kill();

        observed.await("failed", heard -> heard.events(MemberFailed.class).stream()
                .anyMatch(event -> event.member().id().equals(NodeId.of("b"))));
        Await.until("no peer any more", () -> a.cluster().peers().size() == 1);
        MemberHistory dead = Await.get(a.cluster().why(NodeId.of("b"))).orElseThrow();
        assertEquals(MemberState.DEAD, dead.member().state());
        assertFalse(dead.saidBy().isEmpty());
        assertFalse(dead.since().isAfter(Instant.now()));
        assertEquals(Optional.empty(), dead.deadAt());
        assertEquals(Optional.empty(), Await.get(a.cluster().why(NodeId.of("z"))));

        nodes.start(MemberNodes.config("b", settings -> seeded(a).apply(settings).withBindPort(killed.membershipPort())));
        Await.get(a.cluster().whenMembers(3));
        Await.until("linked again", () -> a.health().linked() == 2);
        assertEquals(List.of(), Await.get(a.cluster().why(NodeId.of("b"))).orElseThrow().saidBy());
    }

    @Test
    void encryptedNodesFormAClusterAndRotateTheirKeyWithoutLosingAnybody() {
        PlumtreeNode a = nodes.start(MemberNodes.config("a", s -> s.withKeys(List.of(KEY))));
        PlumtreeNode b = nodes.start(MemberNodes.config("b", s -> seeded(a).apply(s).withKeys(List.of(KEY))));
        Await.get(a.cluster().whenMembers(2));

        for (PlumtreeNode node : List.of(a, b)) {
            Await.get(node.cluster().keyring().add(OTHER_KEY));
        }
        for (PlumtreeNode node : List.of(a, b)) {
            Await.get(node.cluster().keyring().use(OTHER_KEY));
        }
        Await.failure(IllegalArgumentException.class, a.cluster().keyring().remove(OTHER_KEY));
        for (PlumtreeNode node : List.of(a, b)) {
            Await.get(node.cluster().keyring().remove(KEY));
            assertArrayEquals(OTHER_KEY, Await.get(node.cluster().keyring().keys()).get(0));
        }

        MemberNodes.awaitPing(a, "b");
        nodes.start(MemberNodes.config("c", s -> seeded(a).apply(s).withKeys(List.of(OTHER_KEY))));
        Await.get(b.cluster().whenMembers(3));
    }

    @Test
    void anotherKeyOrLabelOrNoKeyIsRefusedAndCounted() {
        PlumtreeNode a = nodes.start(MemberNodes.config("a", s -> s.withKeys(List.of(KEY)).withLabel("x")));
        PlumtreeNode wrongKey = nodes
                .start(MemberNodes.config("b", s -> seeded(a).apply(s).withKeys(List.of(OTHER_KEY)).withLabel("x")));
        PlumtreeNode noKey = nodes.start(MemberNodes.config("c", s -> seeded(a).apply(s).withLabel("x")));
        PlumtreeNode wrongLabel = nodes
                .start(MemberNodes.config("d", s -> seeded(a).apply(s).withKeys(List.of(KEY)).withLabel("y")));

        for (String reason : List.of("NOT_DECRYPTED", "NOT_ENCRYPTED", "WRONG_LABEL")) {
            Await.until(reason,
                    () -> Await.get(a.membershipStats()).rejectedRequests().getOrDefault(reason, 0L) > 0);
        }
        for (PlumtreeNode refused : List.of(wrongKey, noKey, wrongLabel)) {
            assertEquals(1, refused.cluster().healthyMembers().size());
            assertFalse(refused.health().ready());
            assertEquals("no address to join the cluster by has answered yet", refused.health().reason());
        }
        assertEquals(Set.of("a"), MemberNodes.healthy(a));
        assertTrue(a.health().ready());
    }

    @Test
    void tagsAreSeenAndChangedWhileTheNodeRuns() throws Exception {
        Observed observed = new Observed();
        PlumtreeNode a = nodes.start(PlumtreeNode.builder().config(MemberNodes.config("a", s -> s)).listener(observed));
        PlumtreeNode b = nodes
                .start(MemberNodes.config("b", seeded(a)).withZone("east").withTags(Map.of("role", "web")));
        Await.get(a.cluster().whenMembers(2));

        Member seen = MemberNodes.member(a, "b");
        assertEquals(new TreeMap<>(Map.of("bp", Integer.toString(b.cluster().address().port()), "plumtree", "plumtree",
                "role", "web", "zone", "east")), new TreeMap<>(seen.tags()));
        assertEquals("east", seen.zone().orElseThrow());
        assertEquals(b.cluster().address(), MemberTags.broadcastAddress(seen, "plumtree").orElseThrow());

        Await.get(b.cluster().updateTags(Map.of("role", "db")));
        observed.await("updated", heard -> heard.events(MemberUpdated.class).stream()
                .anyMatch(event -> "db".equals(event.member().tags().get("role"))));
        assertEquals("db", b.cluster().localMember().tags().get("role"));
        assertEquals("east", b.cluster().localMember().tags().get("zone"));
        Await.until("still linked", () -> a.health().linked() == 1);
    }

    @Test
    void oversizedTagsAreRefusedAndChangeNothing() {
        Map<String, String> big = Map.of("big", "x".repeat(600));
        MetadataTooLargeException refused = Await.failure(MetadataTooLargeException.class,
                PlumtreeNode.builder().config(MemberNodes.config("a", s -> s).withTags(big)).start());
        assertTrue(refused.size() > 600 && refused.maximum() == 512, refused.getMessage());

        PlumtreeNode a = nodes.start(MemberNodes.config("a", s -> s).withTags(Map.of("role", "web")));
        Await.failure(MetadataTooLargeException.class, a.cluster().updateTags(big));
        Await.failure(IllegalArgumentException.class, a.cluster().updateTags(Map.of("zone", "west")));
        assertEquals("web", a.cluster().localMember().tags().get("role"));
    }

    @Test
    void messagesOfTheApplicationReachItsDelegateOnAWorker() throws Exception {
        BlockingQueue<byte[]> heard = new LinkedBlockingQueue<>();
        PlumtreeNode a = nodes.start(PlumtreeNode.builder().config(MemberNodes.config("a", s -> s.withKeys(List.of(KEY))))
                .delegates(Delegates.NONE.withUser(new Messages(heard))));
        PlumtreeNode b = nodes.start(MemberNodes.config("b", s -> seeded(a).apply(s).withKeys(List.of(KEY))));
        Await.get(b.cluster().whenMembers(2));

        Await.get(b.cluster().sendBestEffort(NodeId.of("a"), new byte[] { 1 }));
        assertArrayEquals(new byte[] { 1 }, heard.poll(60, TimeUnit.SECONDS));
        byte[] large = new byte[50_000];
        new Random(1).nextBytes(large);
        Await.get(b.cluster().sendBestEffort(NodeId.of("a"), large));
        assertArrayEquals(large, heard.poll(60, TimeUnit.SECONDS));
        byte[] huge = new byte[3_000_000];
        new Random(2).nextBytes(huge);
        Await.get(b.cluster().sendReliable(NodeId.of("a"), huge));
        assertArrayEquals(huge, heard.poll(60, TimeUnit.SECONDS));

        Await.failure(IllegalArgumentException.class, b.cluster().sendReliable(NodeId.of("nobody"), new byte[1]));
        Await.failure(IllegalArgumentException.class, b.cluster().sendBestEffort(NodeId.of("a"), new byte[60_001]));
        assertEquals(0, Await.get(a.membershipStats()).delegateFailures());
    }

    private static class Messages implements MembershipDelegate {

        private final BlockingQueue<byte[]> heard;

        Messages(BlockingQueue<byte[]> heard) {
            this.heard = heard;
        }

        @Override
        public void message(ByteBuffer message) {
            if (Context.isOnEventLoopThread()) {
                throw new AssertionError("called on an event loop");
            }
            byte[] bytes = new byte[message.remaining()];
            message.get(bytes);
            heard.add(bytes);
        }
    }

    @Test
    void delegatesAreAskedOnWorkers() throws Exception {
        BlockingQueue<String> states = new LinkedBlockingQueue<>();
        MembershipDelegate user = new MembershipDelegate() {

            @Override
            public byte[] nodeMetadata(int limit) {
                assertFalse(Context.isOnEventLoopThread());
                return new byte[] { 7, 7 };
            }

            @Override
            public byte[] localState(boolean join) {
                assertFalse(Context.isOnEventLoopThread());
                return "state of a".getBytes(StandardCharsets.UTF_8);
            }
        };
        PlumtreeNode a = nodes.start(
                PlumtreeNode.builder().config(MemberNodes.config("a", s -> s)).delegates(Delegates.NONE.withUser(user)));
        nodes.start(PlumtreeNode.builder().config(MemberNodes.config("b", seeded(a)))
                .delegates(Delegates.NONE.withUser(new MembershipDelegate() {
                    @Override
                    public void mergeRemoteState(ByteBuffer state, boolean join) {
                        states.add(StandardCharsets.UTF_8.decode(state).toString());
                    }
                })));
        assertEquals("state of a", states.poll(60, TimeUnit.SECONDS));
        assertArrayEquals(new byte[] { 7, 7 }, a.cluster().localMember().userMetadata());
    }

    @Test
    void nodesCompareByTheExchangeOfStatesAndApplicationsSeeTheirOwnPartAlone() throws Exception {
        BlockingQueue<String> states = new LinkedBlockingQueue<>();
        MembershipDelegate user = new MembershipDelegate() {
            @Override
            public byte[] localState(boolean join) {
                return "state".getBytes(StandardCharsets.UTF_8);
            }

            @Override
            public void mergeRemoteState(ByteBuffer state, boolean join) {
                states.add(StandardCharsets.UTF_8.decode(state).toString());
            }
        };
        PlumtreeNode a = nodes.start(PlumtreeNode.builder().config(comparing("a", s -> s))
                .delegates(Delegates.NONE.withUser(user)));
        // It has no place for a second topic, so it misses what is broadcast there.
        PlumtreeNode b = nodes.start(PlumtreeNode.builder().config(comparing("b", seeded(a)).withMaxTopics(1)));
        PlumtreeNode c = nodes.start(PlumtreeNode.builder().config(MemberNodes.config("c", seeded(a))
                .with(ConfigKey.MEMBERSHIP_PUSH_PULL_INTERVAL, Duration.ofMillis(50)))
                .delegates(Delegates.NONE.withUser(user)));
        for (PlumtreeNode node : List.of(a, b, c)) {
            Await.until("linked to all", () -> node.health().linked() == 2);
        }
        Await.get(a.broadcast("t", new byte[] { 1 }));
        Await.until("found equal", () -> counters(a).syncEqual() > 0 && counters(b).syncEqual() > 0);

        Await.get(a.broadcast("another", new byte[] { 1 }));
        Await.until("found different, and gone into", () -> counters(b).syncDifferent() > 0
                && counters(a).syncPagesSent() + counters(c).syncPagesSent() > 0);
        assertEquals("state", states.poll(60, TimeUnit.SECONDS));
        assertTrue(states.stream().allMatch("state"::equals), states::toString);
        assertEquals(0, counters(a).rejected() + counters(b).rejected() + counters(c).rejected());
    }

    private static PlumtreeConfig comparing(String id, UnaryOperator<MembershipSettings> settings) {
        return MemberNodes.config(id, settings).withSyncStrategy(SyncStrategy.PUSH_PULL)
                .withSyncInterval(Duration.ofMillis(100)).with(ConfigKey.MEMBERSHIP_PUSH_PULL_INTERVAL, Duration.ofMillis(50));
    }

    private static Counters counters(PlumtreeNode node) {
        return Await.get(node.snapshot()).counters();
    }

    @Test
    void whatTheApplicationAddsToPacketsGoesOutWithTheNextOnes() throws Exception {
        BlockingQueue<byte[]> heard = new LinkedBlockingQueue<>();
        BlockingQueue<String> payloads = new LinkedBlockingQueue<>();
        PlumtreeNode a = nodes.start(PlumtreeNode.builder().config(MemberNodes.config("a", s -> s))
                .delegates(Delegates.NONE.withUser(new Messages(heard)).withPing(new PingDelegate() {
                    @Override
                    public void pingCompleted(Member member, Duration roundTrip, ByteBuffer payload) {
                        payloads.add(StandardCharsets.UTF_8.decode(payload).toString());
                    }
                })));
        BlockingQueue<byte[]> news = new LinkedBlockingQueue<>(List.of(new byte[] { 1 }, new byte[] { 2 }));
        nodes.start(PlumtreeNode.builder().config(MemberNodes.config("b", seeded(a)))
                .delegates(Delegates.NONE.withUser(new MembershipDelegate() {
                    @Override
                    public List<byte[]> broadcasts(int overhead, int limit) {
                        byte[] next = a.cluster().healthyMembers().size() < 2 ? null : news.poll();
                        return next == null ? List.of() : List.of(next);
                    }
                }).withPing(new PingDelegate() {
                    @Override
                    public byte[] ackPayload() {
                        return "b".getBytes(StandardCharsets.UTF_8);
                    }
                })));

        assertArrayEquals(new byte[] { 1 }, heard.poll(60, TimeUnit.SECONDS));
        assertArrayEquals(new byte[] { 2 }, heard.poll(60, TimeUnit.SECONDS));
        for (String payload = ""; !"b".equals(payload);) {
            payload = payloads.poll(60, TimeUnit.SECONDS);
            assertNotNull(payload, "no answer with what b adds");
        }
    }

    @Test
    void inASerfClusterItIsSerfWhoIsToldOfALeaveFirst() throws Exception {
        BlockingQueue<byte[]> heard = new LinkedBlockingQueue<>();
        PlumtreeNode a = nodes.start(PlumtreeNode.builder()
                .config(MemberNodes.config("a", s -> s.withCompatibility(MembershipCompatibility.SERF)))
                .delegates(Delegates.NONE.withUser(new Messages(heard) {
                    @Override
                    public byte[] localState(boolean join) {
                        return HexFormat.of().parseHex("0281a54c54696d6507");
                    }
                })));
        PlumtreeNode b = nodes.start(
                MemberNodes.config("b", s -> seeded(a).apply(s).withCompatibility(MembershipCompatibility.SERF)));
        Await.get(a.cluster().whenMembers(2));
        Await.get(b.cluster().whenMembers(2));
        nodes.leave(b);
        assertEquals("0083a54c54696d65cf0000000000000008a44e6f6465a162a55072756e65c2",
                HexFormat.of().formatHex(heard.poll(60, TimeUnit.SECONDS)));

        PlumtreeNode plain = nodes.start("c", a);
        Await.until("versions differ", () -> Await.get(plain.membershipSnapshot()).count(Counted.REJECTED_MERGES) > 0);
        assertEquals(Set.of("c"), MemberNodes.healthy(plain));
    }

    @Test
    void whoTheApplicationDoesNotWantStaysOutAndWhoItWantsComesIn() {
        PlumtreeNode a = nodes.start(PlumtreeNode.builder().config(MemberNodes.config("a", s -> s))
                .delegates(Delegates.NONE.withAlive(member -> !member.id().value().equals("unwanted"))));
        nodes.start("unwanted", a);
        PlumtreeNode c = nodes.start("c", a);
        Await.get(c.cluster().whenMembers(2));
        Await.until("c is in", () -> MemberNodes.healthy(a).equals(Set.of("a", "c")));
        Await.until("the other one was refused", () -> Await.get(a.membershipSnapshot())
                .count(Counted.REJECTED_BY_APPLICATION) > 0);
        assertEquals(Set.of("a", "c"), MemberNodes.healthy(a));
    }

    @Test
    void mergeDelegatesOfBothKeepClustersApart() {
        Delegates objecting = Delegates.NONE.withMerge(members -> Optional.of("not with " + members.get(0).id()));
        PlumtreeNode a = nodes
                .start(PlumtreeNode.builder().config(MemberNodes.config("a", s -> s)).delegates(objecting));
        PlumtreeNode b = nodes
                .start(PlumtreeNode.builder().config(MemberNodes.config("b", seeded(a))).delegates(objecting));
        for (PlumtreeNode node : List.of(a, b)) {
            Await.until("refused twice", () -> Await.get(node.membershipSnapshot()).count(Counted.REJECTED_MERGES) > 1);
        }
        assertEquals(Set.of("a"), MemberNodes.healthy(a));
        assertEquals(Set.of("b"), MemberNodes.healthy(b));
    }

    @Test
    void aPortInUseNamesItsKeyAndLeavesNothingBehind() {
        PlumtreeNode a = nodes.start("a");
        int port = a.cluster().localMember().address().port();

        PlumtreeConfig config = MemberNodes.config("b", s -> s.withBindPort(port));
        BindException refused = Await.failure(BindException.class, PlumtreeNode.builder().config(config).start());
        assertTrue(refused.getMessage().contains("membership.bind-port")
                && refused.getMessage().contains("127.0.0.1:" + port), refused.getMessage());

        nodes.leave(a);
        nodes.start(config);
    }

    @Test
    void withoutAKeyMembershipStaysOnThisHost() {
        for (MembershipSettings settings : List.of(MembershipSettings.STANDARD.withBindHost("0.0.0.0"),
                MembershipSettings.STANDARD.withAdvertiseHost("10.0.0.1"),
                MembershipSettings.STANDARD.withSeeds(List.of(Seed.parse("10.0.0.1:7946"))),
                MembershipSettings.STANDARD.withSeeds(List.of(Seed.parse("srv:_m._tcp.example.com"))))) {
            InvalidConfigException refused = Await.failure(InvalidConfigException.class, PlumtreeNode.builder()
                    .config(PlumtreeConfig.lan().withBind(new Address("127.0.0.1", 0))
                            .withMembership(settings.withEnabled(true).withBindPort(0)))
                    .start());
            assertTrue(refused.key().startsWith("membership."), refused.key());
            assertTrue(refused.getMessage().contains("set membership.key"), refused.getMessage());
        }
        nodes.start(MemberNodes.config("a", s -> s.withBindHost("0.0.0.0").withKeys(List.of(KEY))));
    }

    @Test
    void ipv6Works() {
        PlumtreeNode a = nodes.start(MemberNodes.config("a", s -> s.withBindHost("::1")));
        PlumtreeNode b = nodes.start(MemberNodes.config("b", s -> seeded(a).apply(s).withBindHost("::1")));
        Await.get(a.cluster().whenMembers(2));
        assertEquals("::1", MemberNodes.member(a, "b").address().host());
        // The broadcast address is another one, and is told.
        Await.until("linked", () -> a.health().linked() == 1 && b.health().linked() == 1);
        MemberNodes.awaitPing(a, "b");
    }

    @Test
    void knownMembersAreFoundAgainWithoutASeed(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("sub").resolve("known");
        PlumtreeNode a = nodes.start("a");
        PlumtreeNode b = nodes.start(MemberNodes.config("b", s -> seeded(a).apply(s).withKnownPeersFile(file)));
        Await.get(b.cluster().whenMembers(2));
        Address address = a.cluster().localMember().address();
        nodes.leave(b);
        assertEquals(List.of(address.toString()),
                Files.readAllLines(file).stream().filter(line -> !line.startsWith("#")).toList());

        Files.writeString(file, Files.readString(file) + "nonsense\n");
        PlumtreeNode again = nodes.start(MemberNodes.config("b", s -> s.withKnownPeersFile(file)));
        Await.get(again.cluster().whenMembers(2));
        assertEquals(Set.of("a", "b"), MemberNodes.healthy(again));
    }

    @Test
    void aSeedThatStartsLaterIsFound() {
        PlumtreeNode gone = nodes.start("a");
        Seed seed = MemberNodes.seed(gone);
        nodes.leave(gone);

        PlumtreeNode b = nodes.start(MemberNodes.config("b", s -> s.withSeeds(List.of(seed))));
        Await.until("not ready", () -> !b.health().ready());
        nodes.start(MemberNodes.config("a", s -> s.withBindPort(seed.port())));
        Await.get(b.cluster().whenMembers(2));
        Await.until("ready", () -> b.health().ready());
    }

    @Test
    void aNodeThatIsItsOwnOnlySeedBeginsTheCluster() {
        PlumtreeNode probe = nodes.start("a");
        Seed seed = MemberNodes.seed(probe);
        nodes.leave(probe);
        PlumtreeNode a = nodes.start(MemberNodes.config("a",
                s -> s.withBindPort(seed.port()).withSeeds(List.of(seed, Seed.parse("no-such-host.invalid:7946")))
                        .withKeys(List.of(KEY))));
        Await.until("ready", () -> a.health().ready());
        assertEquals(1, a.cluster().members().size());
    }

    @Test
    void aSeedProviderIsAskedUntilItKnows() {
        PlumtreeNode a = nodes.start("a");
        Address address = a.cluster().localMember().address();
        List<Integer> asked = new ArrayList<>();
        PlumtreeNode b = nodes.start(PlumtreeNode.builder().config(MemberNodes.config("b", s -> s)).seedProvider(() -> {
            synchronized (asked) {
                asked.add(asked.size());
                if (asked.size() == 1) {
                    throw new IOException("the registry is away");
                }
                return List.of(address);
            }
        }));
        Await.get(b.cluster().whenMembers(2));
    }

    @Test
    void membersThatDoNotBroadcastInThisClusterAreNoPeers() {
        PlumtreeNode a = nodes.start("a");
        PlumtreeNode other = nodes.start(MemberNodes.config("b", seeded(a)).withClusterName("other"));
        Await.get(a.cluster().whenMembers(2));
        Await.get(other.cluster().whenMembers(2));
        assertEquals(List.of(), a.cluster().peers());
        assertTrue(a.health().ready());
    }

    @Test
    void withoutMembershipThereIsOnlyThisNode() {
        PlumtreeNode a = nodes.start(PlumtreeConfig.lan().withNodeId(NodeId.of("a")).withBind(new Address("127.0.0.1", 0)));
        assertEquals(Set.of("a"), MemberNodes.healthy(a));
        assertEquals(a.cluster().address(), a.cluster().localMember().address());
        assertEquals(Map.of(), a.health().members());
        Await.failure(IllegalStateException.class, a.cluster().updateTags(Map.of()));
        Await.failure(IllegalStateException.class, a.cluster().keyring().keys());
        Await.failure(IllegalStateException.class, a.membershipSnapshot());
    }

    @Test
    void whoWaitsForMembersHearsThatTheNodeLeft() {
        PlumtreeNode a = nodes.start("a");
        var waiting = a.cluster().whenMembers(7);
        nodes.leave(a);
        Await.failure(PlumtreeClosedException.class, waiting);
        Await.failure(PlumtreeClosedException.class, a.cluster().whenMembers(1));
    }

    @Test
    void aKeyThatIsTooShortAndARangeThatIsNoneAreRefused() {
        InvalidConfigException key = assertThrows(InvalidConfigException.class,
                () -> MembershipSettings.STANDARD.withKeys(List.of("secret".getBytes(StandardCharsets.UTF_8))));
        assertEquals("membership.key", key.key());
        assertFalse(key.getMessage().contains("secret"), key.getMessage());
        InvalidConfigException range = Await.failure(InvalidConfigException.class, PlumtreeNode.builder()
                .config(MemberNodes.config("a", s -> s.withAllowed(List.of("10.0.0.0")))).start());
        assertEquals("membership.cidrs-allowed", range.key());
    }

    @Test
    void membersOfForeignRangesAreNotAdmitted() {
        PlumtreeNode a = nodes.start(MemberNodes.config("a", s -> s.withAllowed(List.of("127.0.0.1/32"))));
        PlumtreeNode b = nodes.start(MemberNodes.config("b", s -> seeded(a).apply(s).withBindHost("127.0.0.2")));
        Await.get(b.cluster().whenMembers(2));
        Await.until("refused", () -> Await.get(a.membershipSnapshot())
                .count(Counted.REJECTED_ADDRESSES) > 0);
        assertEquals(Set.of("a"), MemberNodes.healthy(a));
    }

    private static UnaryOperator<MembershipSettings> seeded(PlumtreeNode node) {
        return settings -> settings.withSeeds(MemberNodes.seeds(node));
    }
}
