package io.plumtree.cdi;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.plumtree.api.Broadcast;
import io.plumtree.api.Cluster;
import io.plumtree.api.MessageHistory;
import io.plumtree.api.MessageId;
import io.plumtree.api.Plumtree;
import io.plumtree.api.PlumtreeClosedException;
import io.plumtree.api.PlumtreeHealth;
import io.plumtree.api.RetainedPage;
import io.plumtree.api.RetainedQuery;

/** Stands where there is no node, and says why. */
record AbsentPlumtree(String reason, boolean ready) implements Plumtree {

    PlumtreeClosedException closed() {
        return new PlumtreeClosedException(reason);
    }

    @Override
    public CompletionStage<MessageId> broadcast(Broadcast broadcast) {
        return CompletableFuture.failedStage(closed());
    }

    @Override
    public CompletionStage<Optional<MessageHistory>> why(MessageId id) {
        return CompletableFuture.failedStage(closed());
    }

    @Override
    public CompletionStage<RetainedPage> retained(RetainedQuery query) {
        return CompletableFuture.failedStage(closed());
    }

    @Override
    public Cluster cluster() {
        throw closed();
    }

    @Override
    public PlumtreeHealth health() {
        return PlumtreeHealth.withoutNode(ready, reason);
    }

    @Override
    public CompletionStage<Void> leave(Duration timeout) {
        return CompletableFuture.completedStage(null);
    }
}
