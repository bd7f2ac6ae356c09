package io.plumtree.core.store;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.util.IntervalSet;
import io.plumtree.core.util.LongMap;

/** The messages of one stream that are kept. */
public final class RetainedStream {

    private final LongMap<Retained> bySequence = new LongMap<>();
    private final IntervalSet sequences = new IntervalSet();
    private long newest;
    /** The message numbered {@link #newest}, which most questions are about; null if it is not kept. */
    private @Nullable Retained latest;

    RetainedStream() {
    }

    public @Nullable Retained get(long sequence) {
        return sequence == newest ? latest : bySequence.get(sequence);
    }

    public boolean isEmpty() {
        return sequences.isEmpty();
    }

    /** @return the least sequence kept; {@code newest + 1} of those ever kept if there is none */
    public long oldest() {
        return isEmpty() ? newest + 1 : sequences.from(0);
    }

    /** @return the greatest sequence ever kept */
    public long newest() {
        return newest;
    }

    /** The intervals that are kept, ascending, from {@code first} on. */
    public void forEachKept(long first, IntervalSet.RangeConsumer consumer) {
        sequences.forEachContained(first, newest, consumer);
    }

    void put(long sequence, Retained retained) {
        if (sequence >= newest) {
            newest = sequence;
            latest = retained;
        }
        sequences.add(sequence);
        bySequence.put(sequence, retained);
    }

    void remove(long sequence) {
        if (sequence == newest) {
            latest = null;
        }
        sequences.remove(sequence, sequence);
        bySequence.remove(sequence);
    }
}
