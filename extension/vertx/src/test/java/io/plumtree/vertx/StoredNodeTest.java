package io.plumtree.vertx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.Broadcast;
import io.plumtree.api.NodeId;
import io.plumtree.api.NotAcknowledgedException;
import io.plumtree.api.Ordering;
import io.plumtree.api.PeerAddress;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.PlumtreeDelivery;
import io.plumtree.api.Replay;
import io.plumtree.api.StoreUnavailableException;
import io.plumtree.api.TopicConfig;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.store.MessageStore;
import io.plumtree.core.store.StoreBatch;
import io.plumtree.core.store.StoreException;
import io.plumtree.core.store.StoredRange;
import io.plumtree.store.LogMessageStore;
import io.plumtree.store.StoreSettings;
import io.plumtree.store.SyncPolicy;

/** Nodes with a durable store that are killed, which is to start again with a copy of the files of that moment. */
class StoredNodeTest {

    private static final Duration SHORT = Duration.ofSeconds(1);

    @TempDir
    private Path directory;

    private final HubTransport.Hub hub = new HubTransport.Hub();
    private final List<PlumtreeNode> nodes = new ArrayList<>();

    @AfterEach
    void leave() {
        nodes.forEach(node -> Await.get(node.leave(SHORT)));
    }

    @Test
    void whatTheListenerReturnedFromIsNotDeliveredAgainAndTheRestIs() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Observed before = new Observed() {
            @Override
            public void onDelivery(PlumtreeDelivery delivery) {
                if (delivery.text().equals("x3")) {
                    Await.until("released", () -> release.getCount() == 0);
                }
                super.onDelivery(delivery);
            }
        };
        Watched store = new Watched(store("b"));
        PlumtreeNode a = start(builder("a", PlumtreeConfig.lan()));
        PlumtreeNode b = start(builder("b", PlumtreeConfig.lan()).listener(before).store(store));
        link(a, b);
        for (int i = 1; i <= 5; i++) {
            Await.get(a.broadcast(Broadcast.of("x" + i).acknowledgedWhen(Acknowledgement.RECEIVED)));
        }
        Await.until("five are stored and two are settled", () -> store.messages == 5 && store.settledTo == 2);
        copy("b", "killed");
        release.countDown();
        Await.get(b.leave(SHORT));

        Observed after = new Observed();
        PlumtreeNode again = start(builder("b", PlumtreeConfig.lan()).listener(after).store(store("killed")));
        after.awaitDeliveries(3);
        assertTrue(after.deliveries().stream().allMatch(PlumtreeDelivery::redelivered));
        link(a, again);
        Await.get(a.broadcast(Broadcast.of("x6")));
        after.awaitDeliveries(4);

        assertEquals(List.of("x3", "x4", "x5", "x6"), after.texts());
        assertEquals(List.of("x1", "x2", "x3", "x4", "x5"), before.texts());
        assertTrue(again.cluster().epoch() > b.cluster().epoch());
    }

    @Test
    void whatWasAcknowledgedAsStoredSurvivesItsOrigin() throws Exception {
        PlumtreeNode a = start(builder("a", PlumtreeConfig.lan()).store(store("a")));
        List<String> texts = IntStream.range(0, 500).mapToObj(i -> "x" + i).toList();
        texts.stream().map(text -> a.broadcast(Broadcast.of(text).acknowledgedWhen(Acknowledgement.STORED))).toList()
                .forEach(Await::get);
        copy("a", "killed");
        Await.get(a.leave(SHORT));

        PlumtreeNode again = start(builder("a", PlumtreeConfig.lan()).store(store("killed")));
        Observed other = new Observed();
        PlumtreeNode late = start(builder("b", PlumtreeConfig.lan().withTopicDefaults(
                new TopicConfig(Ordering.FIFO, Duration.ofSeconds(20), 1 << 20, Replay.last(1000)))).listener(other));
        link(again, late);

        assertEquals(texts, other.awaitDeliveries(texts.size()).texts());
    }

    @Test
    void whoeverLeavesHasStoredEverything() throws Exception {
        PlumtreeNode a = start(builder("a", PlumtreeConfig.lan()).store(store("a")));
        Await.get(a.broadcast("t", new byte[1]));
        Await.get(a.leave(SHORT));

        try (LogMessageStore left = store("a")) {
            StreamId stream = new StreamId(NodeId.of("a"), a.cluster().epoch(), "t");
            assertEquals(List.of(new StoredRange(stream, 1, 1)), left.open().held());
        }
    }

    @Test
    void aStoreThatFailsIsToldToWhoWaitsForItAndStopsNothing() throws Exception {
        Watched store = new Watched(store("a"));
        PlumtreeNode a = start(builder("a", PlumtreeConfig.lan()).store(store));
        Await.get(a.broadcast(Broadcast.of("x").acknowledgedWhen(Acknowledgement.STORED)));
        store.full = true;
        Await.failure(NotAcknowledgedException.class,
                a.broadcast(Broadcast.of("y").acknowledgedWhen(Acknowledgement.STORED)));
        Await.failure(StoreUnavailableException.class,
                a.broadcast(Broadcast.of("z").acknowledgedWhen(Acknowledgement.STORED)));
        Await.get(a.broadcast(Broadcast.of("z")));

        assertEquals("no space left", Await.get(a.snapshot()).store().failure());
        Await.until("the health says so",
                () -> a.health().ready() && a.health().reason().endsWith("the durable store failed: no space left"));
    }

    @Test
    void aStoreThatCannotBeOpenedStartsNothing() throws Exception {
        start(builder("a", PlumtreeConfig.lan()).store(store("a")));
        Await.failure(StoreUnavailableException.class, builder("b", PlumtreeConfig.lan()).store(store("a")).start());
    }

    private LogMessageStore store(String name) {
        return new LogMessageStore(new StoreSettings(directory.resolve(name), 100_000, 64 << 20, Duration.ofDays(1),
                SyncPolicy.EVERY_BATCH), System::currentTimeMillis);
    }

    private void copy(String from, String to) throws IOException {
        Files.createDirectory(directory.resolve(to));
        try (Stream<Path> files = Files.list(directory.resolve(from))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".segment")).toList()) {
                Files.copy(file, directory.resolve(to).resolve(file.getFileName()));
            }
        }
    }

    private PlumtreeNode.Builder builder(String id, PlumtreeConfig config) {
        return PlumtreeNode.builder().config(config.withNodeId(NodeId.of(id))).transport(hub.transport());
    }

    private PlumtreeNode start(PlumtreeNode.Builder builder) {
        PlumtreeNode node = Await.get(builder.start());
        nodes.add(node);
        return node;
    }

    private static void link(PlumtreeNode from, PlumtreeNode to) {
        NodeId id = to.cluster().localNode();
        Await.get(from.cluster().addPeer(new PeerAddress(id, to.cluster().address())));
        Await.until(from + " and " + to + " are linked",
                () -> from.cluster().peers().stream().anyMatch(peer -> peer.id().equals(id) && peer.linked())
                        && to.cluster().peers().stream()
                                .anyMatch(peer -> peer.id().equals(from.cluster().localNode()) && peer.linked()));
    }

    /** Counts what was written, and may be full. */
    private static final class Watched extends ForwardingStore {

        private volatile int messages;
        private volatile long settledTo;
        private volatile boolean full;

        Watched(MessageStore store) {
            super(store);
        }

        @Override
        public List<StoredRange> write(StoreBatch batch) throws StoreException {
            if (full) {
                throw new StoreException("no space left", new IOException());
            }
            List<StoredRange> dropped = super.write(batch);
            messages += batch.messages().size();
            batch.accounts().forEach(account -> account.settled().forEach(interval -> settledTo = interval.to()));
            return dropped;
        }
    }
}
