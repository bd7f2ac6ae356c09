package io.plumtree.vertx.tcp;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: twice as long after each failure, between a least and a greatest delay, and
 * drawn at random from the upper half so that nodes do not dial in step.
 */
final class Backoff {

    private final long minNanos;
    private final long maxNanos;
    private final RandomGenerator random;
    private long ceilingNanos;

    Backoff(Duration min, Duration max, RandomGenerator random) {
        this.minNanos = min.toNanos();
        this.maxNanos = max.toNanos();
        this.random = random;
        this.ceilingNanos = minNanos;
    }

    /** @return the wait before the next attempt; longer at the next call */
    Duration next() {
        ceilingNanos = Math.min(maxNanos, 2 * ceilingNanos);
        long floor = Math.max(minNanos, ceilingNanos / 2);
        return Duration.ofNanos(floor == ceilingNanos ? floor : random.nextLong(floor, ceilingNanos + 1));
    }

    /** The next wait is a short one again. */
    void reset() {
        ceilingNanos = minNanos;
    }
}
