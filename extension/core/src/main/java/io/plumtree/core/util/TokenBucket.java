package io.plumtree.core.util;

/** Allows a rate, and a burst above it. */
public final class TokenBucket {

    private final double perNano;
    private final double burst;
    private double tokens;
    private long filledAt;

    public TokenBucket(double perSecond, double burst, long now) {
        this.perNano = perSecond / 1e9;
        this.burst = burst;
        this.tokens = burst;
        this.filledAt = now;
    }

    /** @return whether {@code amount} was there, and is taken */
    public boolean take(double amount, long now) {
        fill(now);
        if (tokens < amount) {
            return false;
        }
        tokens -= amount;
        return true;
    }

    /**
     * As {@link #take}, but what is refused is owed. So what is refused is not a matter of who comes at which moment: all is,
     * from when more was asked for than allowed until less was for a while.
     */
    public boolean takeOrOwe(double amount, long now) {
        boolean taken = take(amount, now);
        if (!taken) {
            tokens = Math.max(-burst, tokens - amount);
        }
        return taken;
    }

    /** @return nanoseconds, at least 1, until {@code amount} is there if nothing is taken before */
    public long nanosUntil(double amount, long now) {
        fill(now);
        return Math.max(1, (long) Math.ceil((amount - tokens) / perNano));
    }

    private void fill(long now) {
        tokens = Math.min(burst, tokens + Math.max(0, now - filledAt) * perNano);
        filledAt = now;
    }
}
