package io.plumtree.vertx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.plumtree.api.Broadcast;
import io.plumtree.api.MessageTooLargeException;
import io.plumtree.api.PlumtreeConfig;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

class BroadcasterTest {

    private static final int LARGE = 50_000;

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final ExecutorService worker = Executors.newSingleThreadExecutor();
    private final NodeCounters counters = new NodeCounters();
    private final List<QueuedBroadcast> taken = Collections.synchronizedList(new ArrayList<>());
    private final Ingress ingress = new Ingress(10_000, () -> 0, loop, taken::addAll, counters);
    private volatile boolean readableByAll = true;

    @AfterEach
    void close() {
        worker.shutdownNow();
        vertx.close();
    }

    @Test
    void aPayloadThatGetsSmallerIsCompressedIfAllCanReadIt() throws Exception {
        Broadcaster broadcaster = broadcaster(PlumtreeConfig.wan());
        broadcaster.broadcast(Broadcast.of(new byte[1_000]));
        readableByAll = false;
        broadcaster.broadcast(Broadcast.of(new byte[1_000]));
        readableByAll = true;
        broadcaster.broadcast(Broadcast.of(new byte[255]));
        byte[] noise = new byte[1_000];
        new Random(1).nextBytes(noise);
        broadcaster.broadcast(Broadcast.of(noise));
        drain();

        assertEquals(List.of(true, false, false, false), taken.stream().map(one -> one.payload().compressed()).toList());
        assertEquals(1_000, taken.get(0).payload().applicationSize());
        assertEquals(1, counters.stats().compressed());
    }

    @Test
    void nothingIsCompressedUnlessEnabledAndPossible() throws Exception {
        broadcaster(PlumtreeConfig.lan()).broadcast(Broadcast.of(new byte[1_000]));
        new Broadcaster(PlumtreeConfig.wan(), false, () -> true, ingress, worker, counters)
                .broadcast(Broadcast.of(new byte[1_000]));
        drain();

        assertFalse(taken.get(0).payload().compressed() || taken.get(1).payload().compressed());
    }

    @Test
    void anEventLoopCompressesNoLargePayloadAndItsBroadcastsKeepTheirOrder() throws Exception {
        Broadcaster broadcaster = broadcaster(PlumtreeConfig.wan());
        CountDownLatch release = new CountDownLatch(1);
        worker.execute(() -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        CompletableFuture<Integer> asked = new CompletableFuture<>();
        vertx.runOnContext(turn -> {
            for (int i = 0; i < 100; i++) {
                broadcaster.broadcast(Broadcast.of(new byte[i % 3 == 0 ? LARGE : 300]).onTopic("t" + i));
            }
            asked.complete((int) counters.stats().compressed());
        });

        // The first is large, so everything waits for the worker; only what is small was compressed right there.
        assertEquals(66, asked.get(10, TimeUnit.SECONDS));
        assertTrue(taken.isEmpty());
        release.countDown();
        drain();
        assertEquals(100, taken.size());
        for (int i = 0; i < 100; i++) {
            assertEquals("t" + i, taken.get(i).topic());
            assertTrue(taken.get(i).payload().compressed());
        }
    }

    @Test
    void aPayloadOverTheMaximumIsRefusedAtOnce() {
        ExecutionException e = assertThrows(ExecutionException.class, () -> broadcaster(PlumtreeConfig.standard())
                .broadcast(Broadcast.of(new byte[65_537])).toCompletableFuture().get(10, TimeUnit.SECONDS));
        MessageTooLargeException refused = (MessageTooLargeException) e.getCause();
        assertEquals(65_537, refused.size());
        assertEquals(65_536, refused.maximum());
    }

    private Broadcaster broadcaster(PlumtreeConfig config) {
        return new Broadcaster(config, true, () -> readableByAll, ingress, worker, counters);
    }

    private void drain() throws Exception {
        ingress.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
