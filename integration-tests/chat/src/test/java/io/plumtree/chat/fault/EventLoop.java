package io.plumtree.chat.fault;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/** One event loop, for tests that are not on it. */
final class EventLoop implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));

    Vertx vertx() {
        return vertx;
    }

    /** Runs something there, and returns when it is done. */
    void run(Runnable action) {
        await(() -> {
            action.run();
            return Future.succeededFuture();
        });
    }

    <T> T await(Supplier<Future<T>> action) {
        CompletableFuture<T> done = new CompletableFuture<>();
        vertx.runOnContext(turn -> action.get().onSuccess(done::complete).onFailure(done::completeExceptionally));
        return done.join();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
