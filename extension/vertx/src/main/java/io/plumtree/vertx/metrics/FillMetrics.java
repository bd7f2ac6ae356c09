package io.plumtree.vertx.metrics;

import java.util.List;

import io.plumtree.api.ConfigKey;
import io.plumtree.core.NodeSnapshot.Fill;

/** How full each bounded collection is, by the configuration key that bounds it. */
final class FillMetrics {

    /** Every key that bounds a collection of a node. */
    static final List<String> KEYS = List.of("max-peers", "message-cache-max-size", "message-cache-max-bytes", "max-streams",
            "max-topics", "max-missing", "max-pending-acknowledgements", "broadcast-queue-max-size", "send-queue-max-bytes",
            "delivery-queue-max-size", "delivery-queue-max-bytes", "fifo-hold-max-bytes", "sync.max-pages-per-second",
            "store.queue-max-bytes", "membership.max-members", "membership.max-queued", "membership.max-pending",
            "membership.max-exchanges", "membership.max-forgotten", "membership.max-input-bytes");

    private static final String CACHE = ConfigKey.MESSAGE_CACHE_MAX_SIZE.name();

    static final List<Metric> ALL = List.of(
            Metric.gauge("plumtree_cache_size", "Messages retained", reading -> reading.node().engine().fills().stream()
                    .filter(fill -> fill.key().equals(CACHE)).mapToLong(Fill::used).findFirst().orElse(0)),
            Metric.gauge("plumtree_fill",
                    "What is in the collection that each key bounds; in the fullest one if there are several", "key",
                    KEYS.stream().map(key -> new Series(key, reading -> reading.fill(key).used())).toList()),
            Metric.gauge("plumtree_fill_bound", "What may be in the collections that each key bounds; 0 where there is none",
                    "key",
                    KEYS.stream().map(key -> new Series(key, reading -> reading.fill(key).bound())).toList()));

    private FillMetrics() {
    }
}
