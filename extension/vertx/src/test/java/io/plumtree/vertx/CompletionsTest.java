package io.plumtree.vertx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

class CompletionsTest {

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final AtomicInteger tasks = new AtomicInteger();
    private final Completions completions = new Completions(new TurnEnd(loop), task -> {
        tasks.incrementAndGet();
        workers.execute(task);
    });

    @AfterEach
    void close() {
        workers.shutdownNow();
        vertx.close();
    }

    @Test
    void whatIsSettledInOneTurnIsCompletedByOneTaskOffTheEventLoop() throws Exception {
        List<CompletableFuture<Integer>> stages = new ArrayList<>();
        List<CompletableFuture<Boolean>> onLoop = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            CompletableFuture<Integer> stage = new CompletableFuture<>();
            stages.add(stage);
            onLoop.add(stage.thenApply(value -> Context.isOnEventLoopThread()));
        }
        loop.runOnContext(turn -> {
            for (int i = 0; i < 100; i++) {
                completions.complete(stages.get(i), i);
            }
        });

        for (CompletableFuture<Boolean> one : onLoop) {
            assertFalse(one.get(10, TimeUnit.SECONDS));
        }
        assertEquals(1, tasks.get());
        assertEquals(0, completions.backlog());
    }

    @Test
    void aStageThatTheApplicationBlocksIsOvertakenInTheNextTurn() throws Exception {
        CompletableFuture<Integer> first = new CompletableFuture<>();
        CompletableFuture<Integer> second = new CompletableFuture<>();
        CompletableFuture<Integer> third = new CompletableFuture<>();
        CompletableFuture<Integer> sum = first.thenApply(value -> value + second.join() + third.join());
        loop.runOnContext(turn -> {
            completions.complete(first, 1);
            completions.complete(second, 2);
            loop.runOnContext(next -> completions.complete(third, 3));
        });

        assertEquals(6, sum.get(10, TimeUnit.SECONDS));
    }

    @Test
    void nothingIsForgottenWhenTheWorkersAreGone() throws Exception {
        CompletableFuture<Integer> stage = new CompletableFuture<>();
        Completions late = new Completions(new TurnEnd(loop), task -> {
            throw new RejectedExecutionException();
        });
        loop.runOnContext(turn -> late.complete(stage, 1));

        assertEquals(1, stage.get(10, TimeUnit.SECONDS));
        assertEquals(0, late.backlog());
    }
}
