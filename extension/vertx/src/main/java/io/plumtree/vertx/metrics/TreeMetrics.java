package io.plumtree.vertx.metrics;

import java.util.List;

import io.plumtree.core.NodeSnapshot.NeighbourState;

/** Neighbours and trees. No label names a neighbour: series could not be ended when it goes. */
final class TreeMetrics {

    static final List<Metric> ALL = List.of(
            Metric.gauge("plumtree_peers_known", "Other nodes known", reading -> reading.node().health().peers()),
            Metric.gauge("plumtree_peer_count", "Neighbours: known nodes with a link that is up",
                    reading -> reading.node().health().linked()),
            Metric.gauge("plumtree_eager_peers", "Neighbours that are pushed the payloads of at least one origin",
                    reading -> reading.node().health().eager()),
            Metric.gauge("plumtree_lazy_peers", "Neighbours that are pushed no payloads",
                    reading -> reading.node().health().lazy()),
            Metric.gauge("plumtree_peers_lagging",
                    "Neighbours that are too slow, and are only announced to until they catch up",
                    reading -> reading.node().engine().neighbours().stream().filter(NeighbourState::lagging).count()),
            Metric.gauge("plumtree_round_trip_max_seconds", "The round trip to the farthest neighbour, as measured",
                    reading -> reading.node().engine().neighbours().stream().mapToLong(NeighbourState::roundTripNanos).max()
                            .orElse(0) / 1e9),
            Metric.counter("plumtree_peer_added_total", "Links that came up", reading -> reading.engine().neighboursAdded()),
            Metric.counter("plumtree_peer_removed_total", "Links that are up no more, whoever ended them",
                    reading -> reading.engine().neighboursRemoved()),
            Metric.counter("plumtree_peer_promotions_total", "Neighbours that became eager",
                    reading -> reading.engine().promotions()),
            Metric.counter("plumtree_peer_demotions_total", "Neighbours that became lazy",
                    reading -> reading.engine().demotions()),
            Metric.counter("plumtree_parent_changes_total", "Handovers to a faster parent",
                    reading -> reading.engine().parentChanges()),
            Metric.counter("plumtree_prune_sent_total", "PRUNEs sent", reading -> reading.engine().pruneSent()),
            Metric.counter("plumtree_prune_received_total", "PRUNEs received", reading -> reading.engine().pruneReceived()),
            Metric.gauge("plumtree_trees_attached", "Origins in whose trees this node is the origin or has a parent",
                    reading -> reading.node().engine().attachedOrigins()),
            Metric.gauge("plumtree_trees_orphaned",
                    "Origins in whose trees this node has no parent: idle ones, or it asks for all that they send",
                    reading -> reading.node().engine().orphanedOrigins()),
            Metric.counter("plumtree_trees_planned_total", "Places found in trees, by the tree", "tree", List.of(
                    new Series("own", reading -> reading.engine().treesPlanned() - reading.engine().treesShared()),
                    new Series("shared", reading -> reading.engine().treesShared()))));

    private TreeMetrics() {
    }
}
