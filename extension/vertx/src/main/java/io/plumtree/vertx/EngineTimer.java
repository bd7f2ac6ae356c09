package io.plumtree.vertx;

import java.util.concurrent.TimeUnit;

import io.plumtree.vertx.membership.Alarm;
import io.vertx.core.Vertx;

/**
 * The one timer of a state machine. It is left alone while it fires early enough: to advance early does nothing, and most
 * deadlines move away before they are met. On the event loop.
 */
final class EngineTimer implements Alarm {

    private static final long NONE = -1;

    private final Vertx vertx;
    private final Runnable due;
    private long timer = NONE;
    private long firesAt;

    /**
     * @param vertx makes timers on the event loop that arms
     * @param due called when the state machine is to advance
     */
    EngineTimer(Vertx vertx, Runnable due) {
        this.vertx = vertx;
        this.due = due;
    }

    /** {@inheritDoc} It is rounded up to the timers' millisecond. */
    @Override
    public void arm(long nanos, long now) {
        if (nanos == Long.MAX_VALUE) {
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

    @Override
    public void cancel() {
        if (timer != NONE) {
            vertx.cancelTimer(timer);
            timer = NONE;
        }
    }
}
