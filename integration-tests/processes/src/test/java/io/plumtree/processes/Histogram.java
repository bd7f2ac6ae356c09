package io.plumtree.processes;

import java.util.Map;
import java.util.TreeMap;

/** Milliseconds, counted. Not safe for use by several threads. */
final class Histogram {

    private final TreeMap<Long, Long> counts = new TreeMap<>();
    private long count;

    void add(long millis, long times) {
        counts.merge(millis, times, Long::sum);
        count += times;
    }

    void addAll(Histogram other) {
        other.counts.forEach(this::add);
    }

    Map<Long, Long> counts() {
        return counts;
    }

    long count() {
        return count;
    }

    /** @return the smallest that so many of a hundred do not exceed; 0 if there is none */
    long percentile(double percent) {
        long left = (long) Math.ceil(count * percent / 100);
        for (Map.Entry<Long, Long> entry : counts.entrySet()) {
            left -= entry.getValue();
            if (left <= 0) {
                return entry.getKey();
            }
        }
        return 0;
    }

    long max() {
        return counts.isEmpty() ? 0 : counts.lastKey();
    }

    @Override
    public String toString() {
        return "median " + percentile(50) + " ms, p99 " + percentile(99) + " ms, most " + max() + " ms, of " + count;
    }
}
