package io.plumtree.core.membership;

import static io.plumtree.core.membership.MembershipFixture.MILLIS;
import static io.plumtree.core.membership.MembershipFixture.SECONDS;
import static io.plumtree.core.membership.MembershipFixture.SELF;
import static io.plumtree.core.membership.MembershipFixture.address;
import static io.plumtree.core.membership.MembershipFixture.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.plumtree.api.MemberState;
import io.plumtree.api.MembershipDelegate;
import io.plumtree.api.NodeId;
import io.plumtree.core.membership.message.Blob;
import io.plumtree.core.membership.message.ErrorReply;
import io.plumtree.core.membership.message.MemberAddress;
import io.plumtree.core.membership.message.NodeState;
import io.plumtree.core.membership.message.NodeState.State;
import io.plumtree.core.membership.message.ProtocolVersions;
import io.plumtree.core.membership.message.PushPull;
import io.plumtree.core.util.Prng;

/** All that is known is exchanged when joining and now and then; the dead are tried again. */
class StateExchangeTest {

    /** Of gossip; in four of them a piece of news is told where fewer than ten are listed. */
    private static final long ROUND = 200 * MILLIS;

    private final MembershipFixture node = new MembershipFixture();

    private static MembershipFixture exchanging() {
        return new MembershipFixture(
                config -> config.withStateExchange(Duration.ofSeconds(30), Duration.ofSeconds(10)), Delegates.NONE);
    }

    private static MembershipFixture gossiping() {
        return new MembershipFixture(config -> config.withStateExchange(Duration.ofSeconds(30), Duration.ofSeconds(10))
                .withGossip(Duration.ofMillis(200), 3, Duration.ofSeconds(30)), Delegates.NONE);
    }

    private static List<String> names(PushPull told) {
        return told.states().stream().map(NodeState::name).sorted().toList();
    }

    private static void answer(MembershipFixture node, int index, NodeState... states) {
        answer(node, index, Blob.ABSENT, states);
    }

    private static void answer(MembershipFixture node, int index, Blob user, NodeState... states) {
        node.membership.reply(node.asked.get(index).exchange(), new PushPull(true, List.of(states), user), node.now);
    }

    // --- exchanging -----------------------------------------------------------------------------------------------

    @Test
    void whoAsksIsToldWhatWasKnownBeforeAndThenHeardToo() {
        node.with("a", "b", "c").dead("b", 1, "b");
        node.dead("c", 1, "x");
        node.membership.request(9, new PushPull(false, List.of(state("d", 1, State.ALIVE)), Blob.ABSENT), node.now);
        PushPull reply = (PushPull) node.replies.get(9L);
        assertEquals(List.of("a", "b", "c", "self"), names(reply));
        assertEquals(Set.of(State.ALIVE, State.LEFT, State.DEAD),
                Set.copyOf(reply.states().stream().map(NodeState::state).toList()));
        assertEquals(MemberState.ALIVE, node.stateOf("d"));
    }

    @Test
    void nowAndThenStatesAreExchangedWithSomebodyAlive() {
        MembershipFixture one = exchanging().with("a", "b");
        one.dead("b", 1, "x");
        one.alivePeersAnswer();
        one.pass(200 * SECONDS);
        assertTrue(one.asked.size() >= 5 && one.asked.size() <= 6, one.asked.size() + " in 200 s");
        assertTrue(one.asked.stream().allMatch(asked -> asked.to().equals(address("a")) && asked.awaitsReply()
                && asked.timeout() == 10 * SECONDS && !((PushPull) asked.request()).join()));
        answer(one, 0, state("a", 1, State.ALIVE), state("c", 1, State.ALIVE));
        assertEquals(MemberState.ALIVE, one.stateOf("c"));
    }

    @Test
    void whoJoinedAsksSomebodyWhenTheNewsOfItsJoinIsToldAndOnceMoreLater() {
        MembershipFixture one = gossiping();
        one.membership.join(1, List.of(address("a")), one.now);
        answer(one, 0, state("a", 1, State.ALIVE));
        one.alivePeersAnswer();
        one.pass(8 * ROUND - MILLIS);
        assertEquals(1, one.asked.size());
        one.pass(8 * ROUND + MILLIS);
        assertEquals(2, one.asked.size());
        assertTrue(!((PushPull) one.asked.get(1).request()).join() && one.asked.get(1).to().equals(address("a")));
        one.pass(40 * ROUND);
        assertEquals(3, one.asked.size());
        one.pass(18 * SECONDS);
        assertEquals(3, one.asked.size(), "until the next interval");
    }

    private static MembershipFixture gossipingWith(int peers) {
        MembershipFixture one = gossiping();
        for (int i = 0; i < peers; i++) {
            one.alive("n" + i, 1);
        }
        one.alivePeersAnswer();
        one.pass(16 * SECONDS);
        one.asked.clear();
        return one;
    }

    @Test
    void whoSeesManyComeBackAtOnceAsksSomebody() {
        MembershipFixture one = gossipingWith(8);
        for (int i = 0; i < 3; i++) {
            one.dead("n" + i, 1, "x");
        }
        for (int i = 0; i < 3; i++) {
            one.alive("n" + i, 2);
        }
        one.pass(8 * ROUND - MILLIS);
        assertEquals(0, one.asked.size());
        one.pass(8 * ROUND + MILLIS);
        assertEquals(1, one.asked.size());
    }

    @Test
    void whoSeesFewJoinDoesNot() {
        MembershipFixture one = gossipingWith(30);
        one.alive("n40", 1);
        one.dead("n1", 1, "x");
        one.alive("n1", 2);
        one.pass(8 * SECONDS);
        assertEquals(List.of(), one.asked);
    }

    @Test
    void asLongAsAnExchangeTellsWhatGossipDidNotAnotherFollowsSoon() {
        MembershipFixture one = gossipingWith(40);
        one.pass(70 * SECONDS);
        assertEquals(1, one.asked.size(), "every 60 s among so many");
        answer(one, 0, state("n50", 1, State.ALIVE));
        one.pass(8 * SECONDS);
        assertEquals(2, one.asked.size());
        answer(one, 1, state("n50", 1, State.ALIVE));
        one.pass(8 * SECONDS);
        assertEquals(2, one.asked.size());
    }

    @Test
    void whoExchangesNothingOtherwiseDoesNotSoonEither() {
        node.membership.join(1, List.of(address("a")), node.now);
        answer(node, 0, state("a", 1, State.ALIVE));
        node.alivePeersAnswer();
        node.pass(100 * SECONDS);
        assertEquals(1, node.asked.size());
    }

    @Test
    void inAClusterOfOneAndWithoutIntervalNobodyIsAsked() {
        MembershipFixture alone = exchanging();
        alone.pass(100 * SECONDS);
        node.with("a").pass(100 * SECONDS);
        assertEquals(List.of(), alone.asked);
        assertTrue(node.asked.stream().noneMatch(asked -> asked.request() instanceof PushPull));
    }

    @Test
    void theApplicationsStateTravelsBothWays() {
        List<String> merged = new ArrayList<>();
        MembershipFixture user = new MembershipFixture(config -> config, Delegates.NONE.withUser(new MembershipDelegate() {
            @Override
            public byte[] localState(boolean join) {
                return new byte[join ? 1 : 2];
            }

            @Override
            public void mergeRemoteState(ByteBuffer state, boolean join) {
                merged.add(state.remaining() + " " + join);
            }
        }));
        user.membership.request(1, new PushPull(false, List.of(), Blob.of(new byte[5])), user.now);
        assertEquals(2, ((PushPull) user.replies.get(1L)).userState().size());
        user.membership.join(1, List.of(address("a")), user.now);
        assertEquals(1, ((PushPull) user.asked.get(0).request()).userState().size());
        answer(user, 0, Blob.of(new byte[6]));
        user.membership.request(2, new PushPull(false, List.of(), Blob.ABSENT), user.now);
        assertEquals(List.of("5 false", "6 true"), merged, "nothing is not merged");
    }

    // --- joining --------------------------------------------------------------------------------------------------

    @Test
    void joiningTriesEveryAddressAndCountsThoseReached() {
        node.membership.join(7, List.of(address("a"), SELF, address("b"), address("c")), node.now);
        assertEquals(List.of(address("a"), address("b"), address("c")),
                node.asked.stream().map(MembershipFixture.Asked::to).toList());
        assertTrue(((PushPull) node.asked.get(0).request()).join());
        answer(node, 0, state("a", 1, State.ALIVE));
        node.membership.failed(node.asked.get(1).exchange(), "timed out", node.now);
        assertEquals(List.of(), node.outcomes);
        node.membership.reply(node.asked.get(2).exchange(), new ErrorReply("no installed keys could decrypt"), node.now);
        assertEquals(List.of("joined 7: 1 [" + address("b") + ": timed out, " + address("c")
                + ": it answered: no installed keys could decrypt]"), node.outcomes);
        assertEquals(MemberState.ALIVE, node.stateOf("a"));
        assertEquals(2, node.count(Counted.FAILED_PUSH_PULLS));
    }

    @Test
    void ofManyAddressesEightAreTriedAtOneTime() {
        List<MemberAddress> many = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            many.add(address("n" + i));
        }
        node.membership.join(7, many, node.now);
        assertEquals(8, node.asked.size());
        for (int i = 0; i < 20; i++) {
            assertEquals(List.of(), node.outcomes);
            node.membership.failed(node.asked.get(i).exchange(), "refused", node.now);
        }
        assertEquals(20, node.asked.size());
        assertTrue(node.outcomes.get(0).startsWith("joined 7: 0 ["));
    }

    @Test
    void joiningNobodyOrOneselfIsDoneAtOnceAndNoFailure() {
        node.membership.join(1, List.of(), node.now);
        node.membership.join(2, List.of(SELF), node.now);
        assertEquals(List.of("joined 1: 0 []", "joined 2: 0 []"), node.outcomes);
    }

    @Test
    void theApplicationCanRefuseToMergeOnBothSidesWhenOneJoins() {
        MembershipFixture refusing = new MembershipFixture(config -> config,
                Delegates.NONE.withMerge(members -> Optional.of("not these " + members.size())));
        refusing.membership.join(1, List.of(address("a")), refusing.now);
        answer(refusing, 0, state("a", 1, State.ALIVE));
        assertEquals(List.of("joined 1: 0 [" + address("a") + ": not these 1]"), refusing.outcomes);
        refusing.membership.request(1, new PushPull(true, List.of(state("b", 1, State.ALIVE)), Blob.ABSENT), refusing.now);
        refusing.membership.request(2, new PushPull(false, List.of(state("c", 1, State.ALIVE)), Blob.ABSENT), refusing.now);
        assertNull(refusing.stateOf("a"));
        assertNull(refusing.stateOf("b"));
        assertEquals(MemberState.ALIVE, refusing.stateOf("c"), "only joins are asked about");
        assertEquals(2, refusing.count(Counted.REJECTED_MERGES));
    }

    @Test
    void whatTheApplicationThrowsIsARefusalAndCounted() {
        MembershipFixture throwing = new MembershipFixture(config -> config, Delegates.NONE.withMerge(members -> {
            throw new IllegalStateException("on purpose");
        }));
        throwing.membership.join(1, List.of(address("a")), throwing.now);
        answer(throwing, 0, state("a", 1, State.ALIVE));
        assertNull(throwing.stateOf("a"));
        assertEquals(1, throwing.count(Counted.DELEGATE_FAILURES));
    }

    // --- versions -------------------------------------------------------------------------------------------------

    private static NodeState speaking(String name, State state, int... versions) {
        return new NodeState(name, address(1), Blob.ABSENT, 1, state,
                new ProtocolVersions(versions[0], versions[1], versions[2], versions[3], versions[4], versions[5]));
    }

    /** What two sides say of each other, whichever of them is here. */
    private static List<Boolean> fit(NodeState one, NodeState other) {
        List<Boolean> both = new ArrayList<>();
        for (NodeState[] pair : new NodeState[][] { { one, other }, { other, one } }) {
            MemberTable table = new MemberTable(new Prng(1), 10);
            MemberRecord here = new MemberRecord(NodeId.of(pair[0].name()), address(1), pair[0].versions(),
                    0);
            table.add(here);
            table.setState(here, pair[0].state(), 0);
            both.add(VersionCheck.objection(List.of(pair[1]), table.all()) == null);
        }
        return both;
    }

    @Test
    void whatAllSpeakMustBeUnderstoodByAllInBothDirectionsForBothLayers() {
        int[][] ranges = { { 0, 4, 0, 0, 4, 0, 1 }, { 0, 4, 3, 0, 4, 0, 1 }, { 2, 4, 2, 0, 3, 3, 1 }, { 0, 4, 3, 0, 2, 2, 0 },
                { 0, 4, 0, 1, 3, 1, 0 }, { 0, 2, 2, 3, 5, 3, 0 } };
        for (int[] r : ranges) {
            List<Boolean> expected = List.of(r[6] == 1, r[6] == 1);
            assertEquals(expected, fit(speaking("a", State.ALIVE, r[0], r[1], r[2], 0, 0, 0),
                    speaking("b", State.ALIVE, r[3], r[4], r[5], 0, 0, 0)), "protocol " + Arrays.toString(r));
            assertEquals(expected, fit(speaking("a", State.ALIVE, 1, 5, 2, r[0], r[1], r[2]),
                    speaking("b", State.ALIVE, 1, 5, 2, r[3], r[4], r[5])), "delegate " + Arrays.toString(r));
        }
    }

    @Test
    void theRangeComesFromThoseAliveButMustHoldForAll() {
        assertEquals(List.of(true, true), fit(speaking("a", State.ALIVE, 1, 5, 2, 0, 0, 0),
                speaking("b", State.DEAD, 3, 3, 3, 0, 0, 0)));
        assertEquals(List.of(false, false), fit(speaking("a", State.ALIVE, 1, 5, 2, 0, 0, 0),
                speaking("b", State.DEAD, 1, 7, 6, 0, 0, 0)));
    }

    @Test
    void aMemberWithoutVersionsCountsAsOneThatSpeaksVersionZero() {
        NodeState unknown = new NodeState("b", address(2), Blob.ABSENT, 1, State.ALIVE, ProtocolVersions.UNKNOWN);
        node.membership.join(1, List.of(address("a")), node.now);
        answer(node, 0, state("a", 1, State.ALIVE), unknown);
        assertEquals(List.of("joined 1: 0 [" + address("a") + ": node 'b' speaks protocol version 0, understood are [1, 5]]"),
                node.outcomes);
        assertNull(node.stateOf("a"));
    }

    @Test
    void aNodeWithoutSerfsVersionsIsRefusedByASerfCluster() {
        NodeState serf = speaking("s", State.ALIVE, 1, 5, 2, 2, 5, 5);
        node.membership.request(1, new PushPull(true, List.of(serf), Blob.ABSENT), node.now);
        assertNull(node.stateOf("s"));
        MembershipFixture compatible = new MembershipFixture(config -> config.withDelegateVersions(2, 5, 5),
                Delegates.NONE);
        compatible.membership.request(1, new PushPull(true, List.of(serf), Blob.ABSENT), compatible.now);
        assertEquals(MemberState.ALIVE, compatible.stateOf("s"));
    }

    // --- the dead are tried again ---------------------------------------------------------------------------------

    private static MembershipFixture retrying(int maxForgotten) {
        MembershipFixture one = new MembershipFixture(
                config -> config.withRetries(Duration.ofSeconds(30)).withTcpPings(false, Set.of()).withBounds(100, 100,
                        100, maxForgotten),
                Delegates.NONE);
        one.alivePeersAnswer();
        return one;
    }

    @Test
    void whoIsDeadIsTriedAtABoundedRateEvenWhenListedNoMore() {
        MembershipFixture one = retrying(10).with("a");
        one.dead("a", 1, "x");
        one.pass(600 * SECONDS);
        assertEquals(1, one.membership.members().size());
        assertTrue(one.asked.size() >= 19 && one.asked.size() <= 20, one.asked.size() + " in 600 s");
        assertTrue(one.asked.stream().allMatch(asked -> asked.to().equals(address("a"))));
    }

    @Test
    void whoLeftIsNotTried() {
        MembershipFixture one = retrying(10).with("a");
        one.dead("a", 1, "a");
        one.pass(600 * SECONDS);
        assertEquals(List.of(), one.asked);
    }

    @Test
    void allMembersTogetherTryAboutAsOftenAsThereAreDead() {
        MembershipFixture one = retrying(10);
        for (int i = 0; i < 21; i++) {
            one.alive("n" + i, 1);
        }
        one.dead("n0", 1, "x");
        one.pass(6_000 * SECONDS);
        assertTrue(one.asked.size() >= 3 && one.asked.size() <= 20, one.asked.size() + " of 200, where 21 live");
    }

    @Test
    void bothContradictAndASecondExchangeTellsIt() {
        MembershipFixture one = new MembershipFixture(config -> config.withRetries(Duration.ofSeconds(10)), Delegates.NONE);
        one.with("a").dead("a", 1, "x");
        one.alivePeersAnswer();
        while (one.asked.isEmpty()) {
            one.pass(SECONDS);
        }
        answer(one, 0, state("a", 1, State.ALIVE),
                new NodeState("self", SELF, Blob.ABSENT, 1, State.DEAD, MembershipFixture.VERSIONS));
        assertEquals(MemberState.DEAD, one.stateOf("a"), "nothing new is known of it yet");
        assertEquals(2, one.asked.size());
        PushPull second = (PushPull) one.asked.get(1).request();
        assertEquals(2, second.states().stream().filter(state -> state.name().equals("self")).findFirst().orElseThrow()
                .incarnation());
        answer(one, 1, state("a", 2, State.ALIVE));
        assertEquals(MemberState.ALIVE, one.stateOf("a"));
        one.pass(60 * SECONDS);
        assertEquals(2, one.asked.size());
        assertEquals(2, one.count(Counted.ANSWERED_RETRIES));
    }

    @Test
    void aSeedThatIsNotThereIsTriedUntilItIs() {
        MembershipFixture one = retrying(10);
        one.membership.seeds(List.of(SELF, address("a")));
        one.pass(100 * SECONDS);
        assertTrue(one.asked.size() >= 2);
        one.alive("a", 1);
        int before = one.asked.size();
        one.pass(100 * SECONDS);
        assertEquals(before, one.asked.size());
        one.dead("a", 1, "a");
        one.pass(100 * SECONDS);
        assertTrue(one.asked.size() > before, "also when it left: it should be there");
    }

    @Test
    void noMoreDeadAreRememberedThanIsBounded() {
        MembershipFixture one = retrying(3);
        for (int i = 0; i < 8; i++) {
            one.alive("n" + i, 1);
            one.dead("n" + i, 1, "x");
        }
        one.alive("a", 1);
        one.pass(100 * SECONDS);
        assertEquals(2, one.membership.members().size());
        assertEquals(3, one.membership.snapshot().fills().get(4).used());
    }

    @Test
    void whoLeavesTriesNobody() {
        MembershipFixture one = retrying(10).with("a");
        one.dead("a", 1, "x");
        one.membership.leave(1, 0, one.now);
        one.pass(100 * SECONDS);
        assertEquals(List.of(), one.asked);
    }

    // --- this node ------------------------------------------------------------------------------------------------

    @Test
    void aNodeIsTheFirstMemberOfItsClusterAndSaysWhatItIs() {
        MembershipFixture tagged = new MembershipFixture(config -> config, Delegates.NONE, Map.of("zone", "e"));
        assertEquals(Optional.of("e"), tagged.membership.members().get(0).zone());
        assertEquals(1, tagged.incarnationOf("self"));
    }

    @Test
    void theApplicationsBytesTravelInATag() {
        MembershipFixture tagged = new MembershipFixture(config -> config, Delegates.NONE.withUser(new MembershipDelegate() {
            @Override
            public byte[] nodeMetadata(int limit) {
                assertTrue(limit > 350 && limit < 512);
                return new byte[] { 0x1f, (byte) 0x90 };
            }
        }), Map.of("zone", "e"));
        assertEquals(ByteBuffer.wrap(new byte[] { 0x1f, (byte) 0x90 }),
                ByteBuffer.wrap(tagged.membership.members().get(0).userMetadata()));
    }

    @Test
    void theBoundOfExchangesIsAFailureOfTheOneTooMany() {
        MembershipFixture bounded = new MembershipFixture(config -> config.withBounds(10, 10, 8, 8), Delegates.NONE);
        bounded.with("a");
        for (int i = 0; i < 9; i++) {
            bounded.membership.send(i, NodeId.of("a"), new byte[1], true, bounded.now);
        }
        assertEquals(8, bounded.asked.size());
        assertEquals(List.of("sent 8: more than 8 exchanges at one time"), bounded.outcomes);
        bounded.membership.written(bounded.asked.get(0).exchange(), bounded.now + MILLIS);
        assertEquals("sent 0: null", bounded.outcomes.get(1));
    }
}
