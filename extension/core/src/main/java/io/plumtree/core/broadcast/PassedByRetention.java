package io.plumtree.core.broadcast;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.ClusterGap;
import io.plumtree.core.message.StreamId;

/**
 * What is at the head of a topic, oldest first: a run for the messages of a stream that retention passed before the application
 * came to them, which the store holds or which are a gap, and between them gaps that were told there. Bounded: beyond it the
 * oldest is forgotten.
 */
final class PassedByRetention {

    /**
     * The oldest.
     *
     * @param stream whose
     * @param from first sequence
     * @param to last sequence
     * @param gap the gap that it is; null if the store holds it
     */
    record Passed(StreamId stream, long from, long to, @Nullable ClusterGap gap) {
    }

    private static final class Run {

        final @Nullable StreamId stream;
        final @Nullable ClusterGap told;
        final boolean stored;
        long from;
        long to;

        Run(@Nullable StreamId stream, long from, long to, boolean stored, @Nullable ClusterGap told) {
            this.stream = stream;
            this.from = from;
            this.to = to;
            this.stored = stored;
            this.told = told;
        }
    }

    private final int bound;
    private final Set<Run> order = new LinkedHashSet<>();
    private final Map<StreamId, TreeMap<Long, Run>> byStream = new LinkedHashMap<>();
    private long forgotten;

    PassedByRetention(int bound) {
        this.bound = bound;
    }

    boolean isEmpty() {
        return order.isEmpty();
    }

    /** @return gaps forgotten because of the bound */
    long forgotten() {
        return forgotten;
    }

    /**
     * Adds messages to the run they touch, joining two runs if they fill the hole between them.
     *
     * @param stored whether the store holds them
     */
    void pass(StreamId stream, long from, long to, boolean stored) {
        TreeMap<Long, Run> runs = byStream.computeIfAbsent(stream, s -> new TreeMap<>());
        Map.Entry<Long, Run> before = runs.lowerEntry(from);
        Run left = before != null && before.getValue().to == from - 1 && before.getValue().stored == stored
                ? before.getValue()
                : null;
        Run after = runs.get(to + 1);
        Run right = after != null && after.stored == stored ? after : null;
        if (left != null) {
            left.to = right == null ? to : right.to;
            if (right != null) {
                runs.remove(right.from);
                order.remove(right);
            }
        } else if (right != null) {
            runs.remove(right.from);
            right.from = from;
            runs.put(from, right);
        } else {
            Run run = new Run(stream, from, to, stored, null);
            runs.put(from, run);
            add(run);
        }
    }

    /** Adds a gap that the engine told. */
    void keep(ClusterGap gap) {
        add(new Run(null, gap.from(), gap.to(), false, gap));
    }

    /** @return the oldest, which is no longer here; null if there is none */
    @Nullable
    Passed poll() {
        if (order.isEmpty()) {
            return null;
        }
        Iterator<Run> oldest = order.iterator();
        Run run = oldest.next();
        oldest.remove();
        ClusterGap told = run.told;
        if (told != null) {
            return new Passed(new StreamId(told.origin(), told.epoch(), told.topic()), run.from, run.to, told);
        }
        StreamId stream = Objects.requireNonNull(run.stream);
        TreeMap<Long, Run> runs = byStream.get(stream);
        if (runs != null) {
            runs.remove(run.from);
            if (runs.isEmpty()) {
                byStream.remove(stream);
            }
        }
        return new Passed(stream, run.from, run.to,
                run.stored ? null : TopicCursor.slowObserver(stream, run.from, run.to));
    }

    private void add(Run run) {
        order.add(run);
        if (order.size() > bound) {
            poll();
            forgotten++;
        }
    }
}
