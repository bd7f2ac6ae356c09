package io.plumtree.core.message;

import io.plumtree.api.MessageId;
import io.plumtree.api.NodeId;

/** One origin's messages on one topic during one of its incarnations: sequences count within it. */
public final class StreamId {

    private final NodeId origin;
    private final long epoch;
    private final String topic;
    private final int hash;

    public StreamId(NodeId origin, long epoch, String topic) {
        this.origin = origin;
        this.epoch = epoch;
        this.topic = topic;
        this.hash = (origin.hashCode() * 31 + Long.hashCode(epoch)) * 31 + topic.hashCode();
    }

    public NodeId origin() {
        return origin;
    }

    public long epoch() {
        return epoch;
    }

    public String topic() {
        return topic;
    }

    /** @return the identity of this stream's {@code sequence}-th message */
    public MessageId message(long sequence) {
        return new MessageId(origin, epoch, topic, sequence);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof StreamId s && hash == s.hash && epoch == s.epoch
                && origin.equals(s.origin) && topic.equals(s.topic));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return origin + "/" + epoch + "/" + topic;
    }
}
