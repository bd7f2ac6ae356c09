package io.plumtree.core;

import static io.plumtree.core.EngineFixture.SECONDS;
import static io.plumtree.core.EngineFixture.STREAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.NodeId;
import io.plumtree.api.OverloadedException;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.StoreUnavailableException;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.store.StoreBatch;
import io.plumtree.core.store.StoreContents;
import io.plumtree.core.store.StoredAccount;
import io.plumtree.core.store.StoredAccount.Interval;

/** What arrives and what is broadcast goes to the durable store, one batch at a time. */
class StoringTest {

    private static EngineFixture node(PlumtreeConfig config) {
        EngineFixture node = new EngineFixture(config, StoreContents.EMPTY).link("p", "c").tree("p", "c");
        write(node);
        node.done();
        return node;
    }

    private static EngineFixture node() {
        return node(PlumtreeConfig.standard());
    }

    private static StoreBatch take(EngineFixture node) {
        StoreBatch batch = node.engine.nextBatch();
        assertNotNull(batch);
        return batch;
    }

    private static StoreBatch write(EngineFixture node) {
        StoreBatch batch = take(node);
        node.engine.stored(List.of(), node.now);
        return batch;
    }

    private static List<Long> sequences(StoreBatch batch) {
        return batch.messages().stream().map(Message::sequence).toList();
    }

    private static void gossip(EngineFixture node, StreamId stream, long sequence, int bytes) {
        node.receive("p", new Gossip(new Message(stream, sequence, 5, Map.of(), Payload.plain(new byte[bytes])), 2,
                false, false, sequence, 0));
    }

    @Test
    void theFirstBatchBringsTheEpoch() {
        EngineFixture node = new EngineFixture(PlumtreeConfig.standard(), StoreContents.EMPTY);
        assertEquals(List.of("storing"), node.done("storing"));
        assertEquals(new StoreBatch(100, List.of(), List.of(), List.of()), write(node));
        assertNull(node.engine.nextBatch());
    }

    @Test
    void messagesAreStoredInTheOrderOfTheirArrival() {
        EngineFixture node = node();
        node.gossip("p", 1);
        node.gossip("p", 3);
        node.gossip("p", 2);
        node.gossip("c", 2);
        assertEquals(List.of("storing"), node.done("storing"));
        assertEquals(List.of(1L, 3L, 2L), sequences(take(node)));
    }

    @Test
    void whatComesMeanwhileIsForTheNextBatch() {
        EngineFixture node = node();
        node.gossip("p", 1);
        take(node);
        node.done();
        node.gossip("p", 2);
        assertNull(node.engine.nextBatch());
        assertEquals(List.of(), node.done("storing"));
        node.engine.stored(List.of(), node.now);
        assertEquals(List.of("storing"), node.done("storing"));
        assertEquals(List.of(2L), sequences(write(node)));
        assertTrue(node.engine.storeIdle());
    }

    @Test
    void anAccountIsWrittenAtMostOnceForEachBatchAndSaysWhatTheApplicationReturnedFrom() {
        EngineFixture node = node();
        node.slow = true;
        for (long sequence = 1; sequence <= 4; sequence++) {
            node.gossip("p", sequence);
        }
        node.engine.handled("t", 1, node.now);
        node.engine.handled("t", 2, node.now);
        assertEquals(List.of(new StoredAccount(STREAM, 0, List.of(new Interval(1, 3)))), write(node).accounts());
        node.engine.handled("t", 1, node.now);
        assertEquals(List.of(new StoredAccount(STREAM, 0, List.of(new Interval(1, 4)))), write(node).accounts());
    }

    @Test
    void aBroadcastIsAcknowledgedWhenItsBatchIsStored() {
        EngineFixture node = node();
        assertEquals(1, node.broadcast("x", Acknowledgement.STORED, 42));
        assertEquals(List.of(1L), sequences(take(node)));
        assertEquals(2, node.broadcast("y", Acknowledgement.STORED, 43));
        assertEquals(List.of(), node.done("acknowledged", "not acknowledged"));
        node.engine.stored(List.of(), node.now);
        assertEquals(List.of("acknowledged 42"), node.done("acknowledged", "not acknowledged"));
        write(node);
        assertEquals(List.of("acknowledged 43"), node.done("acknowledged", "not acknowledged"));
    }

    @Test
    void alsoInAClusterOfOne() {
        EngineFixture node = new EngineFixture(PlumtreeConfig.standard(), StoreContents.EMPTY);
        node.broadcast("x", Acknowledgement.STORED, 42);
        assertEquals(List.of(), node.done("acknowledged", "not acknowledged"));
        write(node);
        assertEquals(List.of("acknowledged 42"), node.done("acknowledged", "not acknowledged"));
    }

    @Test
    void aDiskThatHangsIsNotWaitedForWithoutEnd() {
        EngineFixture node = node();
        node.broadcast("x", Acknowledgement.STORED, 42);
        node.pass(60 * SECONDS);
        assertEquals(List.of("not acknowledged 42: it was not stored within acknowledgement-timeout"),
                node.done("acknowledged", "not acknowledged"));
    }

    @Test
    void withoutAStoreNothingIsStoredAndTheBroadcastIsRefused() {
        EngineFixture node = new EngineFixture().link("p");
        StoreUnavailableException refused = assertThrows(StoreUnavailableException.class,
                () -> node.broadcast("x", Acknowledgement.STORED, 42));
        assertEquals("no durable store is configured (store.directory)", refused.getMessage());
        assertEquals(1, node.broadcast("x", Acknowledgement.QUEUED, 0));
        assertNull(node.engine.nextBatch());
        assertNull(node.engine.snapshot().store());
    }

    @Test
    void whenTheStoreFailsWhatWaitsForItIsTold() {
        EngineFixture node = node();
        node.broadcast("x", Acknowledgement.STORED, 42);
        take(node);
        node.broadcast("y", Acknowledgement.STORED, 43);
        node.engine.storeFailed("no space left on device", node.now);
        assertEquals(List.of("not acknowledged 42: the store failed: no space left on device",
                "not acknowledged 43: the store failed: no space left on device"),
                node.done("acknowledged", "not acknowledged"));
        assertThrows(StoreUnavailableException.class, () -> node.broadcast("z", Acknowledgement.STORED, 44));
        node.gossip("p", 1);
        assertNull(node.engine.nextBatch());
        assertTrue(node.engine.storeIdle());
        assertEquals(new NodeSnapshot.StoreState("no space left on device", 3), node.engine.snapshot().store());
        assertEquals(3, node.broadcast("z", Acknowledgement.QUEUED, 0));
    }

    @Test
    void whatTheDiskIsTooSlowForIsDeliveredAndNotStored() {
        EngineFixture node = node(PlumtreeConfig.standard().withStoreQueueMaxBytes(1 << 16));
        for (long sequence = 1; sequence <= 5; sequence++) {
            gossip(node, STREAM, sequence, 1 << 14);
        }
        assertEquals(5, node.done("deliver").size());
        assertThrows(OverloadedException.class, () -> node.broadcast("x", Acknowledgement.STORED, 42));
        assertEquals(1, node.broadcast("x", Acknowledgement.QUEUED, 0));
        assertEquals(List.of(1L, 2L, 3L, 4L), sequences(write(node)));
        assertEquals(new NodeSnapshot.StoreState(null, 2), node.engine.snapshot().store());
    }

    @Test
    void whatIsOnItsWayToTheDiskIsNeverMoreThanItsBound() {
        EngineFixture node = node(PlumtreeConfig.standard().withStoreQueueMaxBytes(1 << 16));
        gossip(node, STREAM, 1, 50_000);
        gossip(node, STREAM, 2, 20_000);
        gossip(node, STREAM, 3, 10_000);
        assertEquals(List.of(1L, 3L), sequences(write(node)));
        assertEquals(new NodeSnapshot.StoreState(null, 1), node.engine.snapshot().store());
    }

    @Test
    void aMessageThatIsLargerThanTheBoundTravelsAlone() {
        EngineFixture node = node(PlumtreeConfig.standard().withStoreQueueMaxBytes(1 << 16)
                .withMaxMessageSize(200_000));
        gossip(node, STREAM, 1, 100_000);
        gossip(node, STREAM, 2, 1);
        assertEquals(List.of(1L), sequences(write(node)));
    }

    @Test
    void aStreamThatIsForgottenIsClosedInTheStoreAndWhatWaitedOfItIsNot() {
        EngineFixture node = node(PlumtreeConfig.standard().withMaxStreams(16));
        node.gossip("p", 1);
        write(node);
        node.gossip("p", 2);
        for (int i = 0; i < 16; i++) {
            node.pass(2 * SECONDS);
            gossip(node, new StreamId(NodeId.of("q" + i), 7, "t"), 1, 1);
        }
        StoreBatch batch = write(node);
        assertEquals(List.of(STREAM), batch.closed());
        assertEquals(16, batch.messages().size());
        assertTrue(batch.messages().stream().noneMatch(one -> one.stream().equals(STREAM)));
    }
}
