package io.plumtree.quarkus.runtime;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.plumtree.api.Broadcast;
import io.plumtree.api.MessageHistory;
import io.plumtree.api.MessageId;
import io.plumtree.api.Plumtree;
import io.plumtree.api.RetainedMessage;
import io.plumtree.api.RetainedPage;
import io.plumtree.api.RetainedQuery;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * {@link Plumtree} with Mutiny types. Nothing happens before subscription, and every subscription broadcasts again, so that
 * {@code onFailure().retry()} does what it says. Failures are those of {@link Plumtree}. Safe for use by any thread; no method
 * blocks.
 */
@ApplicationScoped
public class MutinyPlumtree {

    private final Plumtree plumtree;

    /** @param plumtree does the work */
    @Inject
    public MutinyPlumtree(Plumtree plumtree) {
        this.plumtree = plumtree;
    }

    /**
     * @param payload copied before this returns
     * @return as {@link Plumtree#broadcast(byte[])}
     */
    public Uni<MessageId> broadcast(byte[] payload) {
        return broadcast(Broadcast.of(payload));
    }

    /**
     * @param topic the topic's name
     * @param payload copied before this returns
     * @return as {@link Plumtree#broadcast(String, byte[])}
     * @throws IllegalArgumentException if {@code topic} is not a name
     */
    public Uni<MessageId> broadcast(String topic, byte[] payload) {
        return broadcast(Broadcast.of(payload).onTopic(topic));
    }

    /**
     * @param broadcast what, where, and when to complete
     * @return as {@link Plumtree#broadcast(Broadcast)}
     */
    public Uni<MessageId> broadcast(Broadcast broadcast) {
        return Uni.createFrom().completionStage(() -> plumtree.broadcast(broadcast));
    }

    /**
     * @param query which retained messages
     * @return as {@link Plumtree#retained(RetainedQuery)}
     */
    public Uni<RetainedPage> retained(RetainedQuery query) {
        return Uni.createFrom().completionStage(() -> plumtree.retained(query));
    }

    /**
     * @param query which retained messages
     * @return all of them, a page at a time as they are asked for
     */
    public Multi<RetainedMessage> allRetained(RetainedQuery query) {
        return Multi.createBy().repeating()
                .uni(() -> new AtomicReference<>(query),
                        next -> retained(next.get()).invoke(page -> page.next().ifPresent(next::set)))
                .whilst(page -> page.next().isPresent())
                .onItem().transformToIterable(RetainedPage::messages);
    }

    /**
     * @param id of which message
     * @return as {@link Plumtree#retained(MessageId)}; null if it is not retained
     */
    public Uni<RetainedMessage> retained(MessageId id) {
        return Uni.createFrom().completionStage(() -> plumtree.retained(id)).map(found -> found.orElse(null));
    }

    /**
     * @param id which message
     * @return as {@link Plumtree#why}; null if nothing of it is known here
     */
    public Uni<MessageHistory> why(MessageId id) {
        return Uni.createFrom().completionStage(() -> plumtree.why(id)).map(found -> found.orElse(null));
    }

    /**
     * @param timeout how long sending may take before the links are closed anyway
     * @return as {@link Plumtree#leave}
     */
    public Uni<Void> leave(Duration timeout) {
        return Uni.createFrom().completionStage(() -> plumtree.leave(timeout));
    }
}
