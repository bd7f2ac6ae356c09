package io.plumtree.core.membership;

import static io.plumtree.core.membership.MembershipFixture.MILLIS;
import static io.plumtree.core.membership.MembershipFixture.SECONDS;
import static io.plumtree.core.membership.MembershipFixture.address;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.plumtree.api.MemberState;
import io.plumtree.api.MembershipDelegate;
import io.plumtree.api.MetadataTooLargeException;
import io.plumtree.api.NodeId;
import io.plumtree.core.membership.message.Ack;
import io.plumtree.core.membership.message.Alive;
import io.plumtree.core.membership.message.Blob;
import io.plumtree.core.membership.message.Dead;
import io.plumtree.core.membership.message.MemberAddress;
import io.plumtree.core.membership.message.Ping;
import io.plumtree.core.membership.message.UserMessage;

/** How news, and the application's messages, go out and come in. */
class NewsTest {

    private static final int CHECKSUM = 12;

    private static MembershipFixture gossiping(Delegates delegates) {
        MembershipFixture node = new MembershipFixture(
                config -> config.withGossip(Duration.ofMillis(200), 3, Duration.ofSeconds(30)), delegates);
        node.alivePeersAnswer();
        return node;
    }

    private static Set<MemberAddress> receivers(MembershipFixture node, Class<?> kind) {
        Set<MemberAddress> receivers = new LinkedHashSet<>();
        node.sent.stream().filter(sent -> kind.isInstance(sent.message())).forEach(sent -> receivers.add(sent.to()));
        return receivers;
    }

    // --- gossip ---------------------------------------------------------------------------------------------------

    @Test
    void newsReachesThreeMembersARoundUntilItWasSentOftenEnough() {
        MembershipFixture node = gossiping(Delegates.NONE).with("a", "b", "c", "d", "e");
        node.alive("a", 2);
        node.pass(400 * MILLIS);
        assertEquals(3, node.sent(Alive.class).size());
        assertEquals(3, receivers(node, Alive.class).size());
        node.pass(10 * SECONDS);
        assertEquals(4, node.sent(Alive.class).size(), "4 times ceil(log10(7))");
        assertEquals(0, node.queued());
    }

    @Test
    void suspectsAreToldAndTheDeadForAWhileAndThoseWhoLeftNever() {
        MembershipFixture node = gossiping(Delegates.NONE).with("a", "b", "c");
        node.suspect("a", 1, "x");
        node.pass(3 * SECONDS);
        node.dead("b", 1, "x");
        node.dead("c", 1, "c");
        node.sent.clear();
        node.pass(2 * SECONDS);
        assertEquals(Set.of(address("a"), address("b")), receivers(node, Dead.class));

        node.pass(29 * SECONDS);
        node.sent.clear();
        node.alive("d", 1);
        node.pass(SECONDS);
        assertTrue(!receivers(node, Alive.class).contains(address("b")), "dead for more than 30 s");
    }

    @Test
    void aDeathIsToldSoonerThanOtherNewsButOnlyOnceBetweenTwoRounds() {
        MembershipFixture node = gossiping(Delegates.NONE).with("a", "b", "c", "d", "e");
        while (node.membership.nanosToDeadline(node.now) < 50 * MILLIS) {
            node.pass(5 * MILLIS);
        }
        node.sent.clear();
        node.dead("a", 1, "x");
        node.pass(10 * MILLIS);
        assertEquals(3, node.sent(Dead.class).size());
        node.dead("b", 1, "x");
        node.pass(15 * MILLIS);
        assertEquals(Set.of("a"), Set.copyOf(node.sent(Dead.class).stream().map(Dead::node).toList()));
    }

    @Test
    void newsRidesBesideAnswersInOneDatagram() {
        MembershipFixture node = new MembershipFixture().with("a");
        node.alive("b", 1);
        node.sent.clear();
        node.receive(new Ping(42, "self", null, ""));
        assertEquals(List.of(new Ack(42, Blob.ABSENT), MembershipFixture.aliveMessage("b", 1)),
                node.sent.stream().map(MembershipFixture.Sent::message).toList());
        assertEquals(node.sent.get(0).datagram(), node.sent.get(1).datagram());
    }

    @Test
    void noDatagramIsLongerThanTheLimit() {
        MembershipFixture node = new MembershipFixture();
        for (int i = 0; i < 60; i++) {
            node.receive(new Alive(1, "n" + i, address("n" + i), Blob.of(new byte[100]), MembershipFixture.VERSIONS));
        }
        node.datagrams.clear();
        node.receive(new Ping(42, "self", null, ""));
        assertTrue(node.datagrams.get(0).length <= 1400 && node.datagrams.get(0).length > 1200,
                "" + node.datagrams.get(0).length);
    }

    @Test
    void newsBeyondTheBoundIsDroppedAndCounted() {
        MembershipFixture node = new MembershipFixture(config -> config.withBounds(100, 5, 8, 8), Delegates.NONE);
        for (int i = 0; i < 8; i++) {
            node.alive("n" + i, 1);
        }
        assertEquals(5, node.queued());
        assertEquals(3, node.count(Counted.NEWS_DROPPED));
    }

    @Test
    void theApplicationsBroadcastsComeAfterNewsAndWhatDoesNotFitIsCounted() {
        List<String> asked = new ArrayList<>();
        MembershipFixture node = new MembershipFixture(config -> config, Delegates.NONE.withUser(new MembershipDelegate() {
            @Override
            public List<byte[]> broadcasts(int overhead, int limit) {
                asked.add(overhead + " " + (limit > 1200 && limit < 1400));
                return List.of(new byte[] { 5 }, new byte[limit]);
            }
        }));
        asked.clear();
        node.alive("b", 1);
        node.sent.clear();
        long dropped = node.count(Counted.USER_BROADCASTS_DROPPED);
        node.receive(new Ping(42, "self", null, ""));
        assertEquals(List.of("3 true"), asked);
        assertEquals(List.of(new Ack(42, Blob.ABSENT), MembershipFixture.aliveMessage("b", 1),
                new UserMessage(Blob.of(new byte[] { 5 }))),
                node.sent.stream().map(MembershipFixture.Sent::message).toList());
        assertEquals(dropped + 1, node.count(Counted.USER_BROADCASTS_DROPPED));
    }

    // --- checksums ------------------------------------------------------------------------------------------------

    @Test
    void onlyToMembersKnownToUnderstandAChecksumOneIsSent() {
        MembershipFixture node = new MembershipFixture().with("a");
        node.receive(new Alive(1, "b", address("b"), Blob.ABSENT,
                new io.plumtree.core.membership.message.ProtocolVersions(1, 4, 2, 0, 0, 0)));
        node.drain();
        node.datagrams.clear();
        node.membership.send(1, NodeId.of("a"), new byte[4], false, node.now);
        node.membership.send(2, NodeId.of("b"), new byte[4], false, node.now);
        node.receive(new Ping(42, "self", null, ""), address("a"));
        assertEquals(CHECKSUM, node.datagrams.get(0)[0]);
        assertEquals(5 + 5, node.datagrams.get(0).length);
        assertEquals(5, node.datagrams.get(1).length);
        assertEquals(2, node.datagrams.get(2)[0], "an answer goes to an address, not to a member");
    }

    @Test
    void aMemberNamedAsItsAddressIsKnownByIt() {
        MembershipFixture node = new MembershipFixture();
        String ip = address("a").host();
        node.receive(new Alive(1, ip, address("a"), Blob.ABSENT, MembershipFixture.VERSIONS));
        node.drain();
        node.datagrams.clear();
        node.receive(new Ping(42, "self", null, ""), address("a"));
        assertEquals(CHECKSUM, node.datagrams.get(0)[0]);
    }

    @Test
    void whatCannotBeReadIsCountedAndChangesNothing() {
        MembershipFixture node = new MembershipFixture().with("a");
        node.membership.send(1, NodeId.of("a"), new byte[4], false, node.now);
        byte[] corrupt = node.datagrams.get(node.datagrams.size() - 1).clone();
        corrupt[7] ^= 1;
        node.membership.packet(corrupt, address("a"), node.now);
        node.membership.packet(new byte[0], address("a"), node.now);
        node.membership.packet(new byte[] { 99 }, address("a"), node.now);
        assertEquals(3, node.count(Counted.PACKETS_REJECTED));
        assertEquals(0, node.count(Counted.USER_MESSAGES_RECEIVED));
    }

    // --- messages of the application ------------------------------------------------------------------------------

    @Test
    void theApplicationsMessagesArriveByEitherWay() {
        List<Integer> heard = new ArrayList<>();
        MembershipFixture node = new MembershipFixture(config -> config, Delegates.NONE.withUser(new MembershipDelegate() {
            @Override
            public void message(ByteBuffer message) {
                heard.add(message.remaining());
                throw new IllegalStateException("on purpose");
            }
        }));
        node.receive(new UserMessage(Blob.of(new byte[3])));
        node.receive(new UserMessage(Blob.EMPTY));
        node.membership.request(1, new UserMessage(Blob.of(new byte[4])), node.now);
        node.membership.request(2, new UserMessage(Blob.EMPTY), node.now);
        assertEquals(List.of(3, 0, 4), heard, "nothing over TCP is no message");
        assertEquals(3, node.count(Counted.DELEGATE_FAILURES));
    }

    @Test
    void messagesAreSentBestEffortOrReliably() {
        MembershipFixture node = new MembershipFixture().with("a");
        node.membership.send(1, NodeId.of("a"), new byte[] { 1, 2 }, false, node.now);
        assertArrayEquals(new byte[] { 1, 2 }, node.sent(UserMessage.class).get(0).body().bytes());
        node.membership.send(2, NodeId.of("a"), new byte[] { 3 }, true, node.now);
        MembershipFixture.Asked asked = node.asked.get(0);
        assertEquals(new UserMessage(Blob.of(new byte[] { 3 })), asked.request());
        assertTrue(!asked.awaitsReply());
        node.membership.written(asked.exchange(), node.now);
        node.membership.send(3, NodeId.of("a"), new byte[] { 3 }, true, node.now);
        node.membership.failed(node.asked.get(1).exchange(), "refused", node.now);
        node.membership.send(4, NodeId.of("x"), new byte[1], false, node.now);
        node.membership.send(5, NodeId.of("a"), new byte[70_000], false, node.now);
        assertEquals(List.of("sent 1: null", "sent 2: null", "sent 3: refused", "sent 4: x is not known",
                "sent 5: the message has 70000 bytes, allowed are 60000"), node.outcomes);
    }

    // --- leaving and changing -------------------------------------------------------------------------------------

    @Test
    void leavingIsDoneWhenItWasToldOftenEnough() {
        MembershipFixture node = gossiping(Delegates.NONE).with("a", "b");
        node.membership.leave(1, 5 * SECONDS, node.now);
        assertEquals(MemberState.LEFT, node.stateOf("self"));
        assertEquals(List.of("MemberLeft"), node.eventNames());
        assertEquals(List.of(), node.outcomes);
        node.pass(2 * SECONDS);
        assertEquals(List.of("spread 1: true"), node.outcomes);
        assertEquals(new Dead(1, "self", "self"), node.sent(Dead.class).get(0));
        node.membership.leave(2, 5 * SECONDS, node.now);
        assertEquals("spread 2: true", node.outcomes.get(1), "left already");
        node.dead("self", 5, "a");
        node.receive(new Alive(9, "self", MembershipFixture.SELF, Blob.ABSENT, MembershipFixture.VERSIONS));
        assertEquals(MemberState.LEFT, node.stateOf("self"), "who leaves contradicts nothing any more");
    }

    @Test
    void leavingEndsWhenItsTimeRunsOutAndAtOnceWithoutOthers() {
        MembershipFixture mute = new MembershipFixture().with("a");
        mute.membership.leave(1, SECONDS, mute.now);
        mute.pass(SECONDS);
        MembershipFixture alone = new MembershipFixture();
        alone.membership.leave(2, SECONDS, alone.now);
        assertEquals(List.of("spread 1: false"), mute.outcomes);
        assertEquals(List.of("spread 2: true"), alone.outcomes);
    }

    @Test
    void tagsAreChangedWithAGreaterIncarnation() {
        MembershipFixture node = gossiping(Delegates.NONE).with("a");
        node.membership.updateTags(1, Map.of("zone", "w"), 5 * SECONDS, node.now);
        assertEquals(2, node.incarnationOf("self"));
        assertEquals("w", node.membership.member(NodeId.of("self")).orElseThrow().tags().get("zone"));
        assertEquals(List.of("MemberUpdated"), node.eventNames());
        node.pass(3 * SECONDS);
        assertEquals(List.of("spread 1: true"), node.outcomes);
        assertTrue(node.sent(Alive.class).get(0).meta().size() > 0);
    }

    @Test
    void tagsThatAreTooLongChangeNothing() {
        MembershipFixture node = new MembershipFixture().with("a");
        assertThrows(MetadataTooLargeException.class,
                () -> node.membership.updateTags(1, Map.of("zone", "w".repeat(600)), SECONDS, node.now));
        assertEquals(1, node.incarnationOf("self"));
        assertEquals(Map.of(), node.membership.member(NodeId.of("self")).orElseThrow().tags());
        assertEquals(List.of(), node.outcomes);
    }
}
