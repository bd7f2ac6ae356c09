package io.plumtree.simulator.check;

import io.plumtree.simulator.SimulatedCluster;
import io.plumtree.simulator.node.SimulatedNode;

/** Where nothing is to be done nothing is scheduled: no timer outlives its purpose, and nobody tries in vain for ever. */
public final class TimersIdle implements Check {

    private final SimulatedCluster cluster;
    private final Violations violations;

    public TimersIdle(SimulatedCluster cluster, Violations violations) {
        this.cluster = cluster;
        this.violations = violations;
    }

    @Override
    public void conclude() {
        for (SimulatedNode node : cluster.running()) {
            if (!node.timersIdle()) {
                violations.add(node.id() + " has timers though nothing is to be done");
            }
        }
        if (cluster.time().pending() > 0) {
            violations.add(cluster.time().pending() + " events are scheduled though nothing is to be done");
        }
    }
}
