package io.plumtree.vertx;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Completes stages on workers: all that were settled in one turn of the event loop by one task. A task that an application
 * blocks does not hold up the stages behind it, because the next turn's task takes them over.
 */
final class Completions {

    private final Executor turnEnd;
    private final Executor workers;
    private final Queue<Runnable> settled = new ConcurrentLinkedQueue<>();
    private final AtomicInteger backlog = new AtomicInteger();
    private boolean scheduled;

    Completions(Executor turnEnd, Executor workers) {
        this.turnEnd = turnEnd;
        this.workers = workers;
    }

    /** @return stages settled but not completed yet; any thread */
    int backlog() {
        return backlog.get();
    }

    /** Completes {@code stage} with {@code value}. On the event loop. */
    <T> void complete(CompletableFuture<T> stage, T value) {
        add(() -> stage.complete(value));
    }

    /** Completes {@code stage} exceptionally. On the event loop. */
    void fail(CompletableFuture<?> stage, Throwable failure) {
        add(() -> stage.completeExceptionally(failure));
    }

    /** Gives what still waits another worker, should an application have blocked the one it had. On the event loop. */
    void nudge() {
        if (!settled.isEmpty()) {
            submit();
        }
    }

    /** Completes what still waits on threads that do not end with this node. */
    void finish() {
        ForkJoinPool.commonPool().execute(this::drain);
    }

    private void add(Runnable completion) {
        backlog.incrementAndGet();
        settled.add(completion);
        if (!scheduled) {
            scheduled = true;
            turnEnd.execute(() -> {
                scheduled = false;
                submit();
            });
        }
    }

    private void submit() {
        try {
            workers.execute(this::drain);
        } catch (RejectedExecutionException e) {
            finish();
        }
    }

    private void drain() {
        for (Runnable next = settled.poll(); next != null; next = settled.poll()) {
            backlog.decrementAndGet();
            next.run();
        }
    }
}
