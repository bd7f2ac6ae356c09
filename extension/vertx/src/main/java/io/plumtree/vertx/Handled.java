package io.plumtree.vertx;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Context;

/** Tells the event loop from how many deliveries of a topic the listener has returned, many at one time. */
final class Handled {

    /** Hears, on the event loop, that the listener has returned from so many. */
    @FunctionalInterface
    interface Sink {
        void handled(String topic, int count);
    }

    private final String topic;
    private final Context loop;
    private final Sink sink;
    private final AtomicInteger count = new AtomicInteger();

    Handled(String topic, Context loop, Sink sink) {
        this.topic = topic;
        this.loop = loop;
        this.sink = sink;
    }

    /** The listener has returned from one more. Any thread. */
    void one() {
        if (count.getAndIncrement() == 0) {
            try {
                loop.runOnContext(turn -> sink.handled(topic, count.getAndSet(0)));
            } catch (RejectedExecutionException e) {
                // The node's Vertx was closed under it: nothing is handed over any more.
                return;
            }
        }
    }
}
