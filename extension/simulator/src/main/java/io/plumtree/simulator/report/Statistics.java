package io.plumtree.simulator.report;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

import org.jspecify.annotations.Nullable;

/** Mean, median and extremes of what some things measure; null of none. */
final class Statistics {

    private final double[] sorted;

    private Statistics(double[] sorted) {
        this.sorted = sorted;
    }

    static <T> Statistics of(Collection<T> things, ToDoubleFunction<T> measure) {
        double[] values = things.stream().mapToDouble(measure).toArray();
        Arrays.sort(values);
        return new Statistics(values);
    }

    @Nullable
    Double mean() {
        double sum = 0;
        for (double value : sorted) {
            sum += value;
        }
        return sorted.length == 0 ? null : Double.valueOf(sum / sorted.length);
    }

    /** @return the middle one; of two in the middle their mean */
    @Nullable
    Double median() {
        int half = sorted.length / 2;
        return sorted.length == 0
                ? null
                : Double.valueOf(sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2);
    }

    @Nullable
    Double max() {
        return sorted.length == 0 ? null : Double.valueOf(sorted[sorted.length - 1]);
    }

    @Nullable
    Double min() {
        return sorted.length == 0 ? null : Double.valueOf(sorted[0]);
    }
}
