package io.plumtree.core.membership;

/** How times and counts grow with the cluster: memberlist's formulas, to the digit, because peers compute them too. */
final class Scaling {

    private static final long MILLIS = 1_000_000L;
    /** Up to here states are exchanged at the configured interval. */
    private static final int PUSH_PULL_THRESHOLD = 32;

    private Scaling() {
    }

    /** How long a member is suspected at least before it fails. */
    static long suspicionTimeout(int multiplier, int nodes, long interval) {
        double scale = Math.max(1, StrictMath.log10(Math.max(1, nodes)));
        return multiplier * (long) (scale * 1000) * interval / 1000;
    }

    /** What is left of a suspicion after {@code confirmations} of {@code expected}; not positive if it is over. */
    static long remainingSuspicion(int confirmations, int expected, long elapsed, long min, long max) {
        double fraction = StrictMath.log(confirmations + 1.0) / StrictMath.log(expected + 1.0);
        double raw = max / 1e9 - fraction * (max / 1e9 - min / 1e9);
        long timeout = (long) Math.floor(1000 * raw) * MILLIS;
        return Math.max(min, timeout) - elapsed;
    }

    /** How often a broadcast is sent. */
    static int retransmitLimit(int multiplier, int nodes) {
        return multiplier * (int) Math.ceil(StrictMath.log10(nodes + 1.0));
    }

    /** How long to wait between exchanges of state. */
    static long pushPull(long interval, int nodes) {
        if (nodes <= PUSH_PULL_THRESHOLD) {
            return interval;
        }
        return interval * ((int) Math.ceil(log2(nodes) - log2(PUSH_PULL_THRESHOLD)) + 1);
    }

    /** Exact for powers of two, where rounding would add a step. */
    private static double log2(int n) {
        return (n & (n - 1)) == 0 ? Integer.numberOfTrailingZeros(n) : StrictMath.log(n) / StrictMath.log(2);
    }
}
