package io.plumtree.vertx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.Broadcast;
import io.plumtree.api.ConfigKey;
import io.plumtree.api.MessageId;
import io.plumtree.api.NodeId;
import io.plumtree.api.OverloadedException;
import io.plumtree.api.Plumtree;
import io.plumtree.api.PlumtreeClosedException;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.RetainedMessage;
import io.plumtree.api.RetainedPage;
import io.plumtree.api.RetainedQuery;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.store.MessageStore;
import io.plumtree.core.store.StoreException;
import io.plumtree.store.LogMessageStore;
import io.plumtree.store.StoreSettings;
import io.plumtree.store.SyncPolicy;

/** What a running node retains can be listed: from memory, and from its durable store. */
class RetainedPagesTest {

    private static final Duration SHORT = Duration.ofSeconds(1);

    @TempDir
    private Path directory;

    private final List<PlumtreeNode> nodes = new ArrayList<>();

    @AfterEach
    void leave() {
        nodes.forEach(node -> Await.get(node.leave(SHORT)));
    }

    @Test
    void messagesComeBackAsTheyWereBroadcast() {
        PlumtreeNode node = start(PlumtreeConfig.lan().with(ConfigKey.COMPRESSION_ENABLED, true)
                .with(ConfigKey.COMPRESSION_MIN_SIZE, 64), null);
        String text = "long enough to be compressed ".repeat(100);
        Instant before = Instant.ofEpochMilli(System.currentTimeMillis());
        MessageId id = Await.get(node.broadcast(Broadcast.of(text.getBytes()).onTopic("t").withHeader("k", "v")));

        RetainedMessage found = Await.get(node.retained(id)).orElseThrow();

        assertEquals(id, found.id());
        assertEquals(text, found.text());
        assertEquals(Map.of("k", "v"), found.headers());
        assertTrue(!found.sentAt().isBefore(before) && !found.sentAt().isAfter(Instant.now()));
        assertEquals(Optional.empty(), Await.get(node.retained(new MessageId(id.origin(), id.epoch(), "t", 2))));
        assertEquals(new RetainedPage(List.of(), Optional.empty()), Await.get(node.retained(RetainedQuery.ofTopic("other"))));
    }

    @Test
    void pagesOfMemoryAndStoreHoldAllInOrder() {
        PlumtreeNode node = start(PlumtreeConfig.lan().withMessageCacheMaxSize(16), store());
        List<String> texts = IntStream.range(0, 100).mapToObj(i -> "x" + i).toList();
        texts.stream().map(text -> node.broadcast(Broadcast.of(text).onTopic("t").acknowledgedWhen(Acknowledgement.STORED)))
                .toList().forEach(Await::get);

        List<String> listed = new ArrayList<>();
        Optional<RetainedQuery> next = Optional.of(RetainedQuery.ofTopic("t").limit(7));
        int pages = 0;
        while (next.isPresent()) {
            RetainedPage page = Await.get(node.retained(next.get()));
            page.messages().forEach(message -> listed.add(message.text()));
            next = page.next();
            pages++;
        }
        assertEquals(texts, listed);
        assertEquals(15, pages);
    }

    @Test
    void whoAsksForManyPagesAtOnceIsRefusedAndWhoLeavesAnswersThem() throws Exception {
        Held store = new Held(store());
        PlumtreeNode node = start(PlumtreeConfig.lan().withMessageCacheMaxSize(16), store);
        IntStream.range(0, 20).mapToObj(i -> node.broadcast(Broadcast.of("x").onTopic("t")
                .acknowledgedWhen(Acknowledgement.STORED))).toList().forEach(Await::get);
        List<CompletionStage<RetainedPage>> pages = IntStream.range(0, Plumtree.MAX_PAGES)
                .mapToObj(i -> node.retained(RetainedQuery.ofTopic("t"))).toList();
        Await.failure(OverloadedException.class, node.retained(RetainedQuery.ofTopic("t")));

        CompletionStage<Void> left = node.leave(Duration.ofMillis(100));
        for (CompletionStage<RetainedPage> page : pages) {
            Await.failure(PlumtreeClosedException.class, page);
        }
        store.release.countDown();
        Await.get(left);
        Await.failure(PlumtreeClosedException.class, node.retained(RetainedQuery.ofTopic("t")));
    }

    private PlumtreeNode start(PlumtreeConfig config, MessageStore store) {
        PlumtreeNode.Builder builder = PlumtreeNode.builder().config(config.withNodeId(NodeId.of("a")))
                .transport(new HubTransport.Hub().transport());
        PlumtreeNode node = Await.get((store == null ? builder : builder.store(store)).start());
        nodes.add(node);
        return node;
    }

    private LogMessageStore store() {
        return new LogMessageStore(new StoreSettings(directory, 100_000, 64 << 20, Duration.ofDays(1), SyncPolicy.NEVER),
                System::currentTimeMillis);
    }

    /** Reads nothing until it is released. */
    private static final class Held extends ForwardingStore {

        private final CountDownLatch release = new CountDownLatch(1);

        Held(MessageStore store) {
            super(store);
        }

        @Override
        public List<Message> read(StreamId stream, long from, long to, int maxMessages, long maxBytes)
                throws StoreException {
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new StoreException("interrupted", new IOException(e));
            }
            return super.read(stream, from, to, maxMessages, maxBytes);
        }
    }
}
