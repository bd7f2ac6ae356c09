package io.plumtree.core.store;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.util.LongMap;

/** The messages of one stream that are kept. */
public final class RetainedStream {

    /** Holes are short, or the stream is none that an honest origin numbers: then all that is kept is looked at instead. */
    private static final int LONGEST_HOLE = 64;

    private final LongMap<Retained> bySequence = new LongMap<>();
    private long oldest;
    private long newest;
    /** The message numbered {@link #newest}, which most questions are about; null if it is not kept. */
    private @Nullable Retained latest;

    RetainedStream() {
    }

    public @Nullable Retained get(long sequence) {
        return sequence == newest ? latest : bySequence.get(sequence);
    }

    public boolean isEmpty() {
        return bySequence.size() == 0;
    }

    /** @return the least sequence kept; {@code newest + 1} of those ever kept if there is none */
    public long oldest() {
        return isEmpty() ? newest + 1 : oldest;
    }

    void put(long sequence, Retained retained) {
        oldest = isEmpty() ? sequence : Math.min(oldest, sequence);
        if (sequence >= newest) {
            newest = sequence;
            latest = retained;
        }
        bySequence.put(sequence, retained);
    }

    void remove(long sequence) {
        bySequence.remove(sequence);
        if (sequence == newest) {
            latest = null;
        }
        if (sequence == oldest && !isEmpty()) {
            oldest = next(sequence);
        }
    }

    private long next(long sequence) {
        for (long next = sequence + 1; next <= sequence + LONGEST_HOLE; next++) {
            if (bySequence.get(next) != null) {
                return next;
            }
        }
        return bySequence.leastKey();
    }
}
