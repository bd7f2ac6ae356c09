package io.plumtree.processes;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/**
 * Deliveries a second of several nodes, each by itself.
 *
 * @param lowestMean of the node that had fewest in all
 * @param lowestSecond the fewest that any node had in any second
 */
record Rate(double lowestMean, long lowestSecond) {

    /**
     * @param from the first second of the wall clock
     * @param to the second after the last
     * @param origins whose messages count
     */
    static Rate of(List<Report> reports, long from, long to, Predicate<String> origins) {
        return new Rate(
                reports.stream().mapToDouble(report -> counts(report, from, to, origins).average().orElse(0)).min().orElse(0),
                reports.stream().flatMapToLong(report -> counts(report, from, to, origins)).min().orElse(0));
    }

    private static LongStream counts(Report report, long from, long to, Predicate<String> origins) {
        return LongStream.range(from, to).map(second -> report.deliveredIn(second, origins));
    }

    /** @param share of what it was before */
    void assertAtLeast(double share, Rate before) {
        assertTrue(lowestMean >= share * before.lowestMean, () -> this + " after " + before);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.0f/s (worst second %d)", lowestMean, lowestSecond);
    }
}
