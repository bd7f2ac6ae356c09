package io.plumtree.vertx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.MessageId;
import io.plumtree.api.NotAcknowledgedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * Broadcasts that wait for {@code RECEIVED} or {@code STORED}, by the token under which the engine knows them. On the event
 * loop. The engine bounds them by {@code max-pending-acknowledgements} and ends their wait in time.
 */
final class Acknowledgements {

    private static final class Waiting {

        final CompletableFuture<MessageId> stage;
        /** Null until the engine has accepted the broadcast. */
        @Nullable
        MessageId id;
        boolean acknowledged;
        @Nullable
        String refusal;

        Waiting(CompletableFuture<MessageId> stage) {
            this.stage = stage;
        }
    }

    private final Completions completions;
    private final Map<Long, Waiting> waiting = new LinkedHashMap<>();
    private final List<Promise<Void>> whenEmpty = new ArrayList<>();
    private long lastToken;

    Acknowledgements(Completions completions) {
        this.completions = completions;
    }

    /** @return the token to give to the engine */
    long expect(CompletableFuture<MessageId> stage) {
        waiting.put(++lastToken, new Waiting(stage));
        return lastToken;
    }

    /** The engine did not accept the broadcast; its stage is the caller's again. */
    void withdraw(long token) {
        waiting.remove(token);
        checkEmpty();
    }

    /** The engine accepted the broadcast, and perhaps answered already. */
    void accepted(long token, MessageId id) {
        Waiting one = waiting.get(token);
        if (one != null) {
            one.id = id;
            settle(token, one);
        }
    }

    void acknowledged(long token) {
        Waiting one = waiting.get(token);
        if (one != null) {
            one.acknowledged = true;
            settle(token, one);
        }
    }

    void notAcknowledged(long token, String why) {
        Waiting one = waiting.get(token);
        if (one != null && !one.acknowledged) {
            one.refusal = why;
            settle(token, one);
        }
    }

    /** @return completes when nothing waits */
    Future<Void> settled() {
        Promise<Void> empty = Promise.promise();
        whenEmpty.add(empty);
        checkEmpty();
        return empty.future();
    }

    /** Ends every wait. */
    void end(String why) {
        List.copyOf(waiting.keySet()).forEach(token -> notAcknowledged(token, why));
    }

    private void settle(long token, Waiting one) {
        if (one.id == null) {
            return;
        }
        if (one.acknowledged) {
            completions.complete(one.stage, one.id);
        } else if (one.refusal != null) {
            completions.fail(one.stage, new NotAcknowledgedException(one.id, one.refusal));
        } else {
            return;
        }
        waiting.remove(token);
        checkEmpty();
    }

    private void checkEmpty() {
        if (waiting.isEmpty() && !whenEmpty.isEmpty()) {
            List<Promise<Void>> promises = List.copyOf(whenEmpty);
            whenEmpty.clear();
            promises.forEach(Promise::tryComplete);
        }
    }
}
