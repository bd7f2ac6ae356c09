package io.plumtree.core.store;

import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.MessageHistory.Arrival;
import io.plumtree.api.NodeId;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.util.Timer;
import io.plumtree.core.util.TimerQueue;

/**
 * What this node keeps to serve those who miss it: bounded in messages, bytes and time, the oldest arrival makes room first.
 */
public final class RetainedMessages {

    private final int maxSize;
    private final long maxBytes;
    private final long ttl;
    private final TimerQueue timers;
    private final Timer expiry = new Timer(this::expire);
    private final Deque<Retained> byArrival = new ArrayDeque<>();
    private long bytes;

    /**
     * @param maxSize most messages
     * @param maxBytes most payload and header bytes
     * @param ttl nanoseconds from arrival
     * @param timers where expiry is scheduled
     */
    public RetainedMessages(int maxSize, long maxBytes, long ttl, TimerQueue timers) {
        this.maxSize = maxSize;
        this.maxBytes = maxBytes;
        this.ttl = ttl;
        this.timers = timers;
    }

    /** @return a stream of which nothing is kept yet */
    public RetainedStream open(StreamId id) {
        return new RetainedStream(id);
    }

    /**
     * Keeps a message that is not kept yet.
     *
     * @param from who sent it; null for this node's own
     * @param round hops to here
     * @param pushed whether every hop pushed it
     * @param arrival how the last hop brought it
     */
    public Retained keep(RetainedStream stream, Message message, @Nullable NodeId from, int round, boolean pushed,
            Arrival arrival, long now) {
        Retained retained = new Retained(message, stream, from, round, pushed, arrival, now);
        stream.put(message.sequence(), retained);
        if (byArrival.isEmpty()) {
            timers.schedule(expiry, now + ttl);
        }
        byArrival.addLast(retained);
        bytes += retained.size();
        while (byArrival.size() > maxSize || bytes > maxBytes) {
            dropped(byArrival.removeFirst());
        }
        if (byArrival.isEmpty()) {
            // It is too large by itself.
            timers.cancel(expiry);
        }
        return retained;
    }

    /** Drops all of {@code stream}: nobody keeps account of it any more. */
    public void drop(RetainedStream stream) {
        for (Retained retained : byArrival) {
            if (retained.stream() == stream) {
                dropped(retained);
            }
        }
        byArrival.removeIf(retained -> retained.stream() == stream);
        if (byArrival.isEmpty()) {
            timers.cancel(expiry);
        }
    }

    public int size() {
        return byArrival.size();
    }

    public long bytes() {
        return bytes;
    }

    private void expire(long now) {
        while (!byArrival.isEmpty() && now - byArrival.getFirst().arrivedAt() >= ttl) {
            dropped(byArrival.removeFirst());
        }
        if (!byArrival.isEmpty()) {
            timers.schedule(expiry, byArrival.getFirst().arrivedAt() + ttl);
        }
    }

    /** {@code retained} is not kept any more. */
    private void dropped(Retained retained) {
        retained.stream().remove(retained.sequence());
        bytes -= retained.size();
        retained.drop();
    }
}
