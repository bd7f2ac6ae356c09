package io.plumtree.simulator.scenario;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.core.overlay.RingOverlay;
import io.plumtree.core.overlay.View;
import io.plumtree.simulator.Engines;
import io.plumtree.simulator.fault.FaultKind;
import io.plumtree.simulator.fault.PlannedFault;
import io.plumtree.simulator.node.Protocol;
import io.plumtree.simulator.overlay.RandomOverlay;
import io.plumtree.simulator.paper.PaperProtocols;
import io.plumtree.simulator.paper.PaperSettings;
import io.plumtree.simulator.store.Disk;

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
 * @param paper for the algorithm of the paper in the place of the engine; null for the engine
 * @param stores where messages are stored; null if nowhere
 */
public record Scenario(long seed, int nodes, PlumtreeConfig config, String latency, Workload workload,
        List<PlannedFault> faults, Views views, Duration warmUp, Duration settle, Topology topology, boolean memoise,
        @Nullable PaperSettings paper, @Nullable Stores stores) {

    /** As the other constructor, of engines. */
    public Scenario(long seed, int nodes, PlumtreeConfig config, String latency, Workload workload,
            List<PlannedFault> faults, Views views, Duration warmUp, Duration settle, Topology topology, boolean memoise) {
        this(seed, nodes, config, latency, workload, faults, views, warmUp, settle, topology, memoise, null, null);
    }

    /** @return this one, in which messages are stored as its configuration says */
    public Scenario with(Stores durable) {
        return new Scenario(seed, nodes, config, latency, workload, faults, views, warmUp, settle, topology, memoise, paper,
                durable);
    }

    /** @return whether such a fault is planned */
    public boolean plans(FaultKind kind) {
        return faults.stream().anyMatch(planned -> planned.fault().kind() == kind);
    }

    /**
     * The durable stores.
     *
     * @param share of the nodes that have one, 0 to 1
     * @param speed of their disks
     */
    public record Stores(double share, Disk.Speed speed) {

        /** @return whether all nodes have one */
        public boolean everywhere() {
            return share == 1;
        }
    }

    /** @return what the nodes run */
    Protocol.Factory protocols(long topologySeed) {
        View nobody = topology.nobody(config, nodes, topologySeed);
        if (paper != null) {
            return new PaperProtocols(config, nobody, paper);
        }
        return memoise ? Engines.sharing(config, nobody) : Engines.separate(config, nobody);
    }

    /** @return what decides it, in lines for people */
    public String described() {
        StringBuilder text = new StringBuilder();
        text.append(nodes).append(" nodes, ").append(latency).append(topology.inZones() ? " that are named, " : ", ")
                .append("tree ").append(config.tree())
                .append(", preset ")
                .append(config.preset());
        for (ConfigKey<?> key : config.overrides()) {
            text.append(", ").append(key).append(' ').append(config.get(key));
        }
        if (stores != null) {
            text.append('\n').append(stores).append(' ').append(config.storage());
        }
        text.append('\n').append(workload).append('\n').append(config.topics());
        for (PlannedFault planned : faults) {
            text.append('\n').append(planned.fault().kind().label()).append(" from ").append(warmUp.plus(planned.at()))
                    .append(" to ").append(warmUp.plus(planned.at()).plus(planned.lasts()));
        }
        return text.toString();
    }

    /** @return nanoseconds until a silent link is dead */
    public long idleTimeout() {
        return config.get(ConfigKey.IDLE_TIMEOUT).toNanos();
    }

    /**
     * Which graph links the members.
     *
     * @param randomDegree of a random regular graph, as the Plumtree paper's evaluation has it; 0 for the union of
     *        hash-ordered rings that the configuration asks for
     * @param inZones whether nodes name the zone in which the latency model has them, which decides the order on some rings
     */
    public record Topology(int randomDegree, boolean inZones) {

        /** The union of hash-ordered rings. */
        public static final Topology RINGS = new Topology(0, false);
        /** The union of rings that are in the order of zones, and of others. */
        public static final Topology ZONES = new Topology(0, true);

        /** @return a random graph in which each of the first members has so many neighbours */
        public static Topology random(int degree) {
            return new Topology(degree, false);
        }

        private View nobody(PlumtreeConfig config, int nodes, long seed) {
            return randomDegree == 0
                    ? new RingOverlay(config.get(ConfigKey.RINGS))
                    : new RandomOverlay(nodes, randomDegree, seed);
        }
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
