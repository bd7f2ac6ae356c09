package io.plumtree.core.broadcast;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.util.IntervalSet;

/**
 * Which messages of a stream arrived: everything up to a low-water mark, and intervals above it. The duplicate filter,
 * exact for as long as the stream is known, at the cost of its holes.
 */
final class ReceiveWindow {

    /** Null while there is no hole. */
    private @Nullable IntervalSet above;
    private long low;
    private long newest;

    ReceiveWindow(long baseline) {
        low = baseline;
        newest = baseline;
    }

    /** @return the last message before the first hole */
    long low() {
        return low;
    }

    /** @return the last message that arrived */
    long newest() {
        return newest;
    }

    boolean contains(long sequence) {
        return sequence <= low || (above != null && above.contains(sequence));
    }

    /** @return whether it was not contained */
    boolean add(long sequence) {
        if (contains(sequence)) {
            return false;
        }
        addAll(sequence, sequence);
        return true;
    }

    void addAll(long from, long to) {
        if (to <= low) {
            return;
        }
        if (above == null && from <= low + 1) {
            low = to;
        } else {
            addAbove(Math.max(from, low + 1), to);
        }
        newest = Math.max(newest, to);
    }

    private void addAbove(long from, long to) {
        if (above == null) {
            above = new IntervalSet();
        }
        above.addAll(from, to);
        if (above.from(0) == low + 1) {
            low = above.to(0);
            above.removeUpTo(low);
            if (above.isEmpty()) {
                above = null;
            }
        }
    }

    /** @return the last of the messages from {@code sequence} on that all arrived, or are all missing */
    long endOfRun(long sequence) {
        if (sequence <= low) {
            return low;
        }
        return above == null ? Long.MAX_VALUE : above.endOfRun(sequence);
    }

    void forEachMissing(long from, long to, IntervalSet.RangeConsumer consumer) {
        long first = Math.max(from, low + 1);
        if (above != null) {
            above.forEachMissing(first, to, consumer);
        } else if (first <= to) {
            consumer.accept(first, to);
        }
    }

    /** The intervals that arrived within {@code from} to {@code to}. */
    void forEachContained(long from, long to, IntervalSet.RangeConsumer consumer) {
        if (from <= Math.min(to, low)) {
            consumer.accept(from, Math.min(to, low));
        }
        if (above != null) {
            above.forEachContained(Math.max(from, low + 1), to, consumer);
        }
    }
}
