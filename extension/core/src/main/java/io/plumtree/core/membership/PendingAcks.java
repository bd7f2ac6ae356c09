package io.plumtree.core.membership;

import io.plumtree.core.membership.message.Blob;
import io.plumtree.core.util.LongMap;
import io.plumtree.core.util.Timer;
import io.plumtree.core.util.TimerQueue;

/** Pings that this node sent, by their sequence, until they are answered or nobody waits for them any more. */
final class PendingAcks {

    /** Who waits. */
    interface Waiting {

        /** It answered; nothing more comes. */
        void ack(Blob payload, long now);

        /** Somebody asked on this node's behalf got no answer either. */
        default void nack(long now) {
        }

        /** Nothing came in time. */
        void expired(long now);
    }

    private static final long SEQUENCES = 0xFFFF_FFFFL;

    private record Pending(Waiting waiting, Timer expiry) {
    }

    private final TimerQueue timers;
    private final int max;
    private final LongMap<Pending> pending = new LongMap<>();
    private long sequence;

    PendingAcks(TimerQueue timers, int max) {
        this.timers = timers;
        this.max = max;
    }

    boolean full() {
        return pending.size() >= max;
    }

    /** @return an unsigned 32-bit number that nobody waits for, not 0 */
    long next() {
        do {
            sequence = sequence == SEQUENCES ? 1 : sequence + 1;
        } while (pending.get(sequence) != null);
        return sequence;
    }

    void await(long number, Waiting waiting, long deadline) {
        Timer expiry = new Timer(now -> {
            pending.remove(number);
            waiting.expired(now);
        });
        pending.put(number, new Pending(waiting, expiry));
        timers.schedule(expiry, deadline);
    }

    /** @return whether somebody waited for it */
    boolean ack(long number, Blob payload, long now) {
        Pending answered = pending.remove(number);
        if (answered == null) {
            return false;
        }
        timers.cancel(answered.expiry);
        answered.waiting.ack(payload, now);
        return true;
    }

    /** It is waited on: an ack may still come. */
    boolean nack(long number, long now) {
        Pending doubted = pending.get(number);
        if (doubted == null) {
            return false;
        }
        doubted.waiting.nack(now);
        return true;
    }

    /** Nobody waits for it any more. */
    void forget(long number) {
        Pending forgotten = pending.remove(number);
        if (forgotten != null) {
            timers.cancel(forgotten.expiry);
        }
    }

    int size() {
        return pending.size();
    }

    int max() {
        return max;
    }
}
