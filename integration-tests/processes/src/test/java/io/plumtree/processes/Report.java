package io.plumtree.processes;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What a process said of itself. */
final class Report {

    private final Streams delivered = new Streams();
    private final Streams missed = new Streams();
    private final Histogram latencies = new Histogram();
    private final TreeMap<Long, Histogram> slices = new TreeMap<>();
    private final TreeMap<Long, Map<String, Long>> seconds = new TreeMap<>();
    private final Map<String, Long> values = new HashMap<>();

    Report(List<String> lines) {
        for (String line : lines) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "delivered" -> addRange(delivered, words);
                case "missed" -> addRange(missed, words);
                case "latency" -> latencies.add(Long.parseLong(words[1]), Long.parseLong(words[2]));
                case "slice" -> slices.computeIfAbsent(Long.parseLong(words[1]), unknown -> new Histogram())
                        .add(Long.parseLong(words[2]), Long.parseLong(words[3]));
                case "second" -> seconds.computeIfAbsent(Long.parseLong(words[1]), unknown -> new HashMap<>())
                        .put(words[2], Long.parseLong(words[3]));
                default -> values.put(words[0], Long.parseLong(words[1]));
            }
        }
    }

    private static void addRange(Streams streams, String[] words) {
        String[] ends = words[2].split("-");
        streams.add(words[1], Long.parseLong(ends[0]), Long.parseLong(ends[1]));
    }

    Streams delivered() {
        return delivered;
    }

    Streams missed() {
        return missed;
    }

    /** @return of the messages sent since the last mark */
    Histogram latencies() {
        return latencies;
    }

    /** @return of the messages sent in one slice of the time since the last mark */
    Histogram latenciesOfSlice(long slice) {
        return slices.getOrDefault(slice, new Histogram());
    }

    /** @return delivered or told to be missed, of one stream */
    BitSet accountedFor(String stream) {
        BitSet all = delivered.of(stream);
        all.or(missed.of(stream));
        return all;
    }

    /** @return the same of all streams of an origin; sequences begin anew with each, so this is for origins with only one */
    BitSet accountedForOfOrigin(String origin) {
        BitSet all = new BitSet();
        for (Streams streams : List.of(delivered, missed)) {
            for (String stream : streams.names()) {
                if (stream.startsWith(origin + "/")) {
                    all.or(streams.of(stream));
                }
            }
        }
        return all;
    }

    /** @return what was delivered in one second of the wall clock, of some origins */
    long deliveredIn(long second, Predicate<String> origins) {
        return seconds.getOrDefault(second, Map.of()).entrySet().stream().filter(entry -> origins.test(entry.getKey()))
                .mapToLong(Map.Entry::getValue).sum();
    }

    long value(String key) {
        return values.getOrDefault(key, 0L);
    }

    /** @return delivered twice, missed twice, or delivered although a gap had named it */
    long contradictions() {
        return value("twice") + value("afterGap");
    }

    @Override
    public String toString() {
        return new TreeMap<>(values) + ", missed " + missed;
    }
}
