package io.plumtree.core.util;

/**
 * How long to wait before the next attempt: twice as long after each failure, between a least and a greatest delay, and
 * drawn at random from the upper half so that nodes do not try in step.
 */
public final class Backoff {

    private final long min;
    private final long max;
    private final Prng random;
    private long ceiling;

    /**
     * @param min the least delay, in nanoseconds
     * @param max the greatest, in nanoseconds; the least if that is greater
     * @param random which delays
     */
    public Backoff(long min, long max, Prng random) {
        this.min = min;
        this.max = Math.max(min, max);
        this.random = random;
        this.ceiling = min;
    }

    /** @return nanoseconds to wait before the next attempt; more at the next call */
    public long next() {
        ceiling = Math.min(max, 2 * ceiling);
        long floor = Math.max(min, ceiling / 2);
        return floor + (long) (random.nextDouble() * (ceiling - floor));
    }

    /** The next wait is a short one again. */
    public void reset() {
        ceiling = min;
    }
}
