package io.plumtree.core.store;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.message.StreamId;
import io.plumtree.core.util.IntervalSet;

/** The messages of one stream that are kept. */
public final class RetainedStream {

    private static final @Nullable Retained[] NONE = {};
    private static final int SMALLEST = 4;

    private final StreamId id;
    private long replayedUpTo;
    private long restoredUpTo;
    private final IntervalSet sequences = new IntervalSet();
    /** By sequence, from {@link #begin} to {@link #end}: the place of each follows from its rank in {@link #sequences}. */
    private @Nullable Retained[] kept = NONE;
    private int begin;
    private int end;
    private long newest;
    /** The message numbered {@link #newest}, which most questions are about; null if it is not kept. */
    private @Nullable Retained latest;

    RetainedStream(StreamId id) {
        this.id = id;
    }

    StreamId id() {
        return id;
    }

    /** Messages up to this one are from before this node came; 0 if none are kept account of. */
    public long replayedUpTo() {
        return replayedUpTo;
    }

    /** @param sequence the last from before this node came */
    public void replayedUpTo(long sequence) {
        replayedUpTo = sequence;
    }

    /** An earlier incarnation of this node may have been handed any of it, until a message is known to be new. */
    public void restored() {
        restoredUpTo = Long.MAX_VALUE;
    }

    /** @param sequence a message that nobody had when the earlier incarnation ended, nor those behind it */
    public void isNew(long sequence) {
        restoredUpTo = Math.min(restoredUpTo, sequence - 1);
    }

    /** @return whether an earlier incarnation of this node may have been handed it */
    public boolean redelivered(long sequence) {
        return sequence <= replayedUpTo || sequence <= restoredUpTo;
    }

    public @Nullable Retained get(long sequence) {
        if (sequence == newest) {
            return latest;
        }
        return sequences.contains(sequence) ? kept[placeOf(sequence)] : null;
    }

    public boolean isEmpty() {
        return begin == end;
    }

    /** @return the least sequence kept; {@code newest + 1} of those ever kept if there is none */
    public long oldest() {
        return isEmpty() ? newest + 1 : sequences.from(0);
    }

    /** @return the greatest sequence ever kept */
    public long newest() {
        return newest;
    }

    /** @return the first from {@code sequence} on that is kept; -1 if none is */
    public long next(long sequence) {
        return sequences.next(sequence);
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
        if (end == kept.length) {
            makeRoom();
        }
        int place = placeOf(sequence);
        System.arraycopy(kept, place, kept, place + 1, end - place);
        kept[place] = retained;
        end++;
    }

    void remove(long sequence) {
        if (sequence == newest) {
            latest = null;
        }
        int place = placeOf(sequence);
        sequences.remove(sequence, sequence);
        if (place == begin) {
            kept[begin++] = null;
        } else {
            System.arraycopy(kept, place + 1, kept, place, end - place - 1);
            kept[--end] = null;
        }
        if (begin == end) {
            kept = NONE;
            begin = 0;
            end = 0;
        }
    }

    private int placeOf(long sequence) {
        return begin + (int) sequences.rank(sequence);
    }

    /** At the end; room that the oldest left at the beginning is used first, if it is worth the move. */
    private void makeRoom() {
        int size = end - begin;
        int length = begin > size ? kept.length : Math.max(SMALLEST, 2 * size);
        kept = Arrays.copyOf(Arrays.copyOfRange(kept, begin, end), length);
        begin = 0;
        end = size;
    }
}
