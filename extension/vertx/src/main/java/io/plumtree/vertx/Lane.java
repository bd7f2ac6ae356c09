package io.plumtree.vertx;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Hands items to a worker in their order, one after the other, in batches. Adding never blocks: the lock is held for the
 * moves of a queue only, never while an item is handled. Lanes that share an executor run concurrently.
 *
 * @param <T> what is handed over
 */
final class Lane<T> {

    /** Batches until a lane that never runs empty lets others have its worker. */
    private static final int BATCHES_IN_A_ROW = 16;

    private final LaneQueue<T> queue;
    private final Executor workers;
    private final Consumer<T> handler;
    private final List<Runnable> whenIdle = new ArrayList<>();
    private boolean running;
    private volatile boolean closed;

    /**
     * @param queue where items wait; used by this lane alone
     * @param workers runs the lane, never concurrently with itself
     * @param handler gets each item on a worker; must not throw
     */
    Lane(LaneQueue<T> queue, Executor workers, Consumer<T> handler) {
        this.queue = queue;
        this.workers = workers;
        this.handler = handler;
    }

    /** Adds an item; after {@link #close} it is dropped. Any thread. */
    void add(T item) {
        synchronized (this) {
            if (closed) {
                return;
            }
            queue.add(item);
            if (running) {
                return;
            }
            running = true;
        }
        start();
    }

    /** Whether nothing waits and nothing is being handled. Any thread. */
    synchronized boolean idle() {
        return !running;
    }

    /** Calls {@code action} once, as soon as the lane is idle: now, or on the worker. Any thread. */
    void whenIdle(Runnable action) {
        synchronized (this) {
            if (running) {
                whenIdle.add(action);
                return;
            }
        }
        action.run();
    }

    /** Drops what waits and takes no more; an item being handled is finished, the rest of its batch is not. Any thread. */
    synchronized void close() {
        closed = true;
        queue.clear();
    }

    private void run() {
        List<T> batch = new ArrayList<>(LaneQueue.BATCH_ITEMS);
        for (int i = 0; i < BATCHES_IN_A_ROW; i++) {
            List<Runnable> actions = null;
            synchronized (this) {
                queue.drainTo(batch);
                if (batch.isEmpty()) {
                    running = false;
                    actions = List.copyOf(whenIdle);
                    whenIdle.clear();
                }
            }
            if (actions != null) {
                actions.forEach(Runnable::run);
                return;
            }
            for (T item : batch) {
                if (closed) {
                    break;
                }
                handler.accept(item);
            }
            batch.clear();
        }
        start();
    }

    private void start() {
        try {
            workers.execute(this::run);
        } catch (RejectedExecutionException e) {
            // The node has given its workers back: nothing can be handed over any more.
            close();
            run();
        }
    }
}
