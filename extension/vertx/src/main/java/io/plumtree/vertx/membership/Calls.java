package io.plumtree.vertx.membership;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.membership.Membership;
import io.plumtree.vertx.Turns;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** Calls of the state machine that end later, each by its token. On the event loop. */
final class Calls {

    /** Makes a call. */
    interface Call {

        void make(Membership membership, long token, long now);
    }

    private final Consumer<Turns.Input<Membership>> inputs;
    private final Map<Long, Promise<?>> waiting = new HashMap<>();
    private long token;
    private boolean closed;

    /** @param inputs feeds the state machine */
    Calls(Consumer<Turns.Input<Membership>> inputs) {
        this.inputs = inputs;
    }

    /** @return completes with what {@link #end} is told; fails with what the call throws */
    <T> Future<T> begin(Call call) {
        Promise<T> promise = Promise.promise();
        if (closed) {
            promise.fail("the node left");
            return promise.future();
        }
        long id = ++token;
        waiting.put(id, promise);
        inputs.accept((membership, now) -> {
            try {
                call.make(membership, id, now);
            } catch (RuntimeException e) {
                waiting.remove(id);
                promise.fail(e);
            }
        });
        return promise.future();
    }

    /** A call ended. */
    @SuppressWarnings("unchecked") // each kind of call ends in one way
    <T> void end(long id, @Nullable T value) {
        Promise<T> promise = (Promise<T>) waiting.remove(id);
        if (promise != null) {
            promise.tryComplete(value);
        }
    }

    /** A call failed. */
    void fail(long id, String why) {
        Promise<?> promise = waiting.remove(id);
        if (promise != null) {
            promise.tryFail(why);
        }
    }

    /** Calls that wait fail, and later ones too. */
    void close() {
        closed = true;
        List.copyOf(waiting.values()).forEach(promise -> promise.tryFail("the node left"));
        waiting.clear();
    }
}
