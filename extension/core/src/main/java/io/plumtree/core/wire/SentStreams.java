package io.plumtree.core.wire;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.message.StreamId;

/**
 * The sending end of a connection's stream table: which streams the other end knows by an index, and what was said of each
 * last. When the table is full, the stream not used for longest makes room.
 */
final class SentStreams {

    private final int capacity;
    /** The newest slot of a stream; one with another baseline stays in the list until it is the oldest. */
    private final Map<StreamId, Slot> newest = new LinkedHashMap<>();
    private int used;
    private @Nullable Slot leastRecent;
    private @Nullable Slot mostRecent;

    SentStreams(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a table of " + capacity + " streams, at least 1 is needed");
        }
        this.capacity = capacity;
    }

    int capacity() {
        return capacity;
    }

    /** @return the stream's slot, whatever its baseline, or null if it is to be declared */
    @Nullable
    Slot find(StreamId stream) {
        Slot slot = newest.get(stream);
        if (slot != null) {
            touch(slot);
        }
        return slot;
    }

    /** @return the stream's slot, or null if with this baseline it is to be declared */
    @Nullable
    Slot find(StreamId stream, long baseline) {
        Slot slot = newest.get(stream);
        if (slot == null || slot.baseline != baseline) {
            return null;
        }
        touch(slot);
        return slot;
    }

    /** Gives a stream an index of its own, that of the least recently used slot if all are taken. */
    Slot declare(StreamId stream, long baseline) {
        int index;
        if (used < capacity) {
            index = used++;
        } else {
            Slot oldest = leastRecent;
            if (oldest == null) {
                throw new AssertionError("a full table has a least recently used slot");
            }
            unlink(oldest);
            newest.remove(oldest.stream, oldest);
            index = oldest.index;
        }
        Slot slot = new Slot(stream, baseline, index);
        newest.put(stream, slot);
        append(slot);
        return slot;
    }

    private void touch(Slot slot) {
        if (slot != mostRecent) {
            unlink(slot);
            append(slot);
        }
    }

    private void append(Slot slot) {
        slot.before = mostRecent;
        slot.after = null;
        if (mostRecent == null) {
            leastRecent = slot;
        } else {
            mostRecent.after = slot;
        }
        mostRecent = slot;
    }

    private void unlink(Slot slot) {
        Slot before = slot.before;
        Slot after = slot.after;
        if (before == null) {
            leastRecent = after;
        } else {
            before.after = after;
        }
        if (after == null) {
            mostRecent = before;
        } else {
            after.before = before;
        }
    }

    /** One declared stream. */
    static final class Slot {

        final StreamId stream;
        final long baseline;
        final int index;
        private long sequence;
        private long sentAtMillis;
        private @Nullable Slot before;
        private @Nullable Slot after;

        private Slot(StreamId stream, long baseline, int index) {
            this.stream = stream;
            this.baseline = baseline;
            this.index = index;
            this.sequence = baseline;
        }

        /** @return how far {@code next} is from the sequence coded last, which it becomes */
        long delta(long next) {
            long delta = next - sequence;
            sequence = next;
            return delta;
        }

        /** @return how far {@code next} is from the origin's time coded last, which it becomes */
        long timeDelta(long next) {
            long delta = next - sentAtMillis;
            sentAtMillis = next;
            return delta;
        }
    }
}
