package io.plumtree.core.broadcast;

/**
 * How long to wait for the push of an announced message before asking for it: from this node's own delays between
 * announcement and push (tree-model R9). Delays of messages that any hop had to ask for are no samples: the delay would feed
 * itself (P4).
 */
final class GraftDelay {

    private static final int SAMPLES = 128;
    private static final int ENOUGH = 64;
    private static final long MARGIN_NANOS = 10_000_000L;

    private final long scale;
    private final long[] samples = new long[SAMPLES];
    private int count;
    private long largest;

    /** @param scale {@code graft-timeout} in nanoseconds */
    GraftDelay(long scale) {
        this.scale = scale;
    }

    void sample(long nanos) {
        int at = count++ % SAMPLES;
        long overwritten = samples[at];
        samples[at] = nanos;
        if (nanos >= largest) {
            largest = nanos;
        } else if (overwritten == largest) {
            largest = 0;
            for (long sample : samples) {
                largest = Math.max(largest, sample);
            }
        }
        if (count >= 2 * SAMPLES) {
            count -= SAMPLES;
        }
    }

    /**
     * Before enough was measured, the first message of a cluster of ten thousand must not seem late: announced by a short way,
     * its push takes 8 hops.
     *
     * @return nanoseconds to wait for a push after an announcement
     */
    long waitForPush() {
        if (count < ENOUGH) {
            return scale - scale / 5;
        }
        return Math.min(4 * scale, Math.max(scale / 5, largest + largest / 2 + MARGIN_NANOS));
    }

    /** @return nanoseconds to wait for a hole that lies upstream: somebody nearer to it asks first (tree-model R10, §5) */
    long waitForUpstream() {
        return Math.max(waitForPush(), scale / 2);
    }

    /** @return nanoseconds to wait for what was asked for, of somebody at this distance */
    long waitForAnswer(long roundTrip) {
        return Math.max(scale / 10, 2 * roundTrip + MARGIN_NANOS);
    }
}
