package io.plumtree.vertx;

import java.util.concurrent.TimeUnit;

import io.plumtree.core.NodeEngine;
import io.vertx.core.Vertx;

/**
 * The one timer of the engine. It is left alone while it fires early enough: an early {@link NodeEngine#advance} does
 * nothing, and most deadlines move away before they are met. On the event loop.
 */
final class EngineTimer {

    private static final long NONE = -1;

    private final Vertx vertx;
    private final Runnable due;
    private long timer = NONE;
    private long firesAt;

    /**
     * @param vertx makes timers on the event loop that arms
     * @param due called when the engine is to advance
     */
    EngineTimer(Vertx vertx, Runnable due) {
        this.vertx = vertx;
        this.due = due;
    }

    /** Sees to it that {@code due} is called at the latest in {@code nanos}, rounded up to the timers' millisecond. */
    void arm(long nanos, long now) {
        if (nanos == NodeEngine.NO_DEADLINE) {
            return;
        }
        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos + 999_999));
        long at = now + TimeUnit.MILLISECONDS.toNanos(millis);
        if (timer != NONE) {
            if (firesAt - at <= 0) {
                return;
            }
            vertx.cancelTimer(timer);
        }
        firesAt = at;
        timer = vertx.setTimer(millis, id -> {
            timer = NONE;
            due.run();
        });
    }

    void cancel() {
        if (timer != NONE) {
            vertx.cancelTimer(timer);
            timer = NONE;
        }
    }
}
