package io.plumtree.vertx.metrics;

import java.util.List;

/** The application's observers. */
final class ApplicationMetrics {

    static final List<Metric> ALL = List.of(
            Metric.counter("plumtree_listener_failures_total", "Calls of observers that threw",
                    reading -> reading.node().node().listenerFailures()),
            Metric.counter("plumtree_events_dropped_total", "Events, deliveries and gaps apart, that slow observers missed",
                    reading -> reading.node().node().eventsDropped()),
            Metric.counter("plumtree_payloads_unreadable_total", "Payloads that could not be decompressed; each became a gap",
                    reading -> reading.node().node().unreadable()));

    private ApplicationMetrics() {
    }
}
