package io.plumtree.core.membership;

import static io.plumtree.core.membership.MembershipFixture.MILLIS;
import static io.plumtree.core.membership.MembershipFixture.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import io.plumtree.api.MemberHistory.Answer;
import io.plumtree.api.MemberState;
import io.plumtree.api.NodeId;
import io.plumtree.core.membership.MembershipNetwork.Node;
import io.plumtree.core.membership.message.Ack;
import io.plumtree.core.membership.message.Blob;
import io.plumtree.core.membership.message.IndirectPing;
import io.plumtree.core.membership.message.Nack;
import io.plumtree.core.membership.message.Ping;

/** Why a member is in its state, and on whose word. */
class StandingTest {

    private final MembershipFixture node = new MembershipFixture();

    private Standing of(String name) {
        return node.membership.standing(NodeId.of(name));
    }

    @Test
    void ofNobodyNothingIsKnown() {
        assertNull(of("a"));
    }

    @Test
    void nobodySaysAnythingOfAMemberThatIsAlive() {
        long joined = node.now;
        node.with("a");
        node.now += SECONDS / 2;
        assertEquals(new Standing(of("a").member(), joined, List.of(), OptionalLong.empty(), null), of("a"));
        assertEquals(MemberState.ALIVE, of("a").member().state());
    }

    @Test
    void aSuspectIsSuspectedByThoseWhoSaidSoUntilItContradicts() {
        node.with("a", "b", "c", "d", "e");
        node.suspect("a", 1, "b");
        long since = node.now;
        Standing first = of("a");
        assertEquals(MemberState.SUSPECT, first.member().state());
        assertEquals(since, first.since());
        assertEquals(List.of("b"), first.saidBy());
        node.now += 10 * MILLIS;
        node.suspect("a", 1, "c");
        Standing second = of("a");
        assertEquals(since, second.since());
        assertEquals(List.of("b", "c"), second.saidBy());
        assertTrue(second.deadAt().getAsLong() < first.deadAt().getAsLong(), "two who say so are believed sooner");
        assertTrue(second.deadAt().getAsLong() > node.now);

        node.alive("a", 2);
        assertEquals(List.of(), of("a").saidBy());
        assertEquals(OptionalLong.empty(), of("a").deadAt());
    }

    @Test
    void aSuspectThatDoesNotContradictIsDeadWhenItWasToBeOnTheWordOfThoseWhoSuspectedIt() {
        node.with("a", "b", "c", "d", "e");
        node.alivePeersAnswer("a");
        node.suspect("a", 1, "b");
        node.suspect("a", 1, "c");
        node.suspect("a", 1, "d"); // as many as matter: its own probes change nothing any more
        long deadAt = of("a").deadAt().getAsLong();
        node.pass(deadAt - node.now);
        assertEquals(MemberState.DEAD, of("a").member().state());
        assertEquals(deadAt, of("a").since());
        assertEquals(List.of("b", "c", "d"), of("a").saidBy());
        assertEquals(OptionalLong.empty(), of("a").deadAt());
        node.alive("a", 2);
        assertEquals(List.of(), of("a").saidBy());
    }

    @Test
    void whoIsSaidToBeDeadOrGoneIsSoOnTheWordOfWhoSaidIt() {
        node.with("a", "b", "c");
        node.dead("a", 1, "c");
        assertEquals(MemberState.DEAD, of("a").member().state());
        assertEquals(List.of("c"), of("a").saidBy());
        node.dead("b", 1, "b");
        assertEquals(MemberState.LEFT, of("b").member().state());
        assertEquals(List.of("b"), of("b").saidBy());
    }

    @Test
    void aProbeThatIsAnsweredAtOnceSaysSo() {
        node.with("a");
        Ping ping = (Ping) node.awaitSent(Ping.class).message();
        node.receive(new Ack(ping.sequence(), Blob.ABSENT));
        assertEquals(new Tried(node.now, Answer.DIRECT, false, 0, 0), of("a").tried());
    }

    @Test
    void aProbeThatIsAnsweredWhenOthersWereAskedSaysSo() {
        node.with("a");
        Ping ping = (Ping) node.awaitSent(Ping.class).message();
        node.pass(500 * MILLIS);
        node.receive(new Ack(ping.sequence(), Blob.ABSENT));
        assertEquals(new Tried(node.now, Answer.INDIRECT, false, 0, 0), of("a").tried());
    }

    @Test
    void aProbeWithoutAnAnswerSaysHowManyOthersGotNone() {
        node.with("a", "b", "c");
        IndirectPing asked = (IndirectPing) node.awaitSent(IndirectPing.class).message();
        node.receive(new Nack(asked.sequence()));
        node.pass(SECONDS);
        Standing target = of(asked.node());
        assertEquals(Answer.NONE, target.tried().answer());
        assertEquals(2, target.tried().helpers());
        assertEquals(1, target.tried().unanswered());
        assertEquals(List.of("self"), target.saidBy());
        assertEquals(target.since(), target.tried().at());
    }

    @Test
    void aProbeThatIsAnsweredOverTcpAloneSaysSo() {
        node.with("a");
        Ping ping = (Ping) node.awaitSent(Ping.class).message();
        node.pass(500 * MILLIS);
        node.membership.reply(node.asked.get(0).exchange(), new Ack(ping.sequence(), Blob.ABSENT), node.now);
        node.pass(SECONDS / 2);
        assertEquals(Answer.TCP, of("a").tried().answer());
        assertEquals(MemberState.ALIVE, of("a").member().state());
    }

    @Test
    void aMemberThatIsGoneAfterItsConnectionBrokeSaysSo() {
        node.with("a", "b", "c");
        node.membership.connectionReset(NodeId.of("a"), node.now);
        IndirectPing asked = (IndirectPing) node.awaitSent(IndirectPing.class).message();
        node.receive(new Nack(asked.sequence()));
        assertEquals(new Tried(node.now, Answer.NONE, true, 2, 1), of("a").tried());
        node.pass(1);
        assertEquals(MemberState.DEAD, of("a").member().state());
        assertEquals(List.of("self"), of("a").saidBy());
    }

    @Test
    void everybodyInAClusterCanSayOnWhoseWordACrashedMemberIsDead() {
        MembershipNetwork network = new MembershipNetwork(3);
        List<Node> nodes = network.cluster(8);
        nodes.get(5).down = true;
        network.await(60 * SECONDS, () -> nodes.stream().filter(each -> !each.down)
                .allMatch(each -> each.members(MemberState.DEAD).equals(List.of("n5"))));
        for (Node each : nodes) {
            if (!each.down) {
                Standing crashed = each.membership.standing(NodeId.of("n5"));
                assertTrue(!crashed.saidBy().isEmpty() && !crashed.saidBy().contains("n5"), crashed::toString);
                assertEquals(OptionalLong.empty(), crashed.deadAt());
                assertEquals(List.of(), each.membership.standing(NodeId.of(each == nodes.get(0) ? "n1" : "n0")).saidBy());
            }
        }
    }
}
