package io.plumtree.simulator.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.NodeId;
import io.plumtree.core.NodeSnapshot;
import io.plumtree.core.overlay.RingOverlay;
import io.plumtree.core.overlay.View;
import io.plumtree.simulator.SimulatedCluster;
import io.plumtree.simulator.network.Endpoint;
import io.plumtree.simulator.network.Link;
import io.plumtree.simulator.node.SimulatedNode;

/**
 * Every link is up at both ends and every link that the overlay of the members wants is there; once the cluster is quiet no
 * other is.
 */
public final class SymmetricLinks implements Check {

    private final SimulatedCluster cluster;
    private final Violations violations;

    public SymmetricLinks(SimulatedCluster cluster, Violations violations) {
        this.cluster = cluster;
        this.violations = violations;
    }

    @Override
    public void healed() {
        check(false);
    }

    @Override
    public void conclude() {
        check(true);
    }

    /** @param quiet whether no link comes up or ends at this moment */
    private void check(boolean quiet) {
        List<SimulatedNode> running = cluster.running();
        List<NodeId> ids = running.stream().map(SimulatedNode::id).toList();
        View view = new RingOverlay(cluster.config().get(ConfigKey.RINGS)).with(ids, cluster.membership().zones(ids));
        for (SimulatedNode node : running) {
            Set<NodeId> linked = new LinkedHashSet<>();
            for (Link link : node.links()) {
                Endpoint other = link.other(node);
                linked.add(other.id());
                if (quiet && (!link.open() || !cluster.node(other.index()).links().contains(link))) {
                    violations.add("the link of " + node.id() + " to " + other.id() + " is up at one end only");
                }
            }
            NodeSnapshot snapshot = node.snapshot();
            check(node, snapshot, linked, new LinkedHashSet<>(view.neighbours(node.id())), quiet);
            if (snapshot.members() != running.size() - 1) {
                violations.add(node.id() + " knows " + snapshot.members() + " others, and " + (running.size() - 1) + " run");
            }
        }
    }

    void check(SimulatedNode node, NodeSnapshot snapshot, Set<NodeId> linked, Set<NodeId> wanted, boolean quiet) {
        List<NodeId> neighbours = new ArrayList<>();
        snapshot.neighbours().forEach(neighbour -> neighbours.add(neighbour.id()));
        if (quiet && !linked.equals(new LinkedHashSet<>(neighbours))) {
            violations.add(node.id() + " has links to " + linked + " and neighbours " + neighbours);
        }
        for (NodeId other : wanted) {
            if (!linked.contains(other)) {
                violations.add(node.id() + " has no link to " + other + ", which the overlay wants");
            }
        }
        for (NodeId other : linked) {
            if (quiet && !wanted.contains(other)) {
                violations.add(node.id() + " has a link to " + other + ", which the overlay does not want");
            }
        }
    }
}
