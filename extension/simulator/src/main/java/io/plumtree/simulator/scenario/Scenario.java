package io.plumtree.simulator.scenario;

import java.time.Duration;
import java.util.List;

import io.plumtree.api.PlumtreeConfig;
import io.plumtree.simulator.fault.PlannedFault;

/**
 * Everything that decides a run.
 *
 * @param seed decides whatever the rest leaves open
 * @param nodes how many are there at first
 * @param config of every node
 * @param latency as {@link io.plumtree.simulator.network.LatencyModels#parse} reads it
 * @param workload what is broadcast
 * @param faults what goes wrong, and when
 * @param views how membership tells of changes
 * @param warmUp from the start to the first broadcast
 * @param settle from the end of workload and faults to the verdict
 * @param topology which graph links the members
 * @param memoise whether trees and views that several engines compute alike are computed once: no result depends on it
 */
public record Scenario(long seed, int nodes, PlumtreeConfig config, String latency, Workload workload,
        List<PlannedFault> faults, Views views, Duration warmUp, Duration settle, Topology topology, boolean memoise) {

    /** Which graph links the members. */
    public enum Topology {
        /** The union of hash-ordered rings, as every node computes it. */
        RINGS,
        /** A random regular graph, as the Plumtree paper's evaluation has it. */
        RANDOM
    }

    /**
     * How membership tells of changes.
     *
     * @param earliest from a change to the first node that is told
     * @param latest from a change to the last node that is told
     */
    public record Views(Duration earliest, Duration latest) {
    }
}
