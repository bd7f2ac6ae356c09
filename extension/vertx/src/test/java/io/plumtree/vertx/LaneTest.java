package io.plumtree.vertx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaneTest {

    private final ExecutorService workers = Executors.newFixedThreadPool(4);

    @AfterEach
    void stopWorkers() {
        workers.shutdownNow();
    }

    @Test
    void itemsAreHandledInOrderAndNeverTwoAtOnce() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Integer> handled = new ArrayList<>();
        Lane<Integer> lane = new Lane<>(new Unbounded(), Runnable::run, workers, item -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            handled.add(item);
            inside.decrementAndGet();
        });

        for (int i = 0; i < 20_000; i++) {
            lane.add(i);
        }
        awaitIdle(lane);

        assertEquals(IntStream.range(0, 20_000).boxed().toList(), handled);
        assertEquals(1, most.get());
    }

    @Test
    void oneWorkerIsWokenForAllThatIsAddedTogetherButNotLaterThanForAFullBatch() throws Exception {
        List<Runnable> soon = new ArrayList<>();
        AtomicInteger wakes = new AtomicInteger();
        CountDownLatch handled = new CountDownLatch(LaneQueue.BATCH_ITEMS + 3);
        Lane<Integer> lane = new Lane<>(new Unbounded(), soon::add, task -> {
            wakes.incrementAndGet();
            workers.execute(task);
        }, item -> handled.countDown());

        lane.add(1);
        lane.add(2);
        lane.add(3);
        assertEquals(0, wakes.get());
        assertFalse(lane.idle());
        soon.remove(0).run();
        awaitIdle(lane);
        assertEquals(1, wakes.get());

        for (int i = 0; i < LaneQueue.BATCH_ITEMS; i++) {
            lane.add(i);
        }
        assertTrue(handled.await(10, TimeUnit.SECONDS));
        awaitIdle(lane);
        soon.remove(0).run();
        assertEquals(2, wakes.get());
        assertTrue(soon.isEmpty());
    }

    @Test
    void aLaneThatIsHeldUpDoesNotHoldUpAnother() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Lane<Integer> slow = new Lane<>(new Unbounded(), Runnable::run, workers, item -> await(release));
        CountDownLatch handled = new CountDownLatch(1);
        Lane<Integer> fast = new Lane<>(new Unbounded(), Runnable::run, workers, item -> handled.countDown());

        slow.add(1);
        fast.add(1);

        assertTrue(handled.await(10, TimeUnit.SECONDS));
        assertFalse(slow.idle());
        release.countDown();
        awaitIdle(slow);
    }

    @Test
    void aClosedLaneDropsWhatWaitsAndTakesNoMore() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger handled = new AtomicInteger();
        Lane<Integer> lane = new Lane<>(new Unbounded(), Runnable::run, workers, item -> {
            handled.incrementAndGet();
            started.countDown();
            await(release);
        });
        lane.add(1);
        assertTrue(started.await(10, TimeUnit.SECONDS));
        lane.add(2);

        lane.close();
        lane.add(3);
        release.countDown();
        awaitIdle(lane);

        assertEquals(1, handled.get());
    }

    @Test
    void aLaneWithoutWorkersIsIdleInsteadOfStuck() throws Exception {
        Lane<Integer> lane = new Lane<>(new Unbounded(), Runnable::run, task -> {
            throw new RejectedExecutionException();
        }, item -> {
            throw new AssertionError();
        });

        lane.add(1);

        awaitIdle(lane);
    }

    private static void awaitIdle(Lane<?> lane) throws InterruptedException {
        CountDownLatch idle = new CountDownLatch(1);
        lane.whenIdle(idle::countDown);
        assertTrue(idle.await(10, TimeUnit.SECONDS));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Unbounded implements LaneQueue<Integer> {

        private final ArrayDeque<Integer> items = new ArrayDeque<>();

        @Override
        public void add(Integer item) {
            items.add(item);
        }

        @Override
        public void drainTo(List<Integer> batch) {
            while (batch.size() < BATCH_ITEMS && !items.isEmpty()) {
                batch.add(items.remove());
            }
        }

        @Override
        public void clear() {
            items.clear();
        }
    }
}
