package io.plumtree.vertx.tcp;

import java.util.concurrent.TimeUnit;

import io.vertx.core.Future;

/** How long tests wait at most; what is awaited comes much sooner. */
final class Deadline {

    static final long SECONDS = 60;

    private Deadline() {
    }

    static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    }
}
