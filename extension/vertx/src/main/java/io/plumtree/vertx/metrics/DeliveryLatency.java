package io.plumtree.vertx.metrics;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The one timer: how long a message took from its origin's broadcast until it was handed to the application here. */
public final class DeliveryLatency {

    /** Its name. */
    public static final String NAME = "plumtree_delivery_latency_seconds";

    /** The upper bounds of its buckets: from a hop in one data centre to what only anti-entropy finds. */
    public static final List<Duration> BUCKETS = Stream
            .of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000)
            .map(Duration::ofMillis).toList();

    static final Metric METRIC = Metric.timer(NAME,
            "From a message's broadcast, by its origin's clock, until it was handed to the application here, by this node's clock."
                    + " Not measured: own messages, redelivered ones, and those from before this node started");

    private DeliveryLatency() {
    }
}
