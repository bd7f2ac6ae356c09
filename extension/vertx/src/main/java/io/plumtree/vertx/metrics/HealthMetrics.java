package io.plumtree.vertx.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.PlumtreeHealth.Status;
import io.plumtree.core.NodeSnapshot.StoreState;

/** How the node is, its event loop, and its store. */
final class HealthMetrics {

    static final List<Metric> ALL = List.of(
            Metric.gauge("plumtree_live", "1 while the node's event loop turns; 0 if only a restart helps",
                    reading -> reading.node().health().live() ? 1 : 0),
            Metric.gauge("plumtree_ready", "1 while the node takes broadcasts that can reach somebody",
                    reading -> reading.node().health().ready() ? 1 : 0),
            Metric.gauge("plumtree_health", "1 for the verdict of the health rules", "status",
                    Arrays.stream(Status.values()).map(status -> new Series(status.name().toLowerCase(Locale.ROOT),
                            reading -> reading.node().health().status() == status ? 1 : 0)).toList()),
            Metric.counter("plumtree_slow_turns_total", "Inputs that took the event loop more than 5 ms", "part", List.of(
                    new Series("engine", reading -> reading.node().node().slowTurns()),
                    new Series("membership", reading -> reading.membership(own -> own.stats().slowTurns())))),
            Metric.counter("plumtree_failures_total", "Inputs that a state machine failed on: bugs", "part", List.of(
                    new Series("engine", reading -> reading.node().node().engineFailures()),
                    new Series("membership", reading -> reading.membership(own -> own.stats().failures())))),
            Metric.gauge("plumtree_store_failed", "1 since the durable store failed; nothing is stored until a restart",
                    reading -> failed(reading.node().engine().store()) ? 1 : 0),
            Metric.counter("plumtree_store_rejected_total",
                    "Messages that the durable store did not take: no room, or it had failed",
                    reading -> notStored(reading.node().engine().store())));

    private HealthMetrics() {
    }

    private static boolean failed(@Nullable StoreState store) {
        return store != null && store.failure() != null;
    }

    private static long notStored(@Nullable StoreState store) {
        return store == null ? 0 : store.notStored();
    }
}
