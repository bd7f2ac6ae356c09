package io.plumtree.vertx.metrics;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

import io.plumtree.vertx.DeliveryMeter;

/** Measures the deliveries of one node: how many hops they took, and how long. Safe for use by any thread. */
public final class DeliveryStatistics implements DeliveryMeter {

    /** Trees of a degree of 3 or more are not deeper with 50,000 nodes; what travels farther was repaired on its way. */
    static final int MOST_HOPS = 10;

    private final LongSupplier wallClockMillis;
    private final long begunMillis;
    private final AtomicLongArray byHops = new AtomicLongArray(MOST_HOPS + 2);
    private volatile LongConsumer latency = millis -> {
    };

    /** Measures from now on. */
    public DeliveryStatistics() {
        this(System::currentTimeMillis);
    }

    DeliveryStatistics(LongSupplier wallClockMillis) {
        this.wallClockMillis = wallClockMillis;
        this.begunMillis = wallClockMillis.getAsLong();
    }

    /** @param timer is told each latency from now on, in milliseconds and on the event loop: {@link DeliveryLatency} */
    public void latencyTo(LongConsumer timer) {
        latency = timer;
    }

    @Override
    public void delivered(int hops, long sentAtMillis, boolean redelivered) {
        byHops.incrementAndGet(Math.min(hops, MOST_HOPS + 1));
        // How long somebody was not there says nothing about how long messages take; nor does a way of no hops.
        if (hops > 0 && !redelivered && sentAtMillis >= begunMillis) {
            latency.accept(Math.max(0, wallClockMillis.getAsLong() - sentAtMillis));
        }
    }

    /** @return messages that took so many hops; with one more than {@link #MOST_HOPS}, those that took more */
    long delivered(int hops) {
        return byHops.get(hops);
    }
}
