package io.plumtree.vertx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.Overload;
import io.plumtree.api.OverloadedException;
import io.plumtree.api.PlumtreeClosedException;
import io.plumtree.core.message.Payload;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

class IngressTest {

    private static final int BOUND = 1_000;

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final NodeCounters counters = new NodeCounters();
    private final AtomicInteger backlog = new AtomicInteger();
    private final List<String> taken = new ArrayList<>();
    private final AtomicInteger turns = new AtomicInteger();
    private final Ingress ingress = new Ingress(BOUND, backlog::get, loop, batch -> {
        turns.incrementAndGet();
        batch.forEach(one -> taken.add(one.topic()));
    }, counters);

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void oneMoreThanTheBoundIsRefusedAndTheRestIsTakenInFewTurnsAndInOrder() throws Exception {
        CountDownLatch release = holdTheLoop();
        for (int i = 0; i < BOUND; i++) {
            ingress.reserve();
            ingress.add(broadcast(i));
        }

        OverloadedException e = assertThrows(OverloadedException.class, ingress::reserve);
        assertTrue(e.getMessage().contains("broadcast-queue-max-size") && e.getMessage().contains("1000"), e.getMessage());
        assertEquals(1, counters.stats().overloaded());

        release.countDown();
        await(ingress.close());
        assertEquals(IntStream.range(0, BOUND).mapToObj(i -> "t" + i).toList(), taken);
        assertEquals(4, turns.get());
    }

    @Test
    void whatWaitsForItsCompletionCountsToo() {
        backlog.set(BOUND);
        assertThrows(OverloadedException.class, ingress::reserve);
        backlog.set(BOUND - 1);
        ingress.reserve();
    }

    @Test
    void closingRefusesNewOnesAndWaitsForThoseThatHaveAPlace() throws Exception {
        ingress.reserve();
        ingress.reserve();
        Future<Void> drained = ingress.close();
        assertThrows(PlumtreeClosedException.class, ingress::reserve);

        ingress.add(broadcast(1));
        turnTheLoop();
        assertFalse(drained.isComplete());

        ingress.add(broadcast(2));
        await(drained);
        assertEquals(List.of("t1", "t2"), taken);
    }

    @Test
    void anAbandonedQueueRefusesWhatStillComesInsteadOfForgettingIt() {
        ingress.reserve();
        ingress.close();
        ingress.abandon();
        QueuedBroadcast late = broadcast(1);
        ingress.add(late);

        ExecutionException e = assertThrows(ExecutionException.class, () -> late.result().get(10, TimeUnit.SECONDS));
        assertEquals(PlumtreeClosedException.class, e.getCause().getClass());
    }

    private static QueuedBroadcast broadcast(int number) {
        return new QueuedBroadcast("t" + number, Map.of(), Payload.plain(new byte[0]), 0, Acknowledgement.QUEUED, Overload.FAIL,
                new CompletableFuture<>());
    }

    private CountDownLatch holdTheLoop() {
        CountDownLatch release = new CountDownLatch(1);
        loop.runOnContext(turn -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return release;
    }

    private void turnTheLoop() throws Exception {
        CompletableFuture<Void> turned = new CompletableFuture<>();
        // Twice, because a turn may schedule another one.
        loop.runOnContext(one -> loop.runOnContext(two -> turned.complete(null)));
        turned.get(10, TimeUnit.SECONDS);
    }

    private static void await(Future<Void> future) throws Exception {
        future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
