package io.plumtree.vertx.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.plumtree.core.Counters;
import io.plumtree.core.Tally;
import io.plumtree.vertx.NodeStats;
import io.plumtree.vertx.TransportStats;

class MetricCatalogueTest {

    private static final Reading NOTHING = Readings.of(new Tally().counters());

    @Test
    void eachNameIsThereOnceAndSaysKindAndUnitAsPrometheusWantsIt() {
        Set<String> names = new HashSet<>();
        for (Metric metric : MetricCatalogue.ALL) {
            String name = metric.name();
            assertTrue(names.add(name), name);
            assertTrue(name.matches("plumtree(_[a-z]+)+"), name);
            assertEquals(metric.kind() == Metric.Kind.COUNTER, name.endsWith("_total"), name);
            if (!metric.unit().isEmpty()) {
                String bare = name.replaceFirst("(_in|_saved)?(_total)?$", "");
                assertTrue(bare.endsWith("_" + metric.unit()), name);
            }
        }
    }

    @Test
    void eachIsExplainedInOneSentenceThatFitsIntoATable() {
        for (Metric metric : MetricCatalogue.ALL) {
            assertFalse(metric.help().isBlank() || metric.help().endsWith(".") || metric.help().contains("|"), metric.name());
        }
    }

    @Test
    void theSeriesOfOneMetricAreToldApartByItsLabel() {
        for (Metric metric : MetricCatalogue.ALL) {
            List<String> labelled = metric.series().stream().map(Series::labelled).toList();
            if (metric.kind() == Metric.Kind.TIMER) {
                assertEquals(List.of(), labelled, metric.name());
            } else if (metric.label() == null) {
                assertEquals(List.of(""), labelled, metric.name());
            } else {
                assertEquals(Set.copyOf(labelled).size(), labelled.size(), metric.name());
                assertTrue(labelled.stream().allMatch(value -> value.matches("[a-z0-9_.-]+")), metric.name() + labelled);
            }
        }
    }

    @Test
    void whateverTheEngineCountsIsAMetric() {
        assertEachIsRead(Counters.class, Readings::of);
    }

    @Test
    void whateverIsCountedAroundTheEngineIsAMetric() {
        assertEachIsRead(NodeStats.class, Readings::of);
    }

    @Test
    void whateverTheTransportCountsIsAMetric() {
        assertEachIsRead(TransportStats.class, Readings::of);
    }

    @Test
    void aReasonThatOnlyAnotherTransportKnowsIsCountedAmongTheOthers() {
        Reading reading = Readings.of(new TransportStats(0, 0, 0, 0, 0, Map.of("BAD_MAGIC", 2L, "OUT_OF_ORDER", 3L), Map.of()));

        assertEquals(2, value("plumtree_link_rejections_total", "bad_magic", reading));
        assertEquals(3, value("plumtree_link_rejections_total", "other", reading));
    }

    private static double value(String name, String labelled, Reading reading) {
        return MetricCatalogue.ALL.stream().filter(metric -> metric.name().equals(name))
                .flatMap(metric -> metric.series().stream()).filter(series -> series.labelled().equals(labelled))
                .findFirst().orElseThrow().value().of(reading);
    }

    private static <R extends Record> void assertEachIsRead(Class<R> type, Function<R, Reading> reading) {
        List<String> unread = Arrays.stream(type.getRecordComponents()).filter(one -> one.getType() == long.class)
                .map(RecordComponent::getName)
                .filter(name -> values(reading.apply(Readings.counting(type, name))).equals(values(NOTHING))).toList();
        assertEquals(List.of(), unread);
    }

    private static List<Double> values(Reading reading) {
        Stream<Series> all = MetricCatalogue.ALL.stream().flatMap(metric -> metric.series().stream());
        return all.map(series -> series.value().of(reading)).toList();
    }
}
