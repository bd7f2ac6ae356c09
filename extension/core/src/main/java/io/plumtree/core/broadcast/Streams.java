package io.plumtree.core.broadcast;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.message.StreamId;

/** The streams that this node keeps account of: bounded in streams and topics, the longest idle stream makes room. */
final class Streams {

    /** Makes and unmakes what the other collaborators keep for a stream. */
    interface Lifecycle {

        StreamState open(StreamId id, long baseline, long now);

        void closed(StreamState stream, long now);

        /** Whether account of this stream may end: not while this node still numbers its messages. */
        boolean mayClose(StreamState stream);
    }

    /** Which stream is idle longest need not be known to the message, and moving a stream costs more than the rest. */
    private static final long REFRESH_NANOS = 1_000_000_000L;

    private final int maxStreams;
    private final int maxTopics;
    private final Lifecycle lifecycle;
    private final StreamTable byId = new StreamTable();
    private long uses;
    /** All that had not been used again by {@link #idleAsOf}, the longest idle first: sorted once for many that must go. */
    private final Deque<StreamState> idle = new ArrayDeque<>(0);
    private long idleAsOf;
    private final Map<String, Integer> streamsByTopic = new TreeMap<>();

    Streams(int maxStreams, int maxTopics, Lifecycle lifecycle) {
        this.maxStreams = maxStreams;
        this.maxTopics = maxTopics;
        this.lifecycle = lifecycle;
    }

    int size() {
        return byId.size();
    }

    int topics() {
        return streamsByTopic.size();
    }

    /** @return whether one more stream of {@code topic} can be opened */
    boolean hasRoomFor(String topic) {
        return (streamsByTopic.size() < maxTopics || streamsByTopic.containsKey(topic))
                && (byId.size() < maxStreams || longestIdle() != null);
    }

    /** @return whether one more stream of {@code topic} can be opened, and none has to be closed for it */
    boolean hasSpareRoomFor(String topic) {
        return byId.size() < maxStreams && hasRoomFor(topic);
    }

    boolean hasTopic(String topic) {
        return streamsByTopic.containsKey(topic);
    }

    @Nullable
    StreamState find(StreamId id) {
        return byId.get(id);
    }

    /** @return the stream, which is in use now; null if it is unknown */
    @Nullable
    StreamState use(StreamId id, long now) {
        StreamState known = byId.get(id);
        if (known != null && now - known.lastUse > REFRESH_NANOS) {
            used(known, now);
        }
        return known;
    }

    /** @return the stream, made if it is unknown; null if its topic would be one too many */
    @Nullable
    StreamState obtain(StreamId id, long baseline, long now) {
        StreamState known = use(id, now);
        if (known != null) {
            return known;
        }
        if (!hasRoomFor(id.topic())) {
            return null;
        }
        StreamState idle = byId.size() < maxStreams ? null : longestIdle();
        // Only now, so that the tree that both may stand in is not grown anew.
        StreamState stream = lifecycle.open(id, baseline, now);
        used(stream, now);
        byId.add(stream);
        streamsByTopic.merge(id.topic(), 1, Integer::sum);
        if (idle != null) {
            close(idle, now);
        }
        return stream;
    }

    private void used(StreamState stream, long now) {
        stream.lastUse = now;
        stream.lastUseNumber = ++uses;
    }

    private @Nullable StreamState longestIdle() {
        StreamState found = firstIdle();
        if (found == null) {
            idle.clear();
            idle.addAll(all());
            idleAsOf = uses;
            found = firstIdle();
        }
        return found;
    }

    private @Nullable StreamState firstIdle() {
        for (Iterator<StreamState> each = idle.iterator(); each.hasNext();) {
            StreamState stream = each.next();
            if (stream.lastUseNumber > idleAsOf) {
                each.remove();
            } else if (lifecycle.mayClose(stream)) {
                return stream;
            }
        }
        return null;
    }

    /** @return all, by last use, to the second, the longest idle first */
    List<StreamState> all() {
        List<StreamState> all = byId.all();
        all.sort(Comparator.comparingLong(stream -> stream.lastUseNumber));
        return all;
    }

    private void close(StreamState stream, long now) {
        byId.remove(stream);
        idle.remove(stream);
        streamsByTopic.computeIfPresent(stream.id.topic(), (topic, count) -> count == 1 ? null : count - 1);
        lifecycle.closed(stream, now);
    }
}
