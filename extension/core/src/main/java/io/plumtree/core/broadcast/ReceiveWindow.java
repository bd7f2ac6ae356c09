package io.plumtree.core.broadcast;

import io.plumtree.core.util.IntervalSet;

/**
 * Which messages of a stream arrived: everything up to a low-water mark, and intervals above it. The duplicate filter,
 * exact for as long as the stream is known, at the cost of its holes.
 */
final class ReceiveWindow {

    private final IntervalSet above = new IntervalSet();
    private long low;

    ReceiveWindow(long baseline) {
        low = baseline;
    }

    /** @return the last message before the first hole */
    long low() {
        return low;
    }

    /** @return the last message that arrived */
    long newest() {
        return above.isEmpty() ? low : above.last();
    }

    boolean contains(long sequence) {
        return sequence <= low || above.contains(sequence);
    }

    /** @return whether it was not contained */
    boolean add(long sequence) {
        if (sequence == low + 1) {
            low = sequence;
            absorb();
            return true;
        }
        return sequence > low && above.add(sequence);
    }

    void addAll(long from, long to) {
        if (to <= low) {
            return;
        }
        above.addAll(Math.max(from, low + 1), to);
        absorb();
    }

    void forEachMissing(long from, long to, IntervalSet.RangeConsumer consumer) {
        if (to > low) {
            above.forEachMissing(Math.max(from, low + 1), to, consumer);
        }
    }

    /** The intervals that arrived within {@code from} to {@code to}. */
    void forEachContained(long from, long to, IntervalSet.RangeConsumer consumer) {
        if (from <= low) {
            consumer.accept(from, Math.min(to, low));
        }
        if (to > low) {
            above.forEachContained(Math.max(from, low + 1), to, consumer);
        }
    }

    private void absorb() {
        if (!above.isEmpty() && above.from(0) == low + 1) {
            low = above.to(0);
            above.removeUpTo(low);
        }
    }
}
