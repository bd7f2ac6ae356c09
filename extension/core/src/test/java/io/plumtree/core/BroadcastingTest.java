package io.plumtree.core;

import static io.plumtree.core.EngineFixture.SECONDS;
import static io.plumtree.core.EngineFixture.SELF;
import static io.plumtree.core.EngineFixture.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.MessageTooLargeException;
import io.plumtree.api.NoReachablePeerException;
import io.plumtree.api.OverloadedException;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.TooManyTopicsException;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.Received;
import io.plumtree.core.message.StreamId;

/** This node's own broadcasts: what is promised, and what is refused. */
class BroadcastingTest {

    private final EngineFixture node = new EngineFixture();

    @Test
    void theChildrenArePushedToAndTheOriginDoesNotDeliverToItself() {
        node.link("a", "b", "c").tree(null, "a", "b");
        assertEquals(1, node.broadcast("m", Acknowledgement.QUEUED, 0));
        assertEquals(List.of("a: GOSSIP self/t 1 round 1 low 1", "b: GOSSIP self/t 1 round 1 low 1"), node.done());
        assertEquals(2, node.broadcast("m", Acknowledgement.QUEUED, 0));
    }

    @Test
    void withDeliverOwnTheOriginDeliversToItself() {
        EngineFixture own = new EngineFixture(PlumtreeConfig.standard().withDeliverOwn(true)).link("a").tree(null, "a");
        own.broadcast("m", Acknowledgement.QUEUED, 0);
        assertEquals(List.of("deliver self/t 1"), own.done("deliver"));
    }

    @Test
    void receivedIsAcknowledgedByTheFirstNeighbourAndOnce() {
        node.link("a", "b").tree(null, "a", "b");
        node.broadcast("m", Acknowledgement.RECEIVED, 42);
        assertEquals(List.of("a: GOSSIP self/t 1 round 1 acknowledge low 1", "b: GOSSIP self/t 1 round 1 acknowledge low 1"),
                node.done());
        Received received = new Received(new StreamId(SELF, 100, "t"), 1);
        node.receive("b", received);
        node.receive("a", received);
        assertEquals(List.of("acknowledged 42"), node.done());
    }

    @Test
    void anAnnouncementOfItAcknowledgesToo() {
        node.link("a").tree(null, "a");
        node.broadcast("m", Acknowledgement.RECEIVED, 42);
        node.done();
        node.receive("a", new io.plumtree.core.message.IHave(List.of(new io.plumtree.core.message.IHave.Announcement(
                new StreamId(SELF, 100, "t"), 1, 1, 0, 0))));
        assertEquals(List.of("acknowledged 42"), node.done());
    }

    @Test
    void withoutAnyAcknowledgementTheBroadcastIsToldSoAfterTheTimeout() {
        node.link("a").tree(null, "a");
        node.broadcast("m", Acknowledgement.RECEIVED, 42);
        node.pass(11 * SECONDS);
        assertEquals(List.of("not acknowledged 42: no neighbour confirmed it within acknowledgement-timeout"),
                node.done("not acknowledged", "acknowledged"));
    }

    @Test
    void inAClusterOfOneBroadcastingSucceeds() {
        node.broadcast("m", Acknowledgement.RECEIVED, 42);
        assertEquals(List.of("acknowledged 42"), node.done());
    }

    @Test
    void membersOfWhomNoneIsLinkedAreAnErrorAndNothingIsSent() {
        node.engine.memberUp(id("a"), node.now);
        node.done();
        NoReachablePeerException refused = assertThrows(NoReachablePeerException.class,
                () -> node.broadcast("m", Acknowledgement.QUEUED, 0));
        assertEquals("none of the 1 known members can be reached", refused.getMessage());
        node.link("a").tree(null, "a");
        assertEquals(1, node.broadcast("m", Acknowledgement.QUEUED, 0), "no sequence was spent");
    }

    @Test
    void aPayloadOverTheMaximumIsAnErrorAndNothingIsSent() {
        node.link("a").tree(null, "a");
        MessageTooLargeException refused = assertThrows(MessageTooLargeException.class,
                () -> node.engine.broadcast("t", Collections.emptyMap(), Payload.plain(new byte[65_537]), 5,
                        Acknowledgement.QUEUED, 0, node.now));
        assertEquals("payload of 65537 bytes exceeds max-message-size of 65536 bytes", refused.getMessage());
        assertEquals(List.of(), node.done());
    }

    @Test
    void aTopicTooManyIsAnErrorAndKnownTopicsGoOn() {
        EngineFixture one = new EngineFixture(PlumtreeConfig.standard().withMaxTopics(1)).link("a").tree(null, "a");
        one.broadcast("m", Acknowledgement.QUEUED, 0);
        assertThrows(TooManyTopicsException.class, () -> one.engine.broadcast("other", Collections.emptyMap(),
                Payload.plain(new byte[1]), 5, Acknowledgement.QUEUED, 0, one.now));
        assertEquals(2, one.broadcast("m", Acknowledgement.QUEUED, 0));
    }

    @Test
    void ownTopicsFillNoMoreThanTheStreamsThereMayBe() {
        EngineFixture few = new EngineFixture(PlumtreeConfig.standard().withMaxStreams(16)).link("a").tree(null, "a");
        for (int i = 0; i < 16; i++) {
            broadcastOn(few, "t" + i);
        }
        assertThrows(TooManyTopicsException.class, () -> broadcastOn(few, "t16"));
        few.gossip("a", 1);
        assertEquals(1, few.engine.snapshot().counters().rejectedTopics());
        assertEquals(2, broadcastOn(few, "t0"));
    }

    private static long broadcastOn(EngineFixture node, String topic) {
        return node.engine.broadcast(topic, Collections.emptyMap(), Payload.plain(new byte[1]), 5, Acknowledgement.QUEUED,
                0, node.now);
    }

    @Test
    void aTopicTooManyFromOthersIsCountedAndNotRelayed() {
        EngineFixture one = new EngineFixture(PlumtreeConfig.standard().withMaxTopics(1)).link("p", "a").tree("p", "a");
        one.broadcast("m", Acknowledgement.QUEUED, 0);
        one.done();
        one.receive("p", new io.plumtree.core.message.Gossip(
                new io.plumtree.core.message.Message(new StreamId(id("o"), 7, "other"), 1, 5, Collections.emptyMap(),
                        Payload.plain(new byte[1])),
                1, false, false, 1, 0));
        assertEquals(List.of(), one.done());
        assertEquals(1, one.engine.snapshot().counters().rejectedTopics());
    }

    @Test
    void fullQueuesToAllNeighboursAreAnErrorUntilOneHasRoom() {
        node.link("a", "b").tree(null, "a", "b");
        node.refusing.addAll(List.of(id("a"), id("b")));
        assertEquals(1, node.broadcast("m", Acknowledgement.QUEUED, 0), "accepted: it is retained and announced later");
        assertThrows(OverloadedException.class, () -> node.broadcast("m", Acknowledgement.QUEUED, 0));
        node.refusing.clear();
        node.engine.drained(id("a"), node.now);
        assertEquals(List.of("a: IHAVE self/t 1..1 age 0"), node.done());
        assertEquals(2, node.broadcast("m", Acknowledgement.QUEUED, 0));
    }

    @Test
    void oneSlowNeighbourIsNoError() {
        node.link("a", "b").tree(null, "a", "b");
        node.refusing.add(id("a"));
        node.broadcast("m", Acknowledgement.QUEUED, 0);
        assertEquals(2, node.broadcast("m", Acknowledgement.QUEUED, 0));
        assertEquals(List.of("b: GOSSIP self/t 1 round 1 low 1", "b: GOSSIP self/t 2 round 1 low 2"), node.done());
    }

    @Test
    void tooManyBroadcastsWaitingForAcknowledgementAreAnError() {
        EngineFixture two = new EngineFixture(PlumtreeConfig.standard().withMaxPendingAcknowledgements(2)).link("a")
                .tree(null, "a");
        two.broadcast("m", Acknowledgement.RECEIVED, 1);
        two.broadcast("m", Acknowledgement.RECEIVED, 2);
        assertThrows(OverloadedException.class, () -> two.broadcast("m", Acknowledgement.RECEIVED, 3));
        assertEquals(3, two.broadcast("m", Acknowledgement.QUEUED, 0));
    }
}
