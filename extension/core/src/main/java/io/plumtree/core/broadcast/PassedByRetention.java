package io.plumtree.core.broadcast;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.ClusterGap;
import io.plumtree.core.message.StreamId;

/**
 * The gaps at the head of a topic, oldest first: one for each run of messages of a stream that retention passed before the
 * application came to them, and between them those that were told there. Bounded: beyond it the oldest gap is forgotten.
 */
final class PassedByRetention {

    private static final class Run {

        final @Nullable StreamId stream;
        final @Nullable ClusterGap told;
        long from;
        long to;

        Run(@Nullable StreamId stream, long sequence, @Nullable ClusterGap told) {
            this.stream = stream;
            this.from = sequence;
            this.to = sequence;
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

    /** Adds one dropped message to the run it touches, joining two runs if it fills the hole between them. */
    void drop(StreamId stream, long sequence) {
        TreeMap<Long, Run> runs = byStream.computeIfAbsent(stream, s -> new TreeMap<>());
        Map.Entry<Long, Run> before = runs.lowerEntry(sequence);
        Run left = before != null && before.getValue().to == sequence - 1 ? before.getValue() : null;
        Run right = runs.get(sequence + 1);
        if (left != null) {
            left.to = right == null ? sequence : right.to;
            if (right != null) {
                runs.remove(right.from);
                order.remove(right);
            }
        } else if (right != null) {
            runs.remove(right.from);
            right.from = sequence;
            runs.put(sequence, right);
        } else {
            Run run = new Run(stream, sequence, null);
            runs.put(sequence, run);
            add(run);
        }
    }

    /** Adds a gap that the engine told. */
    void keep(ClusterGap gap) {
        add(new Run(null, gap.from(), gap));
    }

    /** @return the oldest gap, which is no longer here; null if there is none */
    @Nullable
    ClusterGap poll() {
        if (order.isEmpty()) {
            return null;
        }
        Iterator<Run> oldest = order.iterator();
        Run run = oldest.next();
        oldest.remove();
        if (run.stream == null) {
            return run.told;
        }
        TreeMap<Long, Run> runs = byStream.get(run.stream);
        if (runs != null) {
            runs.remove(run.from);
            if (runs.isEmpty()) {
                byStream.remove(run.stream);
            }
        }
        return new ClusterGap(run.stream.origin(), run.stream.epoch(), run.stream.topic(), run.from, run.to,
                ClusterGap.Reason.SLOW_OBSERVER);
    }

    private void add(Run run) {
        order.add(run);
        if (order.size() > bound) {
            poll();
            forgotten++;
        }
    }
}
