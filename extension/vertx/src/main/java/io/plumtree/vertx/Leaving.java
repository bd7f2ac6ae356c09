package io.plumtree.vertx;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ForkJoinPool;

import io.plumtree.api.ConfigKey;
import io.vertx.core.Future;

/** Has a node leave once, whoever asks first: the application, or a Vertx that is closed under the node. Any thread. */
final class Leaving {

    private final NodeParts parts;
    private final CompletableFuture<Void> left = new CompletableFuture<>();
    private Future<Void> departed;
    private boolean closing;

    Leaving(NodeParts parts) {
        this.parts = parts;
    }

    CompletionStage<Void> leave(Duration timeout) {
        Future<Void> departure = depart(timeout);
        synchronized (this) {
            if (closing) {
                return left;
            }
            closing = true;
        }
        departure.compose(done -> parts.contexts().close()).onComplete(closed -> {
            PlumtreeLog.LOG.left(parts.cluster().localNode(), parts.config().clusterName());
            // Neither an event loop nor a worker that is gone by now.
            ForkJoinPool.commonPool().execute(() -> left.complete(null));
        });
        return left;
    }

    void withVertx() {
        parts.contexts().beforeUndeploy(() -> depart(parts.config().get(ConfigKey.SHUTDOWN_TIMEOUT)));
    }

    private synchronized Future<Void> depart(Duration timeout) {
        if (departed == null) {
            departed = parts.departure().run(timeout);
        }
        return departed;
    }
}
