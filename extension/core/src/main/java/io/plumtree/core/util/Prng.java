package io.plumtree.core.util;

/** Seeded randomness of our own (SplitMix64), so that one seed gives one trace in every JVM. */
public final class Prng {

    private long state;

    public Prng(long seed) {
        this.state = seed;
    }

    /** @return 64 random bits */
    public long nextLong() {
        state += 0x9E3779B97F4A7C15L;
        return mix(state);
    }

    /** @return 0 to {@code bound - 1} */
    public int nextInt(int bound) {
        return (int) Math.floorMod(nextLong() >>> 1, (long) bound);
    }

    /** @return 0 (included) to 1 (excluded) */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** @return another generator, independent of what this one gives later */
    public Prng split() {
        return new Prng(nextLong());
    }

    /** @return a well mixed hash of {@code z} */
    public static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
