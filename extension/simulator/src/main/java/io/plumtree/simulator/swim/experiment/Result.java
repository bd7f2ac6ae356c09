package io.plumtree.simulator.swim.experiment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.plumtree.simulator.report.Figure;
import io.plumtree.simulator.report.FigureTable;

/** The figures of an experiment that has ended, and what of its promise did not hold. */
public final class Result {

    private static final double NANOS_PER_SECOND = 1e9;

    private final List<Figure> figures = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private String group = "";

    Result group(String name) {
        group = name;
        return this;
    }

    Result figure(String key, String label, @Nullable Object value, String unit) {
        figures.add(new Figure(group, key, label, value, unit));
        return this;
    }

    /** Mean, median and most of some spans. */
    Result spans(String key, String label, List<Duration> spans) {
        double[] seconds = spans.stream().mapToDouble(Result::seconds).sorted().toArray();
        if (seconds.length > 0) {
            figure(key + "Mean", label + ", mean", Arrays.stream(seconds).sum() / seconds.length, "s");
            figure(key + "Median", label + ", median", seconds[seconds.length / 2], "s");
            figure(key + "Max", label + ", most", seconds[seconds.length - 1], "s");
        }
        return this;
    }

    void failed(String what) {
        failures.add(what);
    }

    void require(boolean held, String otherwise) {
        if (!held) {
            failed(otherwise);
        }
    }

    static double seconds(Duration span) {
        return span.toNanos() / NANOS_PER_SECOND;
    }

    /** @return what of the promise did not hold; empty if it did */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    /** @return name and figure, and what failed */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        figures.forEach(figure -> values.put(figure.key(), figure.value()));
        values.put("failures", failures());
        return values;
    }

    /** @return the figures as a table */
    public String text() {
        return FigureTable.of(figures);
    }
}
