package io.plumtree.vertx.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An expression of Prometheus, read as far as names go: which metrics it takes, and by which labels. */
record Expression(String text) {

    private static final Pattern SELECTOR = Pattern.compile("\\b(plumtree_\\w+)\\s*(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on|without|ignoring)\\s*\\(([^)]*)\\)");
    /** Labels of the scraped instance, which Prometheus adds. */
    private static final Set<String> TARGET = Set.of("job", "instance");
    private static final String BUCKET = "le";

    private static final Map<String, Metric> EXPORTED = exported();

    /** @return everything in it that is not exported: metrics, labels and their values; empty if all is well */
    List<String> unknown() {
        List<String> unknown = new ArrayList<>();
        Set<String> labels = new LinkedHashSet<>(TARGET);
        Matcher selector = SELECTOR.matcher(text);
        while (selector.find()) {
            Metric metric = EXPORTED.get(selector.group(1));
            if (metric == null) {
                unknown.add(selector.group(1));
                continue;
            }
            labels.addAll(labels(selector.group(1), metric));
            unknown.addAll(unknownMatchers(selector.group(2), selector.group(1), metric));
        }
        Matcher grouping = GROUPING.matcher(text);
        while (grouping.find()) {
            Stream.of(grouping.group(1).split(",")).map(String::strip).filter(label -> !labels.contains(label))
                    .forEach(unknown::add);
        }
        return unknown;
    }

    /** @return the labels by which its series may be told apart */
    Set<String> labels() {
        Set<String> labels = new LinkedHashSet<>(TARGET);
        SELECTOR.matcher(text).results().map(found -> EXPORTED.get(found.group(1))).filter(metric -> metric.label() != null)
                .forEach(metric -> labels.add(metric.label()));
        return labels;
    }

    /** @return how many metrics it takes */
    long metrics() {
        return SELECTOR.matcher(text).results().count();
    }

    private static List<String> unknownMatchers(String matchers, String name, Metric metric) {
        List<String> unknown = new ArrayList<>();
        Matcher matcher = MATCHER.matcher(matchers == null ? "" : matchers);
        while (matcher.find()) {
            String label = matcher.group(1);
            if (!labels(name, metric).contains(label)) {
                unknown.add(name + "{" + label + "}");
            } else if (label.equals(metric.label())) {
                Set<String> values = metric.series().stream().map(Series::labelled).collect(Collectors.toSet());
                Arrays.stream(matcher.group(3).split("\\|")).filter(value -> !values.contains(value))
                        .forEach(value -> unknown.add(name + "{" + label + "=" + value + "}"));
            }
        }
        return unknown;
    }

    private static Set<String> labels(String name, Metric metric) {
        Set<String> labels = new LinkedHashSet<>(TARGET);
        if (metric.label() != null) {
            labels.add(metric.label());
        }
        if (name.endsWith("_bucket")) {
            labels.add(BUCKET);
        }
        return labels;
    }

    private static Map<String, Metric> exported() {
        Map<String, Metric> exported = new HashMap<>();
        Function<Metric, Stream<String>> suffixes = metric -> metric.kind() == Metric.Kind.TIMER
                ? Stream.of("_bucket", "_sum", "_count", "_max")
                : Stream.of("");
        MetricCatalogue.ALL
                .forEach(metric -> suffixes.apply(metric).forEach(suffix -> exported.put(metric.name() + suffix, metric)));
        return exported;
    }
}
