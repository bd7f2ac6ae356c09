package io.plumtree.core.membership;

import static io.plumtree.core.membership.MembershipFixture.SECONDS;
import static io.plumtree.core.membership.MembershipFixture.VERSIONS;
import static io.plumtree.core.membership.MembershipFixture.address;
import static io.plumtree.core.membership.MembershipFixture.aliveMessage;
import static io.plumtree.core.membership.MembershipFixture.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.plumtree.api.Member;
import io.plumtree.api.MemberEventDelegate;
import io.plumtree.api.MemberState;
import io.plumtree.api.NodeId;
import io.plumtree.core.membership.message.Alive;
import io.plumtree.core.membership.message.Blob;
import io.plumtree.core.membership.message.Dead;
import io.plumtree.core.membership.message.MemberAddress;
import io.plumtree.core.membership.message.NodeState;
import io.plumtree.core.membership.message.NodeState.State;
import io.plumtree.core.membership.message.ProtocolVersions;
import io.plumtree.core.membership.message.Suspect;
import io.plumtree.core.membership.wire.RejectedBytes;

/** What news of members changes, and what of it is passed on. */
class MergeRulesTest {

    private final MembershipFixture node = new MembershipFixture();

    private static Alive alive(String name, long incarnation, MemberAddress address, byte... meta) {
        return new Alive(incarnation, name, address, Blob.of(meta), VERSIONS);
    }

    // --- alive ----------------------------------------------------------------------------------------------------

    @Test
    void aNewMemberJoinsAndIsPassedOn() {
        node.alive("a", 1);
        assertEquals(MemberState.ALIVE, node.stateOf("a"));
        assertEquals(List.of("MemberJoined"), node.eventNames());
        assertEquals(List.of(aliveMessage("a", 1)), node.drain());
    }

    @Test
    void aSuspectIsAliveAgainOnlyWithAGreaterIncarnation() {
        node.with("a", "b").suspect("a", 1, "b");
        node.drain();
        node.alive("a", 1);
        assertEquals(MemberState.SUSPECT, node.stateOf("a"));
        assertEquals(List.of(), node.drain());
        node.alive("a", 2);
        assertEquals(MemberState.ALIVE, node.stateOf("a"));
        assertEquals(List.of("MemberUpdated"), node.eventNames());
        assertEquals(List.of(aliveMessage("a", 2)), node.drain());
    }

    @Test
    void theSameNewsTwiceIsNoNews() {
        node.with("a").alive("a", 1);
        assertEquals(List.of(), node.eventNames());
        assertEquals(List.of(), node.drain());
    }

    @Test
    void otherMetadataAreAnUpdate() {
        List<String> heard = new ArrayList<>();
        MembershipFixture listening = new MembershipFixture(config -> config, Delegates.NONE.withEvents(
                new MemberEventDelegate() {
                    @Override
                    public void updated(Member member) {
                        heard.add(member.id() + " " + member.metadata().remaining());
                    }
                }));
        listening.with("a").receive(alive("a", 2, address("a"), (byte) 1, (byte) 2));
        assertEquals(List.of("MemberUpdated"), listening.eventNames());
        assertEquals(List.of("a 2"), heard);
        listening.suspect("a", 2, "b");
        listening.alive("a", 3);
        listening.receive(alive("a", 4, address("a")));
        assertEquals(List.of("a 2", "a 0"), heard, "contradicting alone is no change of metadata");
    }

    @Test
    void whoSpeaksForThisNodeIsContradictedAndItsMetadataAreNotTaken() {
        node.receive(alive("self", 2, MembershipFixture.SELF, (byte) 9));
        assertEquals(3, node.incarnationOf("self"));
        assertEquals(List.of(alive("self", 3, MembershipFixture.SELF)), node.drain());
    }

    @Test
    void whatThisNodeSaidItselfIsNotContradicted() {
        node.receive(alive("self", 1, MembershipFixture.SELF));
        assertEquals(List.of(), node.drain());
        assertEquals(0, node.health());
    }

    @Test
    void anotherAddressOfAnIdIsAConflictAndChangesNothing() {
        List<String> conflicts = new ArrayList<>();
        MembershipFixture listening = new MembershipFixture(config -> config.withReclaim(Duration.ofSeconds(5)),
                Delegates.NONE.withConflict((existing, other) -> conflicts.add(existing.address() + " " + other.address())));
        listening.with("a").receive(alive("a", 2, address("b")));
        assertEquals(List.of(address("a").toAddress() + " " + address("b").toAddress()), conflicts);
        assertEquals(1, listening.incarnationOf("a"));
        assertEquals(List.of(), listening.drain());

        listening.dead("a", 1, "c");
        listening.pass(4 * SECONDS);
        listening.receive(alive("a", 2, address("b")));
        assertEquals(MemberState.DEAD, listening.stateOf("a"), "not dead for long enough");
        listening.pass(2 * SECONDS);
        listening.drain();
        listening.receive(alive("a", 1, address("b")));
        assertEquals(MemberState.ALIVE, listening.stateOf("a"), "its id may be claimed, with any incarnation");
        assertEquals(List.of("MemberJoined"), listening.eventNames());
    }

    @Test
    void theTwoFormsOfAnIpv4AddressAreAConflict() {
        byte[] mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        System.arraycopy(address("a").ip(), 0, mapped, 12, 4);
        node.with("a").receive(alive("a", 2, MemberAddress.of(mapped, 7946)));
        assertEquals(1, node.count(Counted.CONFLICTS));
        assertEquals(1, node.incarnationOf("a"));
    }

    @Test
    void withoutPermissionTheIdOfTheDeadIsNeverReclaimed() {
        node.with("a").dead("a", 1, "c");
        node.pass(20 * SECONDS);
        node.receive(alive("a", 2, address("b")));
        assertEquals(MemberState.DEAD, node.stateOf("a"));
    }

    @Test
    void versionsThatMakeNoSenseAreNotAdmitted() {
        for (ProtocolVersions versions : List.of(new ProtocolVersions(0, 0, 0, 0, 0, 0),
                new ProtocolVersions(1, 0, 2, 0, 0, 0), new ProtocolVersions(3, 2, 2, 0, 0, 0),
                ProtocolVersions.UNKNOWN)) {
            node.receive(new Alive(1, "a", address("a"), Blob.ABSENT, versions));
            assertNull(node.stateOf("a"));
        }
        assertEquals(4, node.count(Counted.REJECTED_VERSIONS));
        assertEquals(List.of(), node.drain());
    }

    @Test
    void portZeroStandsForThePortOfThisNode() {
        node.receive(new Alive(1, "a", address("a").withPort(0), Blob.ABSENT, VERSIONS));
        assertEquals(7946, node.membership.member(NodeId.of("a")).orElseThrow().address().port());
    }

    @Test
    void inTheOldestProtocolAllShareOnePort() {
        MembershipFixture old = new MembershipFixture(config -> config.withProtocol(1), Delegates.NONE);
        old.receive(new Alive(1, "a", address("a").withPort(1234), Blob.ABSENT, VERSIONS));
        assertEquals(7946, old.membership.member(NodeId.of("a")).orElseThrow().address().port());
    }

    @Test
    void whoIsNotWantedIsNoMember() {
        MembershipFixture choosy = new MembershipFixture(config -> config,
                Delegates.NONE.withAlive(member -> !member.id().value().equals("a")));
        choosy.alive("a", 1);
        choosy.alive("b", 1);
        assertNull(choosy.stateOf("a"));
        assertEquals(MemberState.ALIVE, choosy.stateOf("b"));
        assertEquals(1, choosy.count(Counted.REJECTED_BY_APPLICATION));
    }

    @Test
    void whoIsOutsideOfTheRangesAllowedIsNoMember() {
        MembershipFixture fenced = new MembershipFixture(config -> config.withAllowed(List.of(Cidr.parse("10.0.0.0/24"))),
                Delegates.NONE);
        fenced.receive(alive("a", 1, address("a")), address("n1"));
        assertNull(fenced.stateOf("a"), "told by one outside");
        fenced.receive(alive("b", 1, address("n1")), address("a"));
        assertNull(fenced.stateOf("b"), "itself outside");
        fenced.receive(alive("a", 1, address("a")), address("b"));
        assertEquals(MemberState.ALIVE, fenced.stateOf("a"));
        fenced.dead("a", 1, "a");
        fenced.receive(alive("a", 2, address("n1")), address("b"));
        assertEquals(MemberState.LEFT, fenced.stateOf("a"), "moved outside");
        assertEquals(3, fenced.count(Counted.REJECTED_ADDRESSES));
    }

    @Test
    void aNodeOutsideOfItsOwnRangesDoesNotSeeItself() {
        MembershipFixture outside = new MembershipFixture(
                config -> config.withAllowed(List.of(Cidr.parse("192.168.0.0/16"))), Delegates.NONE);
        assertEquals(List.of(), outside.membership.members());
        outside.membership.leave(1, SECONDS, outside.now);
        assertEquals(List.of("spread 1: true"), outside.outcomes);
    }

    @Test
    void aNameThatIsNoNodeIdIsNoMember() {
        node.receive(new Alive(1, "a\nb", address("a"), Blob.ABSENT, VERSIONS));
        assertEquals(1, node.membership.members().size());
        assertEquals(1, node.membership.snapshot().rejected(RejectedBytes.Reason.BAD_NAME));
    }

    @Test
    void beyondTheBoundNobodyIsAdmitted() {
        MembershipFixture small = new MembershipFixture(config -> config.withBounds(3, 10, 10, 10), Delegates.NONE);
        small.with("a", "b", "c");
        assertEquals(3, small.membership.members().size());
        assertEquals(1, small.count(Counted.REJECTED_FULL));
        assertEquals(3, small.membership.snapshot().fills().get(0).used());
        assertEquals(3, small.membership.snapshot().fills().get(0).bound());
    }

    @Test
    void foreignMetadataMakeAMemberWithoutTags() {
        node.receive(alive("a", 1, address("a"), (byte) 0x1f, (byte) 0x90));
        Member member = node.membership.member(NodeId.of("a")).orElseThrow();
        assertEquals(Map.of(), member.tags());
        assertEquals(List.of((byte) 0x1f, (byte) 0x90), List.of(member.userMetadata()[0], member.userMetadata()[1]));
    }

    // --- suspect --------------------------------------------------------------------------------------------------

    @Test
    void nobodyKnownIsNotSuspected() {
        node.suspect("a", 1, "b");
        assertNull(node.stateOf("a"));
        assertEquals(List.of(), node.drain());
    }

    @Test
    void aSuspectIsPassedOnAndDiesWhenItDoesNotContradict() {
        node.with("a").suspect("a", 1, "b");
        assertEquals(MemberState.SUSPECT, node.stateOf("a"));
        assertEquals(List.of("MemberSuspected"), node.eventNames());
        assertEquals(List.of(new Suspect(1, "a", "b")), node.drain());
        node.pass(4 * SECONDS);
        assertEquals(MemberState.DEAD, node.stateOf("a"), "two members: the minimum of 4 s");
        assertEquals(List.of("MemberFailed"), node.eventNames());
        assertEquals(List.of(new Dead(1, "a", "self")), node.drain());
        assertEquals(1, node.count(Counted.SUSPICIONS_OVER));
    }

    @Test
    void theSameSuspicionTwiceIsNotPassedOnAgain() {
        node.with("a", "c", "d").suspect("a", 1, "b");
        node.drain();
        node.suspect("a", 1, "b");
        assertEquals(List.of(), node.drain());
        node.suspect("a", 1, "c");
        assertEquals(List.of(new Suspect(1, "a", "c")), node.drain(), "another one confirms");
    }

    @Test
    void anOldSuspicionChangesNothing() {
        node.with("a").alive("a", 10);
        node.drain();
        node.suspect("a", 9, "b");
        assertEquals(MemberState.ALIVE, node.stateOf("a"));
        assertEquals(List.of(), node.drain());
    }

    @Test
    void thisNodeContradictsItsSuspicionAndTrustsItselfLess() {
        node.suspect("self", 50, "b");
        assertEquals(MemberState.ALIVE, node.stateOf("self"));
        assertEquals(List.of(alive("self", 51, MembershipFixture.SELF)), node.drain());
        assertEquals(1, node.health());
        node.suspect("self", 50, "b");
        assertEquals(List.of(), node.drain(), "contradicted already");
    }

    @Test
    void theGreatestIncarnationIsNotExceeded() {
        node.suspect("self", 0xFFFF_FFFFL, "b");
        assertEquals(0xFFFF_FFFFL, node.incarnationOf("self"));
    }

    @Test
    void suspicionsGetShorterByConfirmationAsInTheExperimentOfManySuspecting() {
        // Interval 1 s, multiplier 5, maximum 2: with 12 members 5.395 s at least and 10.79 s at most.
        long[] expected = { 10_790, 8_092, 6_514, 5_395 };
        for (int confirmations = 0; confirmations < expected.length; confirmations++) {
            MembershipFixture crowd = new MembershipFixture(config -> config.withSuspicion(5, 2), Delegates.NONE);
            for (int i = 0; i < 11; i++) {
                crowd.alive("n" + i, 1);
            }
            crowd.suspect("n0", 1, "n1");
            for (int i = 0; i < confirmations; i++) {
                crowd.suspect("n0", 1, "n" + (2 + i));
            }
            crowd.sent.clear();
            crowd.alivePeersAnswer(); // and this node confirms nothing
            crowd.pass((expected[confirmations] - 1) * MembershipFixture.MILLIS);
            assertEquals(MemberState.SUSPECT, crowd.stateOf("n0"), confirmations + " confirmations");
            crowd.pass(2 * MembershipFixture.MILLIS);
            assertEquals(MemberState.DEAD, crowd.stateOf("n0"), confirmations + " confirmations");
        }
    }

    @Test
    void whereTooFewCouldConfirmASuspicionLastsTheMinimum() {
        for (int members : new int[] { 1, 2, 3 }) { // besides this node: n - 2 < 3 expected
            MembershipFixture few = new MembershipFixture(config -> config.withSuspicion(5, 2), Delegates.NONE);
            for (int i = 0; i < members; i++) {
                few.alive("n" + i, 1);
            }
            few.suspect("n0", 1, "x");
            few.alivePeersAnswer();
            few.pass(5 * SECONDS);
            assertEquals(MemberState.DEAD, few.stateOf("n0"), (members + 1) + " members");
        }
    }

    // --- dead and left --------------------------------------------------------------------------------------------

    @Test
    void nobodyKnownDoesNotDie() {
        node.dead("a", 1, "b");
        assertNull(node.stateOf("a"));
        assertEquals(List.of(), node.drain());
    }

    @Test
    void whoIsSaidToBeDeadIsDead() {
        node.with("a").dead("a", 1, "b");
        assertEquals(MemberState.DEAD, node.stateOf("a"));
        assertEquals(List.of("MemberFailed"), node.eventNames());
        assertEquals(List.of(new Dead(1, "a", "b")), node.drain());
    }

    @Test
    void whoSaysSoItselfHasLeftAndMayComeBackFromAnotherAddressAtOnce() {
        node.with("a").dead("a", 1, "a");
        assertEquals(MemberState.LEFT, node.stateOf("a"));
        assertEquals(List.of("MemberLeft"), node.eventNames());
        node.drain();
        node.receive(alive("a", 3, address("b"), (byte) 5));
        assertEquals(MemberState.ALIVE, node.stateOf("a"));
        assertEquals(List.of("MemberJoined"), node.eventNames());
        assertEquals(address("b").toAddress(),
                node.membership.member(NodeId.of("a")).orElseThrow().address());
    }

    @Test
    void nobodyDiesTwice() {
        node.with("a").dead("a", 1, "b");
        node.drain();
        node.dead("a", 2, "c");
        assertEquals(List.of(), node.eventNames());
        assertEquals(List.of(), node.drain());
    }

    @Test
    void theDeathOfAnEarlierIncarnationChangesNothing() {
        node.with("a").alive("a", 10);
        node.drain();
        node.dead("a", 1, "b");
        assertEquals(MemberState.ALIVE, node.stateOf("a"));
    }

    @Test
    void whoWasAliveBeforeItsDeathStaysDead() {
        node.with("a").alive("a", 10);
        node.dead("a", 10, "b");
        node.alive("a", 10);
        assertEquals(MemberState.DEAD, node.stateOf("a"));
        node.alive("a", 11);
        assertEquals(MemberState.ALIVE, node.stateOf("a"));
    }

    @Test
    void thisNodeContradictsItsDeathAndALeaveInItsName() {
        node.dead("self", 60, "b");
        assertEquals(List.of(alive("self", 61, MembershipFixture.SELF)), node.drain());
        node.dead("self", 70, "self");
        assertEquals(List.of(alive("self", 71, MembershipFixture.SELF)), node.drain());
        assertEquals(MemberState.ALIVE, node.stateOf("self"));
        assertEquals(2, node.health());
    }

    // --- states of others -----------------------------------------------------------------------------------------

    @Test
    void whatAnotherMemberKnowsIsMergedButItsDeadAreOnlySuspected() {
        node.with("a", "b", "c", "d").suspect("a", 1, "d");
        node.drain();
        node.merge(state("a", 2, State.ALIVE), state("b", 1, State.SUSPECT), state("c", 1, State.DEAD),
                state("e", 2, State.ALIVE), state("d", 1, State.LEFT));
        assertEquals(MemberState.ALIVE, node.stateOf("a"));
        assertEquals(MemberState.SUSPECT, node.stateOf("b"));
        assertEquals(MemberState.SUSPECT, node.stateOf("c"));
        assertEquals(MemberState.LEFT, node.stateOf("d"));
        assertEquals(MemberState.ALIVE, node.stateOf("e"));
        assertEquals(List.of("MemberUpdated", "MemberSuspected", "MemberSuspected", "MemberJoined", "MemberLeft"),
                node.eventNames());
    }

    @Test
    void aRestartedNodeContradictsWhatOthersRememberOfIt() {
        node.merge(state("z", 1, State.ALIVE),
                new NodeState("self", MembershipFixture.SELF, Blob.ABSENT, 7, State.DEAD,
                        VERSIONS));
        assertEquals(8, node.incarnationOf("self"));
    }
}
