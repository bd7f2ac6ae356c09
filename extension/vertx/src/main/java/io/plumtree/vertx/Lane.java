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

    private enum State {
        /** Nothing waits. */
        IDLE,
        /** Something waits; the worker will be woken. */
        ASKED,
        /** A worker is at it, or about to be. */
        RUNNING
    }

    private final LaneQueue<T> queue;
    private final Executor soon;
    private final Executor workers;
    private final Consumer<T> handler;
    private final List<Runnable> whenIdle = new ArrayList<>();
    private State state = State.IDLE;
    private int added;
    private volatile boolean closed;

    /**
     * @param queue where items wait; used by this lane alone
     * @param soon runs what is to wake a worker when the thread that adds is done with adding
     * @param workers runs the lane, never concurrently with itself
     * @param handler gets each item on a worker; must not throw
     */
    Lane(LaneQueue<T> queue, Executor soon, Executor workers, Consumer<T> handler) {
        this.queue = queue;
        this.soon = soon;
        this.workers = workers;
        this.handler = handler;
    }

    /** Adds an item; after {@link #close} it is dropped. Any thread that {@code soon} can do with. */
    void add(T item) {
        boolean full;
        synchronized (this) {
            if (closed) {
                return;
            }
            queue.add(item);
            if (state == State.RUNNING) {
                return;
            }
            added = state == State.IDLE ? 1 : added + 1;
            full = added == LaneQueue.BATCH_ITEMS;
            if (state == State.ASKED && !full) {
                return;
            }
            state = full ? State.RUNNING : State.ASKED;
        }
        if (full) {
            start();
        } else {
            soon.execute(this::startIfAsked);
        }
    }

    /** Whether nothing waits and nothing is being handled. Any thread. */
    synchronized boolean idle() {
        return state == State.IDLE;
    }

    /** Calls {@code action} once, as soon as the lane is idle: now, or on the worker. Any thread. */
    void whenIdle(Runnable action) {
        synchronized (this) {
            if (state != State.IDLE) {
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
                    state = State.IDLE;
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

    private void startIfAsked() {
        synchronized (this) {
            if (state != State.ASKED) {
                return;
            }
            state = State.RUNNING;
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
