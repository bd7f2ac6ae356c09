package io.plumtree.vertx;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.OverloadedException;
import io.plumtree.api.PlumtreeClosedException;
import io.plumtree.core.NodeSnapshot.Fill;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * The bounded queue from any thread to the event loop. A place is reserved before anything is done for a broadcast, so that
 * leaving can tell exactly whether one is still on its way. The event loop takes many at one turn.
 */
final class Ingress {

    /** Broadcasts that one turn of the event loop takes, so that links are read and written in between. */
    private static final int BATCH = 256;
    /** Beyond any bound of places, below the sign. */
    private static final int CLOSED = 1 << 30;

    private final int bound;
    private final IntSupplier backlog;
    private final Context loop;
    private final Consumer<List<QueuedBroadcast>> sink;
    private final NodeCounters counters;
    private final Queue<QueuedBroadcast> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger places = new AtomicInteger();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Promise<Void> drained = Promise.promise();
    private volatile boolean abandoned;

    /**
     * @param bound {@code broadcast-queue-max-size}
     * @param backlog broadcasts that were taken but not yet completed: they count, so that nothing piles up behind either
     * @param loop the event loop
     * @param sink gets broadcasts on the event loop, in their order
     * @param counters counts refusals
     */
    Ingress(int bound, IntSupplier backlog, Context loop, Consumer<List<QueuedBroadcast>> sink, NodeCounters counters) {
        this.bound = bound;
        this.backlog = backlog;
        this.loop = loop;
        this.sink = sink;
        this.counters = counters;
    }

    /**
     * Reserves a place for {@link #add}. Any thread.
     *
     * @throws PlumtreeClosedException after {@link #close}
     * @throws OverloadedException if no place is free
     */
    void reserve() {
        while (true) {
            int taken = places.get();
            if (taken >= CLOSED) {
                throw new PlumtreeClosedException();
            }
            if (taken + backlog.getAsInt() >= bound) {
                counters.overloaded();
                throw new OverloadedException(
                        "as many broadcasts wait for this node as broadcast-queue-max-size allows: " + bound);
            }
            if (places.compareAndSet(taken, taken + 1)) {
                return;
            }
        }
    }

    /** Queues a broadcast into its reserved place. Any thread; broadcasts of one thread keep their order. */
    void add(QueuedBroadcast broadcast) {
        queue.add(broadcast);
        if (abandoned) {
            refuseAll();
        } else {
            schedule();
        }
    }

    /** @return how full it is; any thread */
    Fill fill() {
        return new Fill(ConfigKey.BROADCAST_QUEUE_MAX_SIZE.name(), places.get() % CLOSED + backlog.getAsInt(), bound);
    }

    /**
     * Takes no more.
     *
     * @return completes, on the event loop, when everything that had a place was taken
     */
    Future<Void> close() {
        int taken = places.get();
        while (taken < CLOSED && !places.compareAndSet(taken, taken + CLOSED)) {
            taken = places.get();
        }
        schedule();
        return drained.future();
    }

    /** After {@link #close}: the event loop takes no more, whatever still had a place is refused. */
    void abandon() {
        abandoned = true;
        refuseAll();
    }

    private void refuseAll() {
        for (QueuedBroadcast next = queue.poll(); next != null; next = queue.poll()) {
            QueuedBroadcast refused = next;
            ForkJoinPool.commonPool()
                    .execute(() -> refused.result().completeExceptionally(new PlumtreeClosedException()));
        }
    }

    private void schedule() {
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            loop.runOnContext(turn -> drain());
        }
    }

    private void drain() {
        // Before the queue is read: whoever adds after the last poll finds the flag down and schedules a turn.
        scheduled.set(false);
        List<QueuedBroadcast> batch = new ArrayList<>(BATCH);
        for (QueuedBroadcast next = queue.poll(); next != null; next = queue.poll()) {
            batch.add(next);
            if (batch.size() == BATCH) {
                schedule();
                break;
            }
        }
        if (!batch.isEmpty()) {
            sink.accept(batch);
        }
        if (places.addAndGet(-batch.size()) == CLOSED) {
            drained.tryComplete();
        }
    }
}
