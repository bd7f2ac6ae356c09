package io.plumtree.core.membership;

import static io.plumtree.core.membership.MembershipFixture.MILLIS;
import static io.plumtree.core.membership.MembershipFixture.SECONDS;
import static io.plumtree.core.membership.MembershipFixture.SELF;
import static io.plumtree.core.membership.MembershipFixture.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.plumtree.api.Member;
import io.plumtree.api.MemberState;
import io.plumtree.api.NodeId;
import io.plumtree.api.PingDelegate;
import io.plumtree.core.membership.message.Ack;
import io.plumtree.core.membership.message.Alive;
import io.plumtree.core.membership.message.Blob;
import io.plumtree.core.membership.message.IndirectPing;
import io.plumtree.core.membership.message.Nack;
import io.plumtree.core.membership.message.Ping;
import io.plumtree.core.membership.message.ProtocolVersions;
import io.plumtree.core.membership.message.Suspect;
import io.plumtree.core.membership.wire.MembershipEncoder;
import io.plumtree.core.util.TimerQueue;

/** Members are probed, directly, by way of others and over TCP, and this node learns how much to trust itself. */
class ProbeTest {

    private final MembershipFixture node = new MembershipFixture();

    /** The first probe, of the only member. */
    private Ping firstPing() {
        return (Ping) node.awaitSent(Ping.class).message();
    }

    private void ack(long sequence) {
        node.receive(new Ack(sequence, Blob.ABSENT));
    }

    /** {@code a} with an old version of the protocol, the others with one that nacks or not. */
    private void withVersions(int helperMax, String... helpers) {
        for (String helper : helpers) {
            node.receive(new Alive(1, helper, address(helper), Blob.ABSENT,
                    new ProtocolVersions(1, helperMax, 2, 0, 0, 0)));
        }
        node.drain();
    }

    /** A probe of {@code a} among helpers that are not probed because they are suspected. */
    private Ping pingOf(String target) {
        for (int i = 0; i < 50; i++) {
            Ping ping = firstPing();
            if (ping.node().equals(target)) {
                return ping;
            }
            ack(ping.sequence());
            node.sent.clear();
        }
        throw new AssertionError(target + " was never probed");
    }

    @Test
    void aMemberThatAnswersStaysAlive() {
        node.with("a");
        assertEquals(new Ping(1, "a", SELF, "self"), firstPing());
        assertEquals(address("a"), node.sent.get(0).to());
        ack(1);
        node.pass(900 * MILLIS);
        assertEquals(MemberState.ALIVE, node.stateOf("a"));
        assertEquals(0, node.health());
        assertEquals(1, node.sent.size(), "no detours");
    }

    @Test
    void theFirstProbeComesWithinTheSecondInterval() {
        node.with("a");
        long start = node.now;
        firstPing();
        assertTrue(node.now - start >= SECONDS && node.now - start < 2 * SECONDS);
    }

    @Test
    void whoDoesNotAnswerIsTriedByWayOfOthersAndThenSuspected() {
        node.with("a", "b", "c", "d", "e");
        Ping ping = pingOf("a");
        long began = node.now;
        node.sent.clear();
        node.pass(500 * MILLIS);
        List<IndirectPing> asked = node.sent(IndirectPing.class);
        assertEquals(3, asked.size());
        assertEquals(new IndirectPing(ping.sequence(), address("a"), "a", true, SELF, "self"), asked.get(0));
        Set<Object> helpers = new LinkedHashSet<>();
        node.sent.forEach(sent -> helpers.add(sent.to()));
        assertEquals(3, helpers.size());
        assertTrue(!helpers.contains(address("a")));
        node.pass(began + SECONDS - 1 - node.now);
        assertEquals(MemberState.ALIVE, node.stateOf("a"));
        node.pass(1);
        assertEquals(MemberState.SUSPECT, node.stateOf("a"));
        assertTrue(node.drain().contains(new Suspect(1, "a", "self")));
        assertEquals(1, node.count(Counted.FAILED_PROBES));
    }

    @Test
    void anAnswerByWayOfAnotherIsEnough() {
        node.with("a", "b");
        Ping ping = pingOf("a");
        node.pass(700 * MILLIS);
        ack(ping.sequence());
        node.pass(300 * MILLIS);
        assertEquals(MemberState.ALIVE, node.stateOf("a"));
        assertEquals(0, node.count(Counted.FAILED_PROBES));
    }

    @Test
    void anAnswerOverTcpIsEnough() {
        node.with("a");
        Ping ping = firstPing();
        node.pass(500 * MILLIS);
        MembershipFixture.Asked tcp = node.asked.get(0);
        assertEquals(ping, tcp.request());
        assertEquals(500 * MILLIS, tcp.timeout());
        node.membership.reply(tcp.exchange(), new Ack(ping.sequence(), Blob.ABSENT), node.now);
        node.pass(600 * MILLIS);
        assertEquals(MemberState.ALIVE, node.stateOf("a"));
        assertEquals(1, node.count(Counted.TCP_ONLY_PROBES));
    }

    @Test
    void anotherAnswerOverTcpOrNoneIsNotEnough() {
        for (int kind = 0; kind < 3; kind++) {
            MembershipFixture one = new MembershipFixture().with("a");
            Ping ping = (Ping) one.awaitSent(Ping.class).message();
            one.pass(500 * MILLIS);
            long exchange = one.asked.get(0).exchange();
            switch (kind) {
                case 0 -> one.membership.reply(exchange, new Ack(ping.sequence() + 1, Blob.ABSENT), one.now);
                case 1 -> one.membership.reply(exchange, ping, one.now);
                default -> one.membership.failed(exchange, "refused", one.now);
            }
            one.pass(500 * MILLIS);
            assertEquals(MemberState.SUSPECT, one.stateOf("a"));
        }
    }

    @Test
    void overTcpNobodyIsTriedIfItIsDisabledForAllOrForOneOrTooOld() {
        MembershipFixture never = new MembershipFixture(config -> config.withTcpPings(false, Set.of()), Delegates.NONE);
        MembershipFixture notThis = new MembershipFixture(config -> config.withTcpPings(true, Set.of("a")),
                Delegates.NONE);
        MembershipFixture old = new MembershipFixture();
        never.with("a");
        notThis.with("a");
        old.receive(new Alive(1, "a", address("a"), Blob.ABSENT, new ProtocolVersions(1, 2, 2, 0, 0, 0)));
        for (MembershipFixture each : List.of(never, notThis, old)) {
            each.awaitSent(Ping.class);
            each.pass(SECONDS);
            assertEquals(List.of(), each.asked);
            assertEquals(MemberState.SUSPECT, each.stateOf("a"));
        }
    }

    @Test
    void aSuspectIsToldThatItIsSuspectedTogetherWithThePing() {
        node.with("a").suspect("a", 1, "b");
        Ping ping = firstPing();
        MembershipFixture.Sent first = node.sent.get(0);
        MembershipFixture.Sent second = node.sent.get(1);
        assertEquals(ping, first.message());
        assertEquals(new Suspect(1, "a", "self"), second.message());
        assertEquals(first.datagram(), second.datagram());
        assertEquals(2, node.sent.size(), "no other news beside it");
    }

    @Test
    void aProbedSuspectContradictsOnceAndAnswers() {
        node.receive(new Ping(9, "self", address("a"), "a"), address("a"));
        node.sent.clear();
        node.suspect("self", 1, "a");
        node.receive(new Ping(10, "self", address("a"), "a"), address("a"));
        assertEquals(List.of(10L), node.sent(Ack.class).stream().map(Ack::sequence).toList());
        assertEquals(1, node.sent(Alive.class).size());
    }

    @Test
    void whoSpeaksForItselfWhileItIsProbedIsNotSuspected() {
        node.with("a");
        firstPing();
        node.pass(600 * MILLIS);
        node.alive("a", 2);
        node.pass(400 * MILLIS);
        assertEquals(MemberState.ALIVE, node.stateOf("a"), "the suspicion is of an older incarnation");
    }

    @Test
    void everyoneIsProbedOnceInARoundAndTheDeadAndThisNodeNever() {
        node.with("a", "b", "c", "d");
        node.dead("d", 1, "x");
        node.drain();
        node.alivePeersAnswer();
        List<String> probed = new ArrayList<>();
        node.pass(1);
        node.sent.clear();
        node.pass(11 * SECONDS);
        node.sent(Ping.class).forEach(ping -> probed.add(ping.node()));
        assertTrue(probed.size() >= 9);
        for (int round = 0; round < 9; round += 3) {
            assertEquals(Set.of("a", "b", "c"), Set.copyOf(probed.subList(round, round + 3)));
        }
    }

    @Test
    void theDeadAndTheGoneAreListedUntilTheyHaveBeenForLong() {
        node.with("a", "b", "c");
        node.alivePeersAnswer();
        node.dead("a", 1, "x");
        node.dead("b", 1, "b");
        node.pass(28 * SECONDS);
        assertEquals(MemberState.DEAD, node.stateOf("a"));
        assertEquals(MemberState.LEFT, node.stateOf("b"));
        node.pass(6 * SECONDS);
        assertEquals(2, node.membership.members().size());
        assertEquals(2, node.count(Counted.REAPED));
    }

    // --- awareness ------------------------------------------------------------------------------------------------

    @Test
    void anAnswerRestoresTrust() {
        node.with("a").suspect("self", 1, "x");
        assertEquals(1, node.health());
        ack(firstPing().sequence());
        assertEquals(0, node.health());
    }

    @Test
    void withLessTrustAProbeTakesLongerAndAllNacksLeaveTrustAsItIs() {
        node.with("a", "b", "c", "d").suspect("self", 1, "x");
        Ping ping = firstPing();
        long began = node.now;
        node.pass(500 * MILLIS);
        assertEquals(3, node.sent(IndirectPing.class).size());
        for (int i = 0; i < 3; i++) {
            node.receive(new Nack(ping.sequence()));
        }
        node.pass(began + 2 * SECONDS - 1 - node.now);
        assertEquals(MemberState.ALIVE, node.stateOf(ping.node()), "two intervals, as the score is 1");
        node.pass(1);
        assertEquals(MemberState.SUSPECT, node.stateOf(ping.node()));
        assertEquals(1, node.health());
        assertEquals(3, node.count(Counted.NACKS_RECEIVED));
    }

    @Test
    void everyMissingNackCostsTrust() {
        node.with("a", "b", "c", "d");
        Ping ping = firstPing();
        node.pass(500 * MILLIS);
        node.receive(new Nack(ping.sequence()));
        node.receive(new Nack(ping.sequence()));
        node.pass(500 * MILLIS);
        assertEquals(1, node.health());
    }

    @Test
    void whereNobodyCanNackAFailedProbeCostsTrust() {
        withVersions(3, "a", "b", "c", "d");
        firstPing();
        node.pass(500 * MILLIS);
        assertTrue(node.sent(IndirectPing.class).stream().noneMatch(IndirectPing::nack));
        node.pass(500 * MILLIS);
        assertEquals(1, node.health());
    }

    @Test
    void aNackDoesNotEndTheWaitForAnAck() {
        node.with("a", "b");
        Ping ping = pingOf("a");
        node.pass(500 * MILLIS);
        node.receive(new Nack(ping.sequence()));
        ack(ping.sequence());
        node.pass(500 * MILLIS);
        assertEquals(MemberState.ALIVE, node.stateOf("a"));
    }

    @Test
    void answersThatNobodyWaitsForAreCounted() {
        ack(99);
        node.receive(new Nack(99));
        assertEquals(2, node.count(Counted.UNEXPECTED_ANSWERS));
    }

    @Test
    void sequencesCountFromOneAndSkipThoseThatAreWaitedFor() {
        TimerQueue timers = new TimerQueue();
        PendingAcks acks = new PendingAcks(timers, 10);
        List<String> heard = new ArrayList<>();
        assertEquals(1, acks.next());
        assertEquals(2, acks.next());
        PendingAcks.Waiting waiting = new PendingAcks.Waiting() {
            @Override
            public void ack(Blob payload, long now) {
                heard.add("ack");
            }

            @Override
            public void nack(long now) {
                heard.add("nack");
            }

            @Override
            public void expired(long now) {
                heard.add("expired");
            }
        };
        acks.await(3, waiting, 10);
        assertEquals(4, acks.next());
        assertTrue(acks.nack(3, 1));
        assertTrue(acks.ack(3, Blob.ABSENT, 2));
        assertTrue(!acks.ack(3, Blob.ABSENT, 2) && !acks.nack(3, 2));
        acks.await(5, waiting, 10);
        timers.advance(10);
        assertEquals(List.of("nack", "ack", "expired"), heard);
        assertEquals(0, acks.size());
    }

    // --- answering ------------------------------------------------------------------------------------------------

    @Test
    void everyPingIsAnsweredAlsoSeveralInOneDatagram() {
        byte[] ping = MembershipEncoder.encode(new Ping(42, "self", null, ""));
        node.membership.packet(node.codec.seal(List.of(ping, ping, ping), false), address("a"), node.now);
        assertEquals(List.of(42L, 42L, 42L), node.sent(Ack.class).stream().map(Ack::sequence).toList());
        assertEquals(address("a"), node.sent.get(0).to());
    }

    @Test
    void theAnswerGoesToTheSourceThatThePingNames() {
        node.receive(new Ping(42, "self", address("b"), "b"), address("a"));
        assertEquals(address("b"), node.sent.get(0).to());
    }

    @Test
    void aPingForAnotherNodeIsNotAnswered() {
        node.receive(new Ping(42, "other", null, ""));
        assertEquals(List.of(), node.sent);
        assertEquals(1, node.count(Counted.PINGS_FOR_OTHERS));
    }

    @Test
    void anotherIsPingedForWhoDoesNotReachIt() {
        node.receive(new IndirectPing(100, address("b"), "b", true, address("a"), "a"), address("a"));
        assertEquals(address("b"), node.sent.get(0).to());
        assertEquals(new Ping(1, "b", SELF, "self"), node.sent.get(0).message());
        ack(1);
        assertEquals(address("a"), node.sent.get(1).to());
        assertEquals(new Ack(100, Blob.ABSENT), node.sent.get(1).message());
        node.pass(600 * MILLIS);
        assertEquals(List.of(), node.sent(Nack.class));
    }

    @Test
    void withoutAnAnswerTheOneWhoAskedIsToldIfItWantsToKnow() {
        node.receive(new IndirectPing(100, address("b"), "b", true, null, ""), address("a"));
        node.receive(new IndirectPing(101, address("b"), "b", false, null, ""), address("a"));
        node.pass(500 * MILLIS);
        assertEquals(List.of(new Nack(100)), node.sent(Nack.class));
    }

    @Test
    void noMoreIsPingedForOthersThanIsBounded() {
        MembershipFixture bounded = new MembershipFixture(config -> config.withBounds(10, 10, 8, 8), Delegates.NONE);
        for (int i = 0; i < 10; i++) {
            bounded.receive(new IndirectPing(i, address("b"), "b", true, null, ""), address("a"));
        }
        assertEquals(8, bounded.sent(Ping.class).size());
        assertEquals(2, bounded.count(Counted.TOO_MANY_PENDING));
    }

    @Test
    void aPingOverTcpIsAnsweredUnlessItIsForAnother() {
        node.membership.request(1, new Ping(5, "self", null, ""), node.now);
        node.membership.request(2, new Ping(6, "other", null, ""), node.now);
        node.membership.request(3, new Ack(6, Blob.ABSENT), node.now);
        assertEquals(Map.of(1L, new Ack(5, Blob.ABSENT)), node.replies);
        assertEquals(1, node.count(Counted.REJECTED_REQUESTS));
    }

    // --- the application ------------------------------------------------------------------------------------------

    @Test
    void theApplicationHearsOfDirectRoundTripsAndTheirPayload() {
        List<String> heard = new ArrayList<>();
        MembershipFixture pinging = new MembershipFixture(config -> config, Delegates.NONE.withPing(new PingDelegate() {
            @Override
            public byte[] ackPayload() {
                return new byte[] { 1, 2 };
            }

            @Override
            public void pingCompleted(Member member, Duration roundTrip, ByteBuffer payload) {
                heard.add(member.id() + " " + roundTrip.toMillis() + " " + payload.remaining());
            }
        }));
        pinging.receive(new Ping(42, "self", null, ""));
        assertEquals(List.of(new Ack(42, Blob.of(new byte[] { 1, 2 }))), pinging.sent(Ack.class));
        pinging.with("a");
        Ping ping = (Ping) pinging.awaitSent(Ping.class).message();
        pinging.pass(30 * MILLIS);
        pinging.receive(new Ack(ping.sequence(), Blob.of(new byte[] { 7 })));
        assertEquals(List.of("a 30 1"), heard);
    }

    @Test
    void aMemberIsPingedOnDemand() {
        node.with("a");
        node.membership.ping(1, NodeId.of("a"), node.now);
        node.pass(20 * MILLIS);
        ack(node.sent(Ping.class).get(0).sequence());
        node.membership.ping(2, NodeId.of("a"), node.now);
        node.pass(500 * MILLIS);
        node.membership.ping(3, NodeId.of("unknown"), node.now);
        assertEquals(List.of("pinged 1: 20 ms", "pinged 2: no answer", "pinged 3: no answer"), node.outcomes);
    }

    // --- a connection was reset -----------------------------------------------------------------------------------

    @Test
    void whoseConnectionBrokeIsProbedAtOnceInEveryWay() {
        node.with("a", "b", "c");
        node.membership.connectionReset(NodeId.of("a"), node.now);
        assertEquals(List.of("a"), node.sent(Ping.class).stream().map(Ping::node).toList());
        assertEquals(2, node.sent(IndirectPing.class).size());
        node.membership.connectionReset(NodeId.of("a"), node.now);
        assertEquals(3, node.sent.size(), "one probe is enough");
    }

    @Test
    void whoAnswersAfterItsConnectionBrokeIsAlive() {
        node.with("a", "b", "c");
        node.membership.connectionReset(NodeId.of("a"), node.now);
        ack(node.sent(Ping.class).get(0).sequence());
        node.alivePeersAnswer();
        node.pass(5 * SECONDS);
        assertEquals(MemberState.ALIVE, node.stateOf("a"));
        assertEquals(1, node.count(Counted.ANSWERED_RESETS));
    }

    @Test
    void whomASecondMemberDoesNotReachEitherIsDeadAtOnceAfterItsConnectionBroke() {
        node.with("a", "b", "c", "d", "e", "f");
        node.membership.connectionReset(NodeId.of("a"), node.now);
        long sequence = node.sent(Ping.class).get(0).sequence();
        node.pass(520 * MILLIS);
        assertEquals(MemberState.ALIVE, node.stateOf("a"));
        node.receive(new Nack(sequence));
        node.pass(0);
        assertEquals(MemberState.DEAD, node.stateOf("a"));
        assertEquals(List.of("MemberSuspected", "MemberFailed"), node.eventNames());
    }

    @Test
    void withoutASecondMemberABrokenConnectionIsASuspicionLikeOthers() {
        node.with("a", "b", "c", "d", "e", "f");
        node.membership.connectionReset(NodeId.of("a"), node.now);
        node.alivePeersAnswer("a");
        node.pass(1_100 * MILLIS);
        assertEquals(MemberState.SUSPECT, node.stateOf("a"));
        node.suspect("a", 1, "b");
        node.pass(0);
        assertEquals(MemberState.DEAD, node.stateOf("a"), "the second member suspects by itself");
    }

    @Test
    void whoSpokeForItselfMeanwhileIsNotDead() {
        node.with("a", "b", "c");
        node.membership.connectionReset(NodeId.of("a"), node.now);
        node.alive("a", 2);
        node.receive(new Nack(node.sent(Ping.class).get(0).sequence()));
        node.pass(0);
        assertEquals(MemberState.ALIVE, node.stateOf("a"));
    }

    @Test
    void theResetOfNobodyKnownAndOfThisNodeMeansNothing() {
        node.membership.connectionReset(NodeId.of("a"), node.now);
        node.membership.connectionReset(NodeId.of("self"), node.now);
        assertEquals(List.of(), node.sent);
    }
}
