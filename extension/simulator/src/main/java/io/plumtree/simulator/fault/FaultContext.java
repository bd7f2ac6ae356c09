package io.plumtree.simulator.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

import io.plumtree.core.util.Prng;
import io.plumtree.simulator.SimulatedCluster;
import io.plumtree.simulator.node.SimulatedNode;
import io.plumtree.simulator.scenario.Scenario;

/**
 * What faults act on.
 *
 * @param cluster the cluster
 * @param scenario the scenario, which says how membership tells of changes
 * @param origins the nodes that broadcast
 * @param random this run's randomness for faults
 * @param fired how often each kind did something
 */
public record FaultContext(SimulatedCluster cluster, Scenario scenario, Set<SimulatedNode> origins, Prng random,
        Map<FaultKind, Long> fired) {

    /** A context in which nothing has happened. */
    public FaultContext(SimulatedCluster cluster, Scenario scenario, Set<SimulatedNode> origins, Prng random) {
        this(cluster, scenario, origins, random, new TreeMap<>());
    }

    /** A fault did something. */
    public void fired(FaultKind kind) {
        fired.merge(kind, 1L, Long::sum);
    }

    /** @return {@code count} different nodes that run and satisfy {@code which}, or as many as there are */
    public List<SimulatedNode> choose(int count, Predicate<SimulatedNode> which) {
        List<SimulatedNode> candidates = new ArrayList<>();
        for (SimulatedNode node : cluster.nodes()) {
            if (node.running() && which.test(node)) {
                candidates.add(node);
            }
        }
        List<SimulatedNode> chosen = new ArrayList<>();
        while (chosen.size() < count && !candidates.isEmpty()) {
            chosen.add(candidates.remove(random.nextInt(candidates.size())));
        }
        return chosen;
    }

    /** Membership finds out that nodes are gone, in its own time. */
    public void membershipLoses(List<SimulatedNode> gone) {
        cluster.membership().gone(gone.stream().map(SimulatedNode::id).toList(), scenario.views().earliest().toNanos(),
                scenario.views().latest().toNanos());
    }
}
