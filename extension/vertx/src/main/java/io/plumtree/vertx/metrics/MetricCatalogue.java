package io.plumtree.vertx.metrics;

import java.util.List;
import java.util.stream.Stream;

/** Every metric, in the order in which the documentation lists them. */
public final class MetricCatalogue {

    /** All of them. */
    public static final List<Metric> ALL = Stream
            .of(HealthMetrics.ALL, BroadcastMetrics.ALL, TreeMetrics.ALL, RepairMetrics.ALL, FillMetrics.ALL, LinkMetrics.ALL,
                    MembershipMetrics.ALL, ApplicationMetrics.ALL)
            .flatMap(List::stream).toList();

    private MetricCatalogue() {
    }
}
