package io.plumtree.simulator.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
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
 * @param fired how often each kind did something, besides what the network counts
 */
public record FaultContext(SimulatedCluster cluster, Scenario scenario, Set<SimulatedNode> origins, Prng random,
        Map<FaultKind, Long> fired) {

    /** Nodes that no fault takes away: with fewer there is nobody to promise anything to. */
    private static final int LEAST_RUNNING = 2;
    /** Nodes that are left by faults that take many. */
    private static final int LEFT_BY_MANY = 4;

    /** A context in which nothing has happened. */
    public FaultContext(SimulatedCluster cluster, Scenario scenario, Set<SimulatedNode> origins, Prng random) {
        this(cluster, scenario, origins, random, new TreeMap<>());
    }

    /** A fault did something. */
    public void fired(FaultKind kind) {
        fired.merge(kind, 1L, Long::sum);
    }

    /** @return how often a kind did something, to nodes or to messages */
    public long count(FaultKind kind) {
        return fired.getOrDefault(kind, 0L) + cluster.network().happened().getOrDefault(kind.label(), 0L);
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

    /** @return whether enough others go on without a node that runs, one of them broadcasting */
    public boolean spares(SimulatedNode node) {
        return node.running() && cluster.running().size() > LEAST_RUNNING
                && origins.stream().anyMatch(origin -> origin.running() && origin != node);
    }

    /**
     * @return up to {@code count} nodes that run and satisfy {@code which}, so few that somebody goes on broadcasting and each
     *         fault that is still to begin finds one too
     */
    public List<SimulatedNode> victims(int count, Predicate<SimulatedNode> which) {
        long now = cluster.time().now() - scenario.warmUp().toNanos();
        long others = scenario.faults().stream()
                .filter(planned -> planned.fault().kind().takesNodes() && planned.at().toNanos() > now).count();
        int running = cluster.running().size();
        int most = (int) Math.max(running - LEFT_BY_MANY - others, Math.min(1, running - LEAST_RUNNING));
        List<SimulatedNode> goesOn = choose(1, origins::contains);
        return choose(Math.min(count, most), which.and(node -> !goesOn.contains(node)));
    }

    /** Membership finds out that nodes are gone, in its own time. */
    public void membershipLoses(List<SimulatedNode> gone) {
        cluster.membership().gone(gone.stream().map(SimulatedNode::id).toList(), scenario.views().earliest().toNanos(),
                scenario.views().latest().toNanos());
    }

    /** A process starts, new or again, and is a member. */
    public void joins(SimulatedNode node) {
        node.start();
        cluster.membership().joined(node, scenario.views().earliest().toNanos(), scenario.views().latest().toNanos());
    }

    /** Does something now, and again and again as long as something holds. */
    public void repeat(long everyNanos, BooleanSupplier holds, Runnable action) {
        if (holds.getAsBoolean()) {
            action.run();
            cluster.time().in(everyNanos, () -> repeat(everyNanos, holds, action));
        }
    }
}
