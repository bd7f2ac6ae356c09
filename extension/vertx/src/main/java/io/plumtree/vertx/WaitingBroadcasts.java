package io.plumtree.vertx;

import java.util.ArrayDeque;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * Broadcasts that wait until the engine takes them, in their order. Each holds its place in the {@link Ingress}, which bounds
 * them. On the event loop but for {@link #size}.
 */
final class WaitingBroadcasts {

    private final ArrayDeque<QueuedBroadcast> waiting = new ArrayDeque<>();
    private volatile int size;
    private @Nullable Promise<Void> empty;

    /** @return how many wait; any thread */
    int size() {
        return size;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    @Nullable
    QueuedBroadcast first() {
        return waiting.peekFirst();
    }

    void add(QueuedBroadcast broadcast) {
        waiting.addLast(broadcast);
        size = waiting.size();
    }

    /** The first waits no longer. */
    void removeFirst() {
        waiting.removeFirst();
        size = waiting.size();
        if (waiting.isEmpty() && empty != null) {
            empty.tryComplete();
        }
    }

    /** @return completes when nothing waits */
    Future<Void> whenEmpty() {
        if (waiting.isEmpty()) {
            return Future.succeededFuture();
        }
        Promise<Void> promise = empty == null ? Promise.promise() : empty;
        empty = promise;
        return promise.future();
    }

    /** Nothing waits any longer; {@code refuse} gets what did. */
    void end(Consumer<QueuedBroadcast> refuse) {
        while (!waiting.isEmpty()) {
            refuse.accept(waiting.getFirst());
            removeFirst();
        }
    }
}
