package io.plumtree.quarkus.runtime.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.plumtree.cdi.ManagedPlumtree;
import io.plumtree.vertx.DeliveryMeter;
import io.plumtree.vertx.metrics.DeliveryStatistics;
import io.plumtree.vertx.metrics.Metric;
import io.plumtree.vertx.metrics.MetricCatalogue;
import io.plumtree.vertx.metrics.Reading;
import io.plumtree.vertx.metrics.Series;
import io.quarkus.runtime.metrics.MetricsFactory;
import io.quarkus.runtime.metrics.MetricsFactory.MetricBuilder;
import io.quarkus.runtime.metrics.MetricsFactory.TimeRecorder;
import io.quarkus.runtime.metrics.MetricsFactory.Type;

/** The metrics of the application's node. Each is read when it is asked for, from what the node published last. */
@Singleton
public class PlumtreeMetrics {

    private final ManagedPlumtree plumtree;
    private final DeliveryStatistics deliveries = new DeliveryStatistics();
    /** Micrometer does not keep what it reads a counter from. */
    private final List<Supplier<Number>> read = new ArrayList<>();

    /** @param plumtree whose node */
    public PlumtreeMetrics(ManagedPlumtree plumtree) {
        this.plumtree = plumtree;
    }

    /** @return measures the node's deliveries */
    public DeliveryMeter meter() {
        return deliveries;
    }

    /** @param factory makes the metrics */
    public void register(MetricsFactory factory) {
        for (Metric metric : MetricCatalogue.ALL) {
            if (metric.kind() == Metric.Kind.TIMER) {
                TimeRecorder timer = builder(factory, metric).buildTimer();
                deliveries.latencyTo(millis -> timer.update(millis, TimeUnit.MILLISECONDS));
            } else {
                metric.series().forEach(series -> register(factory, metric, series));
            }
        }
    }

    /** The unit is in the name already. */
    private static MetricBuilder builder(MetricsFactory factory, Metric metric) {
        return factory.builder(metric.name(), Type.VENDOR).description(metric.help());
    }

    private void register(MetricsFactory factory, Metric metric, Series series) {
        Supplier<Number> value = () -> value(series);
        read.add(value);
        MetricBuilder builder = builder(factory, metric);
        if (metric.label() != null) {
            builder.tag(metric.label(), series.labelled());
        }
        if (metric.kind() == Metric.Kind.COUNTER) {
            builder.buildCounter(value);
        } else {
            builder.buildGauge(value);
        }
    }

    /** @return 0 before the node has started */
    private double value(Series series) {
        return plumtree.running().map(node -> series.value().of(new Reading(node.reading(), deliveries))).orElse(0.0);
    }
}
