package io.plumtree.core.wire;

import java.util.ArrayList;
import java.util.List;

import io.plumtree.core.message.Range;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.wire.RejectedInput.Reason;

/** The receiving end of a connection's stream table. It grows by one with each new index, so nobody can inflate it. */
final class ReceivedStreams {

    private final int capacity;
    private final List<Slot> slots = new ArrayList<>();

    ReceivedStreams(int capacity) {
        this.capacity = capacity;
    }

    void declare(int index, StreamId stream, long baseline) throws MalformedInput {
        Slot slot = new Slot(stream, baseline);
        if (index < slots.size()) {
            slots.set(index, slot);
        } else if (index == slots.size() && index < capacity) {
            slots.add(slot);
        } else {
            throw new MalformedInput(Reason.UNDECLARED_STREAM, "DECLARE of index " + index + ", allowed are 0 to "
                    + Math.min(slots.size(), capacity - 1));
        }
    }

    Slot get(int index) throws MalformedInput {
        if (index >= slots.size()) {
            throw new MalformedInput(Reason.UNDECLARED_STREAM,
                    "stream index " + index + ", declared are " + slots.size());
        }
        return slots.get(index);
    }

    /** @return {@code base + delta} if it is a sequence or 0, the place before the first */
    static long place(long base, long delta) throws MalformedInput {
        long place = base + delta;
        boolean overflown = ((base ^ place) & (delta ^ place)) < 0;
        if (overflown || place < 0 || place == Range.OPEN) {
            throw new MalformedInput(Reason.BAD_SEQUENCE, "sequence " + base + (delta < 0 ? " " : " +") + delta
                    + " is out of range, allowed are 0 to " + (Range.OPEN - 1));
        }
        return place;
    }

    /** One declared stream. */
    static final class Slot {

        final StreamId stream;
        final long baseline;
        private long sequence;
        private long sentAtMillis;

        private Slot(StreamId stream, long baseline) {
            this.stream = stream;
            this.baseline = baseline;
            this.sequence = baseline;
        }

        /** @return a sequence or 0, by how far it is from the one coded last */
        long place(long delta) throws MalformedInput {
            sequence = ReceivedStreams.place(sequence, delta);
            return sequence;
        }

        /** @return a sequence, by how far it is from the one coded last */
        long sequence(long delta) throws MalformedInput {
            long place = place(delta);
            if (place == 0) {
                throw new MalformedInput(Reason.BAD_SEQUENCE, "sequence 0, allowed are 1 and more");
            }
            return place;
        }

        /** @return the origin's time, by how far it is from the one coded last */
        long time(long delta) {
            sentAtMillis += delta;
            return sentAtMillis;
        }
    }
}
