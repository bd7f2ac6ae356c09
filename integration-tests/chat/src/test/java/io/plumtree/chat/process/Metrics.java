package io.plumtree.chat.process;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an instance exported of its node at one moment.
 *
 * @param samples values by name, with the label if there is one: {@code plumtree_members{state="alive"}}
 */
public record Metrics(Map<String, Double> samples) {

    private static final Pattern SAMPLE = Pattern.compile("(plumtree_\\w+)(?:\\{(.*?),?})? (\\S+)");

    static Metrics of(String exposition) {
        Map<String, Double> samples = new LinkedHashMap<>();
        exposition.lines().map(SAMPLE::matcher).filter(Matcher::matches).forEach(sample -> {
            String labels = sample.group(2) == null || sample.group(2).isEmpty() ? "" : "{" + sample.group(2) + "}";
            samples.put(sample.group(1) + labels, Double.parseDouble(sample.group(3)));
        });
        return new Metrics(samples);
    }

    /**
     * @param series a name, with its label if it has one
     * @return its value
     */
    public long get(String series) {
        Double value = samples.get(series);
        if (value == null) {
            throw new IllegalStateException(series + " is not exported");
        }
        return value.longValue();
    }

    /**
     * @param name of a metric with labels
     * @return the sum of all its series
     */
    public long sum(String name) {
        return samples.entrySet().stream().filter(sample -> sample.getKey().startsWith(name + "{"))
                .mapToLong(sample -> sample.getValue().longValue()).sum();
    }
}
