package io.plumtree.simulator.check;

import io.plumtree.core.NodeSnapshot;
import io.plumtree.simulator.SimulatedCluster;
import io.plumtree.simulator.node.SimulatedNode;

/** No collection of any node is fuller than its bound. */
public final class Bounds implements Check {

    private final SimulatedCluster cluster;
    private final Violations violations;

    public Bounds(SimulatedCluster cluster, Violations violations) {
        this.cluster = cluster;
        this.violations = violations;
    }

    @Override
    public void sample() {
        for (SimulatedNode node : cluster.nodes()) {
            NodeSnapshot snapshot = node.snapshot();
            if (snapshot != null) {
                check(node, snapshot);
            }
        }
    }

    @Override
    public void conclude() {
        sample();
    }

    void check(SimulatedNode node, NodeSnapshot snapshot) {
        for (NodeSnapshot.Fill fill : snapshot.fills()) {
            if (fill.used() > fill.bound()) {
                violations.add(node.id() + " has " + fill.used() + " where " + fill.key() + " allows " + fill.bound());
            }
        }
    }
}
