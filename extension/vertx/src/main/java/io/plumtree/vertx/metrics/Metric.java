package io.plumtree.vertx.metrics;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One metric. Its name is that of the exposition format of Prometheus, with its unit in it, and is exported as it is.
 *
 * @param name begins with {@code plumtree_}; a counter's ends with {@code _total}
 * @param kind how it changes
 * @param help one sentence
 * @param label what tells its series apart; null if there is but one
 * @param series one for each value of the label; none of a timer, which is recorded and not read
 */
public record Metric(String name, Kind kind, String help, @Nullable String label, List<Series> series) {

    /** How a metric changes. */
    public enum Kind {
        /** It only grows, from 0 at the start of the node. */
        COUNTER,
        /** It goes up and down. */
        GAUGE,
        /** It is recorded: how often, how long in all, and how often within each of {@link DeliveryLatency#BUCKETS}. */
        TIMER
    }

    public Metric {
        series = List.copyOf(series);
    }

    static Metric counter(String name, String help, Series.Value value) {
        return new Metric(name, Kind.COUNTER, help, null, List.of(new Series("", value)));
    }

    static Metric counter(String name, String help, String label, List<Series> series) {
        return new Metric(name, Kind.COUNTER, help, label, series);
    }

    static Metric gauge(String name, String help, Series.Value value) {
        return new Metric(name, Kind.GAUGE, help, null, List.of(new Series("", value)));
    }

    static Metric gauge(String name, String help, String label, List<Series> series) {
        return new Metric(name, Kind.GAUGE, help, label, series);
    }

    static Metric timer(String name, String help) {
        return new Metric(name, Kind.TIMER, help, null, List.of());
    }

    /** @return what it is measured in, as its name says; empty for numbers of things */
    public String unit() {
        return name.contains("_bytes") ? "bytes" : name.contains("_seconds") ? "seconds" : "";
    }
}
