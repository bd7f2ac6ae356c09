package io.plumtree.vertx;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/**
 * Feeds a state machine one input after the other. An input that comes up within another one waits until that one has
 * returned. On the event loop.
 *
 * @param <M> the state machine
 */
public final class Turns<M> {

    private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /**
     * Something to tell the state machine.
     *
     * @param <M> the state machine
     */
    @FunctionalInterface
    public interface Input<M> {

        /** Tells it. */
        void apply(M machine, long now);
    }

    /** Hears how turns went. */
    public interface Watcher {

        /** An input threw: a bug. */
        void failed(Throwable e);

        /** A turn took more than 5 ms. */
        void slow();

        /** A turn is over. */
        void over(long now);
    }

    private final M machine;
    private final Watcher watcher;
    private final ArrayDeque<Input<? super M>> deferred = new ArrayDeque<>();
    private boolean busy;

    /**
     * @param machine what to feed
     * @param watcher hears how it went
     */
    public Turns(M machine, Watcher watcher) {
        this.machine = machine;
        this.watcher = watcher;
    }

    /** Feeds it that, now or when the input under way has returned. */
    public void input(Input<? super M> input) {
        if (busy) {
            deferred.add(input);
            return;
        }
        busy = true;
        long begun = System.nanoTime();
        apply(input, begun);
        for (Input<? super M> next = deferred.poll(); next != null; next = deferred.poll()) {
            apply(next, System.nanoTime());
        }
        busy = false;
        long now = System.nanoTime();
        if (now - begun > SLOW_NANOS) {
            watcher.slow();
        }
        watcher.over(now);
    }

    private void apply(Input<? super M> input, long now) {
        try {
            input.apply(machine, now);
        } catch (RuntimeException | AssertionError e) {
            watcher.failed(e);
        }
    }
}
