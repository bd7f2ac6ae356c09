package io.plumtree.core.membership;

import static io.plumtree.core.membership.MembershipNetwork.MILLIS;
import static io.plumtree.core.membership.MembershipNetwork.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.plumtree.api.MemberFailed;
import io.plumtree.api.MemberState;
import io.plumtree.api.MemberSuspected;
import io.plumtree.api.MembershipDelegate;
import io.plumtree.api.NodeId;
import io.plumtree.core.membership.MembershipNetwork.Node;
import io.plumtree.core.membership.wire.Keyring;
import io.plumtree.core.membership.wire.WireSecurity;

/** Clusters of whole nodes on virtual time. */
class ClusterTest {

    private final MembershipNetwork network = new MembershipNetwork(42);

    private boolean everybodySees(Node whom, MemberState state) {
        return network.nodes.stream().filter(node -> node != whom && !node.down)
                .allMatch(node -> node.sees(whom) == state);
    }

    // --- forming --------------------------------------------------------------------------------------------------

    @Test
    void joiningOneMemberMakesAllKnowEachOther() {
        List<Node> nodes = network.cluster(16);
        assertEquals(List.of("joined 1 []"), nodes.get(7).outcomes);
        network.pass(120 * SECONDS);
        for (Node node : nodes) {
            assertEquals(16, node.members(MemberState.ALIVE).size());
            assertEquals(List.of(), node.events(MemberSuspected.class));
            assertEquals(0, node.membership.snapshot().health());
            assertEquals(0, node.membership.snapshot().count(Counted.REFUTATIONS));
        }
    }

    @Test
    void chainsOfJoinsMakeOneCluster() {
        byte[] key = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 16; i++) {
            Node node = secured("n" + i, "", key);
            if (i > 0) {
                node.join(network.nodes.get(i - 1));
            }
        }
        long took = network.await(5 * SECONDS,
                () -> network.nodes.stream().allMatch(node -> node.membership.count(MemberState.ALIVE) == 16));
        assertTrue(took < 2 * SECONDS, took / MILLIS + " ms");
    }

    @Test
    void manyWhoStartTogetherBecomeOneClusterWhateverTheSeed() {
        for (long seed = 0; seed < 3; seed++) {
            MembershipNetwork many = new MembershipNetwork(seed);
            many.cluster(40);
        }
    }

    @Test
    void sameSeedSameTrace() {
        List<Long> packets = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            MembershipNetwork one = new MembershipNetwork(5);
            one.loss = 0.1;
            one.cluster(12);
            one.nodes.get(3).down = true;
            one.pass(60 * SECONDS);
            packets.add(one.packets);
        }
        assertEquals(packets.get(0), packets.get(1));
    }

    @Test
    void aDeadAddressAmongThoseJoinedIsAFailureOfThatOneAlone() {
        Node a = network.node("a");
        Node silent = network.node("silent");
        Node gone = network.node("gone");
        gone.down = true;
        network.tcp = (from, to) -> to != silent;
        Node b = network.node("b");
        b.join(a, silent, gone);
        network.pass(10 * SECONDS + 100 * MILLIS);
        assertEquals(List.of("joined 1 [" + gone.address + ": connection refused, " + silent.address + ": timed out]"),
                b.outcomes);
        assertEquals(List.of("a", "b"), b.members(MemberState.ALIVE));
    }

    @Test
    void aMemberThatRefusesTheMergeKeepsTheJoinerOutAndTheOtherWayRound() {
        Node choosy = network.node("choosy", config -> config,
                Delegates.NONE.withMerge(members -> Optional.of("no")));
        Node joiner = network.node("joiner");
        joiner.join(choosy);
        network.pass(100 * MILLIS);
        assertEquals(List.of("choosy"), choosy.members(MemberState.ALIVE));
        assertEquals(List.of("joined 1 []"), joiner.outcomes, "what the acceptor thinks of it is not said");
    }

    private Node secured(String name, String label, byte[] key) {
        int host = network.nodes.size();
        long[] nonces = { 0 };
        Keyring ring = key.length == 0 ? new Keyring() : Keyring.of(List.of(), key);
        return network.node(name, config -> config, Delegates.NONE, new WireSecurity(label, ring,
                nonce -> ByteBuffer.wrap(nonce).putInt(host).putLong(++nonces[0])));
    }

    @Test
    void onlyThoseOfOneKeyAndOneLabelFormACluster() {
        byte[] key = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
        Node first = secured("first", "blue", key);
        Node second = secured("second", "blue", key);
        Node otherKey = secured("other-key", "blue", new byte[16]);
        Node noKey = secured("no-key", "blue", new byte[0]);
        Node otherLabel = secured("other-label", "red", key);
        for (Node node : network.nodes.subList(1, 5)) {
            node.join(first);
        }
        network.pass(60 * SECONDS);
        assertEquals(List.of("first", "second"), first.members(MemberState.ALIVE));
        assertEquals(List.of("first", "second"), second.members(MemberState.ALIVE));
        assertEquals(List.of("joined 1 []"), second.outcomes);
        assertEquals(List.of("joined 0 [" + first.address + ": NOT_DECRYPTED]"), otherKey.outcomes);
        assertEquals(List.of("joined 0 [" + first.address + ": NO_KEY]"), noKey.outcomes);
        assertEquals(List.of("joined 0 [" + first.address + ": closed without a reply]"), otherLabel.outcomes);
        for (Node node : network.nodes) {
            assertEquals(List.of(), node.events(MemberFailed.class));
        }
    }

    @Test
    void aRunningClusterBeginsToEncryptNodeByNodeAndLosesNobody() {
        byte[] key = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
        List<Node> nodes = Stream.of("a", "b", "c").map(name -> secured(name, "", new byte[0])).toList();
        nodes.get(1).join(nodes.get(0));
        nodes.get(2).join(nodes.get(0));
        network.pass(10 * SECONDS);
        List<Consumer<WireSecurity>> phases = List.of(
                wire -> wire.verifyIncoming(false).verifyOutgoing(false).keyring().add(key),
                wire -> wire.verifyOutgoing(true), wire -> wire.verifyIncoming(true));
        for (Consumer<WireSecurity> phase : phases) {
            for (Node node : nodes) {
                phase.accept(node.wire);
                network.pass(40 * SECONDS);
            }
        }
        for (Node node : nodes) {
            assertEquals(List.of("a", "b", "c"), node.members(MemberState.ALIVE));
            assertEquals(List.of(), node.events(MemberSuspected.class));
            assertEquals(0, node.membership.snapshot().count(Counted.PACKETS_REJECTED));
            assertEquals(0, node.membership.snapshot().count(Counted.FAILED_PUSH_PULLS));
        }
        Node plain = network.node("plain");
        plain.join(nodes.get(0));
        network.pass(20 * SECONDS);
        assertEquals(List.of("joined 0 [" + nodes.get(0).address + ": NO_KEY]"), plain.outcomes);
    }

    @Test
    void foreignNetworksAreKeptOutByTheirAddresses() {
        Node inside = network.node("inside", config -> config.withAllowed(List.of(Cidr.parse("10.1.0.1/32"))),
                Delegates.NONE);
        Node rogue = network.node("rogue");
        rogue.join(inside);
        network.pass(5 * SECONDS);
        assertEquals(List.of("inside"), inside.members(MemberState.ALIVE));
        assertEquals(List.of("inside", "rogue"), rogue.members(MemberState.ALIVE));
    }

    // --- living ---------------------------------------------------------------------------------------------------

    @Test
    void tagsReachEverybody() {
        List<Node> nodes = network.cluster(8);
        nodes.get(2).membership.updateTags(1, Map.of("zone", "east"), 10 * SECONDS, network.now);
        network.await(3 * SECONDS, () -> nodes.stream().allMatch(node -> node.membership.member(NodeId.of("n2"))
                .orElseThrow().zone().equals(Optional.of("east"))));
        network.pass(5 * SECONDS);
        assertTrue(nodes.get(2).outcomes.contains("spread true"));
    }

    @Test
    void broadcastsOfTheApplicationReachTheOtherAndStatesGoBothWays() {
        List<String> heard = new ArrayList<>();
        BroadcastQueue queue = new BroadcastQueue(4, () -> 2, 1_000);
        for (int i = 0; i < 256; i++) {
            queue.queue(null, new byte[] { (byte) i }, null);
        }
        Node a = network.node("a", config -> config, Delegates.NONE.withUser(new MembershipDelegate() {
            @Override
            public List<byte[]> broadcasts(int overhead, int limit) {
                return queue.take(overhead, limit);
            }

            @Override
            public byte[] localState(boolean join) {
                return new byte[] { 1 };
            }
        }));
        Set<Byte> received = new LinkedHashSet<>();
        Node b = network.node("b", config -> config, Delegates.NONE.withUser(new MembershipDelegate() {
            @Override
            public void message(ByteBuffer message) {
                received.add(message.get());
            }

            @Override
            public void mergeRemoteState(ByteBuffer state, boolean join) {
                heard.add("state of " + state.remaining() + (join ? " joining" : ""));
            }
        }));
        b.join(a);
        network.pass(5 * SECONDS);
        assertEquals(256, received.size());
        assertEquals("state of 1 joining", heard.get(0));
    }

    @Test
    void aPacketLossOfATenthFailsNobody() {
        network.loss = 0.1;
        List<Node> nodes = network.cluster(20);
        network.pass(300 * SECONDS);
        for (Node node : nodes) {
            assertEquals(List.of(), node.events(MemberFailed.class));
        }
    }

    @Test
    void whoIsReachedOnlyOverTcpStaysAMember() {
        List<Node> nodes = network.cluster(3);
        network.udp = (from, to) -> from != nodes.get(2) && to != nodes.get(2);
        network.pass(120 * SECONDS);
        assertTrue(everybodySees(nodes.get(2), MemberState.ALIVE));
        assertTrue(nodes.get(0).membership.snapshot().count(Counted.TCP_ONLY_PROBES) > 0);
    }

    @Test
    void whoIsPausedForThreeSecondsIsNotDead() {
        List<Node> nodes = network.cluster(10);
        for (int i = 0; i < 5; i++) {
            nodes.get(4).paused = true;
            network.pass(3 * SECONDS);
            nodes.get(4).resume();
            network.pass(20 * SECONDS);
        }
        for (Node node : nodes) {
            assertEquals(List.of(), node.events(MemberFailed.class));
            assertEquals(10, node.members(MemberState.ALIVE).size());
        }
    }

    @Test
    void anIdleClusterCostsLittle() {
        List<Node> nodes = network.cluster(20);
        network.pass(60 * SECONDS);
        long before = network.packets;
        network.pass(60 * SECONDS);
        double perSecond = (network.packets - before) / 60.0 / nodes.size();
        assertTrue(perSecond <= 2.1, perSecond + " datagrams a second and node: a ping and an answer");
    }

    // --- going ----------------------------------------------------------------------------------------------------

    @Test
    void whoLeavesIsSeenToLeaveByEverybody() {
        List<Node> nodes = network.cluster(8);
        Node leaver = nodes.get(5);
        leaver.membership.leave(1, 10 * SECONDS, network.now);
        network.await(10 * SECONDS, () -> leaver.outcomes.contains("spread true"));
        leaver.down = true;
        network.pass(2 * SECONDS);
        assertTrue(everybodySees(leaver, MemberState.LEFT));
        network.pass(60 * SECONDS);
        assertTrue(everybodySees(leaver, null), "and forgotten");
    }

    @Test
    void aCrashIsKnownToAllWithinTheBoundOfTheLan() {
        List<Node> nodes = network.cluster(8);
        nodes.get(3).down = true;
        // Probed within 8 rounds, suspected for at most 6 times 4 s.
        long took = network.await(33 * SECONDS, () -> everybodySees(nodes.get(3), MemberState.DEAD));
        assertTrue(took > 4 * SECONDS, took / MILLIS + " ms");
        assertEquals(1, nodes.get(0).events(MemberFailed.class).size());
    }

    @Test
    void aCrashWhoseConnectionsBreakIsKnownToAllWithinASecond() {
        for (int size : new int[] { 5, 20, 60 }) {
            for (long seed = 1; seed <= 2; seed++) {
                MembershipNetwork one = new MembershipNetwork(seed);
                List<Node> nodes = one.cluster(size);
                Node victim = nodes.get(2);
                victim.down = true;
                for (int neighbour = 3; neighbour < Math.min(size, 11); neighbour++) {
                    nodes.get(neighbour).membership.connectionReset(NodeId.of("n2"), one.now);
                }
                long took = one.await(10 * SECONDS, () -> nodes.stream().filter(node -> node != victim)
                        .allMatch(node -> node.sees(victim) == MemberState.DEAD));
                assertTrue(took <= SECONDS, size + " nodes, seed " + seed + ": " + took / MILLIS + " ms");
            }
        }
    }

    @Test
    void aBrokenConnectionOfWhoLivesFailsNobody() {
        List<Node> nodes = network.cluster(10);
        for (int i = 1; i < 10; i++) {
            nodes.get(i).membership.connectionReset(NodeId.of("n0"), network.now);
        }
        network.pass(30 * SECONDS);
        assertTrue(everybodySees(nodes.get(0), MemberState.ALIVE));
        assertEquals(List.of(), nodes.get(3).events(MemberSuspected.class));
    }

    @Test
    void whoRestartsAtOnceIsAMemberAgainWithAGreaterIncarnation() {
        List<Node> nodes = network.cluster(5);
        nodes.get(3).membership.updateTags(1, Map.of("zone", "a"), SECONDS, network.now);
        network.pass(5 * SECONDS);
        Node again = network.restart(nodes.get(3));
        again.join(nodes.get(0));
        network.pass(5 * SECONDS);
        assertTrue(everybodySees(again, MemberState.ALIVE));
        assertEquals(3, again.membership.member(NodeId.of("n3")).orElseThrow().incarnation());
        assertEquals(Map.of(), nodes.get(0).membership.member(NodeId.of("n3")).orElseThrow().tags());
    }

    // --- partitions -----------------------------------------------------------------------------------------------

    @Test
    void aPartitionOfTenMinutesHealsByItself() {
        List<Node> nodes = network.cluster(12);
        network.partition(Set.copyOf(nodes.subList(0, 5)));
        network.pass(600 * SECONDS);
        assertEquals(5, nodes.get(0).members(MemberState.ALIVE).size());
        assertEquals(7, nodes.get(9).members(MemberState.ALIVE).size());
        assertEquals(5, nodes.get(0).membership.members().size(), "the others are listed no more");
        network.heal();
        network.await(60 * SECONDS,
                () -> nodes.stream().allMatch(node -> node.membership.count(MemberState.ALIVE) == 12));
        network.pass(60 * SECONDS);
        assertTrue(nodes.stream().allMatch(node -> node.membership.count(MemberState.ALIVE) == 12));
    }

    @Test
    void withoutRetriesItWouldNot() {
        List<Node> nodes = network.cluster(12, config -> config.withRetries(Duration.ZERO));
        network.partition(Set.copyOf(nodes.subList(0, 5)));
        network.pass(600 * SECONDS);
        network.heal();
        network.pass(600 * SECONDS);
        assertEquals(5, nodes.get(0).members(MemberState.ALIVE).size());
    }

    @Test
    void aShortPartitionHealsWhileTheDeadAreStillListed() {
        List<Node> nodes = network.cluster(6);
        network.partition(Set.of(nodes.get(0)));
        network.pass(40 * SECONDS);
        network.heal();
        network.await(90 * SECONDS,
                () -> nodes.stream().allMatch(node -> node.membership.count(MemberState.ALIVE) == 6));
    }

    @Test
    void aSeedThatStartsLateIsFound() {
        Node seed = network.node("seed");
        seed.down = true;
        Node early = network.node("early");
        early.membership.seeds(List.of(seed.address));
        early.join(seed);
        network.pass(100 * SECONDS);
        assertNull(early.sees(seed));
        seed.down = false;
        network.await(70 * SECONDS, () -> early.sees(seed) == MemberState.ALIVE && seed.sees(early) == MemberState.ALIVE);
    }
}
