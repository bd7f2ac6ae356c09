package io.plumtree.quarkus.runtime.metrics;

import java.time.Duration;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.plumtree.vertx.metrics.DeliveryLatency;

/**
 * Has Micrometer count the latency of deliveries by buckets, so that quantiles can be had of many nodes together. What the
 * application configures for this timer has precedence.
 */
@Singleton
public class LatencyBuckets implements MeterFilter {

    private static final DistributionStatisticConfig BUCKETS = DistributionStatisticConfig.builder()
            .serviceLevelObjectives(DeliveryLatency.BUCKETS.stream().mapToDouble(Duration::toNanos).toArray())
            .build();

    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
        return id.getName().equals(DeliveryLatency.NAME) ? config.merge(BUCKETS) : config;
    }
}
