package io.plumtree.vertx;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.NodeEngine;
import io.plumtree.core.StoreEffects;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.store.MessageStore;
import io.plumtree.core.store.StoreBatch;
import io.plumtree.core.store.StoreContents;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.WorkerExecutor;

/**
 * The way between the engine and its durable store, which blocks: one call after the other on a thread of its own, what they
 * bring back on the event loop. While one batch is written the engine gathers the next. On the event loop.
 */
final class StoreWorker implements StoreEffects {

    private static final StoreBatch NOTHING = new StoreBatch(0, List.of(), List.of(), List.of());
    /** How often the store is written to when nothing is: it drops what is too old, and forces what was written, only then. */
    private static final long IDLE_MILLIS = 1000;

    private final MessageStore store;
    private final NodeContexts contexts;
    private final WorkerExecutor thread;
    private @Nullable Consumer<Turns.Input<NodeEngine>> engine;
    private long idle = -1;
    private boolean writing;
    private boolean failed;
    private @Nullable Promise<Void> whenIdle;

    /** @param name names the thread */
    StoreWorker(MessageStore store, NodeContexts contexts, String name) {
        this.store = store;
        this.contexts = contexts;
        // It waits for disks: no time is too long that a disk takes.
        this.thread = contexts.vertx().createSharedWorkerExecutor(name, 1, Duration.ofDays(1).toNanos(),
                TimeUnit.NANOSECONDS);
    }

    /** @return what it holds; fails with a StoreException, and then nothing is left open */
    Future<StoreContents> open() {
        return call(store::open).recover(failure -> thread.close().transform(done -> Future.failedFuture(failure)));
    }

    /** @param inputs feeds the engine */
    void start(Consumer<Turns.Input<NodeEngine>> inputs) {
        engine = inputs;
        idle = contexts.vertx().setPeriodic(IDLE_MILLIS, id -> {
            if (!writing && !failed) {
                write(NOTHING);
            }
        });
    }

    @Override
    public void storing() {
        // At the end of the turn, so that a batch has all that came in it.
        contexts.loop().runOnContext(turn -> {
            if (!writing) {
                writeNext();
            }
        });
    }

    @Override
    public void fetch(StreamId stream, long from, long to, int maxMessages, long maxBytes, long token) {
        call(() -> store.read(stream, from, to, maxMessages, maxBytes)).onComplete(read -> {
            if (read.failed()) {
                fail(read.cause());
            }
            List<Message> found = read.failed() ? List.of() : read.result();
            input((to1, now) -> to1.fetched(token, found, now));
        });
    }

    /** @return completes, never exceptionally, when the engine has nothing to write any more */
    Future<Void> written() {
        Promise<Void> promise = Promise.promise();
        whenIdle = promise;
        checkIdle();
        return promise.future();
    }

    /** Closes the store after what is under way. */
    Future<Void> close() {
        if (idle != -1) {
            contexts.vertx().cancelTimer(idle);
        }
        return call(() -> {
            store.close();
            return null;
        }).transform(closed -> thread.close().transform(done -> closed.failed() ? Future.failedFuture(closed.cause())
                : Future.succeededFuture()));
    }

    private void writeNext() {
        input((to, now) -> {
            StoreBatch batch = to.nextBatch();
            if (batch != null) {
                write(batch);
            }
        });
        checkIdle();
    }

    private void write(StoreBatch batch) {
        writing = true;
        call(() -> store.write(batch)).onComplete(written -> {
            writing = false;
            if (written.failed()) {
                fail(written.cause());
            } else if (batch == NOTHING) {
                input((to, now) -> to.dropped(written.result(), now));
            } else {
                input((to, now) -> to.stored(written.result(), now));
            }
            writeNext();
        });
    }

    private void fail(Throwable cause) {
        if (!failed) {
            failed = true;
            PlumtreeLog.LOG.storeFailed(cause);
            String why = String.valueOf(cause.getMessage());
            input((to, now) -> to.storeFailed(why, now));
        }
    }

    private void input(Turns.Input<NodeEngine> input) {
        if (engine != null) {
            engine.accept(input);
        }
    }

    private void checkIdle() {
        Promise<Void> waiting = whenIdle;
        if (waiting != null && !writing) {
            input((to, now) -> {
                if (to.storeIdle()) {
                    waiting.tryComplete();
                }
            });
        }
    }

    /** On the store's thread, in the order of the calls; completes on the event loop. */
    private <T> Future<T> call(Callable<T> task) {
        Promise<T> done = Promise.promise();
        thread.executeBlocking(task, true)
                .onComplete(result -> contexts.loop().runOnContext(turn -> done.handle(result)));
        return done.future();
    }
}
