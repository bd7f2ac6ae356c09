package io.plumtree.core.broadcast;

import java.util.Map;
import java.util.TreeMap;

import io.plumtree.api.ClusterGap;
import io.plumtree.core.message.Message;
import io.plumtree.core.store.Retained;
import io.plumtree.core.util.Timer;
import io.plumtree.core.util.TimerQueue;

/**
 * Hands one stream's messages on in their order. A hole holds back what is later for a bounded time and a bounded number of
 * bytes; then the missing part is a gap and delivery goes on.
 */
final class Sequencer {

    /** What the sequencer tells, in order. */
    interface Output {

        void deliver(Message message, Retained retained);

        void deliverStored(long from, long to);

        void tell(ClusterGap gap);

        /** What is missing of {@code from} to {@code to} held others back too long; {@link #skip} is due for it. */
        void heldTooLong(long from, long to, long now);
    }

    private final TimerQueue timers;
    private final long hold;
    private final long maxBytes;
    private final Output output;
    /**
     * By first sequence: a {@link Waiting} message, the {@link ClusterGap} in its place, what is {@link Stored}, or
     * {@link Withheld}.
     */
    private final TreeMap<Long, Object> held = new TreeMap<>();
    private final Timer holdOver = new Timer(this::onHoldOver);
    private long next;
    private long heldBytes;

    /** Up to where messages are neither handed over nor told of. */
    private record Withheld(long to) {
    }

    /** Up to where messages wait in the store. */
    private record Stored(long to) {
    }

    private record Waiting(Message message, Retained retained) {
    }

    Sequencer(long baseline, long hold, long maxBytes, TimerQueue timers, Output output) {
        this.next = baseline + 1;
        this.hold = hold;
        this.maxBytes = maxBytes;
        this.timers = timers;
        this.output = output;
    }

    long heldBytes() {
        return heldBytes;
    }

    /** A message that was not offered before and is no part of a gap. */
    void offer(Message message, Retained retained, long now) {
        if (message.sequence() == next) {
            next++;
            output.deliver(message, retained);
            release(now);
            return;
        }
        held.put(message.sequence(), new Waiting(message, retained));
        heldBytes += message.retainedBytes();
        if (!holdOver.scheduled()) {
            timers.schedule(holdOver, now + hold);
        }
        while (heldBytes > maxBytes) {
            output.heldTooLong(next, held.firstKey() - 1, now);
        }
    }

    /** These messages, none of which was offered, are in the store. */
    void offerStored(long from, long to, long now) {
        if (from == next) {
            next = to + 1;
            output.deliverStored(from, to);
            release(now);
            return;
        }
        held.put(from, new Stored(to));
        if (!holdOver.scheduled()) {
            timers.schedule(holdOver, now + hold);
        }
    }

    /** These messages, none of which was offered, will not come. */
    void skip(ClusterGap gap, long now) {
        if (gap.from() == next) {
            next = gap.to() + 1;
            output.tell(gap);
            release(now);
        } else {
            held.put(gap.from(), gap);
        }
    }

    /** These messages, none of which was offered, are not handed over, and nobody is told. */
    void withhold(long from, long to, long now) {
        if (from == next) {
            next = to + 1;
            release(now);
        } else {
            held.put(from, new Withheld(to));
        }
    }

    /** Drops what is held: nobody keeps account of the stream any more. */
    void close() {
        timers.cancel(holdOver);
        held.clear();
        heldBytes = 0;
    }

    private void release(long now) {
        boolean progress = false;
        for (Map.Entry<Long, Object> first = held.firstEntry(); first != null
                && first.getKey() == next; first = held.firstEntry()) {
            progress = true;
            held.pollFirstEntry();
            if (first.getValue() instanceof Waiting waiting) {
                next++;
                heldBytes -= waiting.message().retainedBytes();
                output.deliver(waiting.message(), waiting.retained());
            } else if (first.getValue() instanceof ClusterGap gap) {
                next = gap.to() + 1;
                output.tell(gap);
            } else if (first.getValue() instanceof Stored stored) {
                long from = next;
                next = stored.to() + 1;
                output.deliverStored(from, stored.to());
            } else if (first.getValue() instanceof Withheld withheld) {
                next = withheld.to() + 1;
            }
        }
        if (held.isEmpty()) {
            timers.cancel(holdOver);
        } else if (progress) {
            // The next hole gets a full time of its own.
            timers.schedule(holdOver, now + hold);
        }
    }

    private void onHoldOver(long now) {
        if (!held.isEmpty()) {
            output.heldTooLong(next, held.firstKey() - 1, now);
        }
    }
}
