package io.plumtree.vertx.metrics;

import java.util.List;

/** What is missing: pulled, grafted, found by comparing, or given up. */
final class RepairMetrics {

    static final List<Metric> ALL = List.of(
            Metric.gauge("plumtree_pending_grafts", "Holes that wait to be filled",
                    reading -> reading.node().health().delivery().pendingGrafts()),
            Metric.counter("plumtree_graft_sent_total", "GRAFTs and HANDOVERs sent", reading -> reading.engine().graftSent()),
            Metric.counter("plumtree_graft_received_total", "GRAFTs and HANDOVERs received",
                    reading -> reading.engine().graftReceived()),
            Metric.counter("plumtree_pull_sent_total", "Requests for messages that change no tree, sent",
                    reading -> reading.engine().pullSent()),
            Metric.counter("plumtree_pull_received_total", "Requests for messages that change no tree, received",
                    reading -> reading.engine().pullReceived()),
            Metric.counter("plumtree_missing_sent_total", "Negative answers sent", reading -> reading.engine().missingSent()),
            Metric.counter("plumtree_graft_retries_total", "Times that a hole was asked for again",
                    reading -> reading.engine().graftRetries()),
            Metric.counter("plumtree_graft_success_total", "Holes that were asked for and filled",
                    reading -> reading.engine().graftSucceeded()),
            Metric.counter("plumtree_graft_latency_seconds_total",
                    "For how long the holes that were asked for and filled had been known, together",
                    reading -> reading.engine().graftNanos() / 1e9),
            Metric.counter("plumtree_messages_pulled_total", "Messages that arrived because they were asked for",
                    reading -> reading.engine().pulled()),
            Metric.counter("plumtree_graft_failed_total", "Holes that were not filled within the retries",
                    reading -> reading.engine().graftFailed()),
            Metric.counter("plumtree_gap_messages_total", "Messages of others that will not be delivered here: lost",
                    reading -> reading.engine().gapMessages()),
            Metric.counter("plumtree_deliveries_passed_total",
                    "Lost messages that retention passed before a slow observer came to them",
                    reading -> reading.engine().deliveriesPassed()),
            Metric.counter("plumtree_gaps_forgotten_total", "Gaps that were never told, for too much waited",
                    reading -> reading.engine().gapsForgotten()),
            Metric.counter("plumtree_sync_rounds_total", "Comparisons with others begun here",
                    reading -> reading.engine().syncRounds()),
            Metric.counter("plumtree_sync_compared_total", "Comparisons that others began, by what they showed", "result",
                    List.of(new Series("equal", reading -> reading.engine().syncEqual()),
                            new Series("different", reading -> reading.engine().syncDifferent()))),
            Metric.counter("plumtree_sync_pages_sent_total", "Pages of digests sent",
                    reading -> reading.engine().syncPagesSent()),
            Metric.gauge("plumtree_sync_age_seconds",
                    "Time since a comparison with another node was completed; not a number before the first",
                    reading -> reading.node().health().lastSync().map(age -> age.toNanos() / 1e9).orElse(Double.NaN)),
            Metric.counter("plumtree_sync_recovered_total", "Messages that only comparing showed to exist, and that came",
                    reading -> reading.engine().syncRecovered()));

    private RepairMetrics() {
    }
}
