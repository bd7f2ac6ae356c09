package io.plumtree.core.store;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.NodeId;
import io.plumtree.core.message.Message;
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
    private @Nullable Retained oldest;
    private @Nullable Retained latest;
    private int size;
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
    public RetainedStream open() {
        return new RetainedStream();
    }

    /**
     * Keeps a message that is not kept yet.
     *
     * @param from who sent it; null for this node's own
     * @param round hops to here
     * @param pushed whether every hop pushed it
     */
    public Retained keep(RetainedStream stream, Message message, @Nullable NodeId from, int round, boolean pushed,
            long now) {
        Retained retained = new Retained(message, stream, from, round, pushed, now);
        stream.put(message.sequence(), retained);
        if (latest == null) {
            oldest = retained;
            timers.schedule(expiry, now + ttl);
        } else {
            latest.newer = retained;
        }
        latest = retained;
        size++;
        bytes += message.retainedBytes();
        while (size > maxSize || bytes > maxBytes) {
            dropOldest();
        }
        return retained;
    }

    /** Drops all of {@code stream}: nobody keeps account of it any more. */
    public void drop(RetainedStream stream) {
        Retained before = null;
        for (Retained at = oldest; at != null; at = at.newer) {
            if (at.stream() == stream) {
                unlink(before, at);
            } else {
                before = at;
            }
        }
    }

    public int size() {
        return size;
    }

    public long bytes() {
        return bytes;
    }

    private void expire(long now) {
        while (oldest != null && now - oldest.arrivedAt() >= ttl) {
            dropOldest();
        }
        if (oldest != null) {
            timers.schedule(expiry, oldest.arrivedAt() + ttl);
        }
    }

    private void dropOldest() {
        if (oldest != null) {
            unlink(null, oldest);
        }
    }

    private void unlink(@Nullable Retained before, Retained at) {
        if (before == null) {
            oldest = at.newer;
        } else {
            before.newer = at.newer;
        }
        if (latest == at) {
            latest = before;
        }
        if (oldest == null) {
            timers.cancel(expiry);
        }
        at.stream().remove(at.message().sequence());
        size--;
        bytes -= at.message().retainedBytes();
    }
}
