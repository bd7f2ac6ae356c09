package io.plumtree.core.store;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.MessageHistory.Arrival;
import io.plumtree.api.NodeId;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.StreamId;

/** A message that is kept, with what is known of its arrival. */
public final class Retained {

    private @Nullable Message message;
    private final RetainedStream stream;
    private final long sequence;
    private final int size;
    private final @Nullable NodeId from;
    private final long arrivedAt;
    private final int round;
    private final boolean pushed;
    private final Arrival arrival;

    Retained(Message message, RetainedStream stream, @Nullable NodeId from, int round, boolean pushed,
            Arrival arrival, long arrivedAt) {
        this.message = message;
        this.stream = stream;
        this.sequence = message.sequence();
        this.size = message.retainedBytes();
        this.from = from;
        this.round = round;
        this.pushed = pushed;
        this.arrival = arrival;
        this.arrivedAt = arrivedAt;
    }

    /** @return the message, of one that is kept */
    public Message message() {
        return Objects.requireNonNull(message);
    }

    /** @return the message; null once it is kept no more */
    public @Nullable Message messageIfKept() {
        return message;
    }

    public StreamId streamId() {
        return stream.id();
    }

    /** @return whether it is from before this node came */
    public boolean replayed() {
        return sequence <= stream.replayedUpTo();
    }

    /** @return whether an earlier incarnation of this node may have been handed it */
    public boolean redelivered() {
        return stream.redelivered(sequence);
    }

    public long sequence() {
        return sequence;
    }

    /** @return the bytes that are accounted for */
    public int size() {
        return size;
    }

    void drop() {
        message = null;
    }

    RetainedStream stream() {
        return stream;
    }

    /** @return who sent it first; null for this node's own */
    public @Nullable NodeId from() {
        return from;
    }

    public long arrivedAt() {
        return arrivedAt;
    }

    /** @return hops it travelled to here */
    public int round() {
        return round;
    }

    /** @return whether every hop to here pushed it: only then its time of arrival teaches something (tree-model R9) */
    public boolean pushed() {
        return pushed;
    }

    /** @return how the last hop brought it */
    public Arrival arrival() {
        return arrival;
    }
}
