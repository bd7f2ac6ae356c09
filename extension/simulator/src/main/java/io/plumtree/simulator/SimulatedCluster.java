package io.plumtree.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.SyncStrategy;
import io.plumtree.core.Effects;
import io.plumtree.core.StoreEffects;
import io.plumtree.core.util.Prng;
import io.plumtree.simulator.membership.Membership;
import io.plumtree.simulator.network.Endpoint;
import io.plumtree.simulator.network.LatencyModel;
import io.plumtree.simulator.network.Link;
import io.plumtree.simulator.network.Network;
import io.plumtree.simulator.node.Dialer;
import io.plumtree.simulator.node.NodeListener;
import io.plumtree.simulator.node.Protocol;
import io.plumtree.simulator.node.SimulatedNode;
import io.plumtree.simulator.store.Disk;
import io.plumtree.simulator.time.NodeClock;
import io.plumtree.simulator.time.VirtualTime;

/**
 * A cluster of real engines on virtual time: the test kit. Everything follows from the seed; nothing here reads a clock or
 * starts a thread. Nodes are named {@code n0}, {@code n1} and so on.
 */
public final class SimulatedCluster {

    private final PlumtreeConfig config;
    private final VirtualTime time = new VirtualTime();
    private final Prng random;
    private final Listeners listeners = new Listeners();
    private final TraceHash traceHash = new TraceHash(time);
    private final LatencyModel latency;
    private final Network network;
    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final Map<NodeId, SimulatedNode> byId = new HashMap<>();
    private final Membership membership;
    private final Protocol.Factory protocols;
    private final long seed;
    private double storing;
    private Disk.@Nullable Speed disks;

    /**
     * A cluster without nodes.
     *
     * @param config of every node
     * @param latency how far they are from each other
     * @param seed decides everything else
     */
    public SimulatedCluster(PlumtreeConfig config, LatencyModel latency, long seed) {
        this(config, latency, seed, Engines.sharing(config));
    }

    /**
     * As the other constructor.
     *
     * @param protocols makes what the nodes run, such as {@link Engines}
     */
    public SimulatedCluster(PlumtreeConfig config, LatencyModel latency, long seed, Protocol.Factory protocols) {
        this.config = config;
        this.seed = seed;
        this.random = new Prng(seed);
        this.latency = latency;
        this.protocols = protocols;
        this.network = new Network(time, latency, config, random.split(), listeners);
        this.membership = new Membership(time, nodes, random.split());
        listeners.add(traceHash);
    }

    /** Adds {@code count} nodes that do not run yet. */
    public void addNodes(int count) {
        for (int i = 0; i < count; i++) {
            addNode();
        }
    }

    /** Adds one node that does not run yet. */
    public SimulatedNode addNode() {
        int index = nodes.size();
        NodeId id = NodeId.of("n" + index);
        // Monotonic clocks start anywhere, some below zero.
        SimulatedNode node = new SimulatedNode(index, id, new NodeClock(time, random.nextLong() >> 4), new Surroundings());
        storeOf(node);
        nodes.add(node);
        byId.put(id, node);
        return node;
    }

    /**
     * A share of the nodes that are added from now on have a durable store, as the configuration describes it.
     *
     * @param share 0 to 1
     * @param speed of their disks
     */
    public void storing(double share, Disk.Speed speed) {
        storing = share;
        disks = speed;
    }

    private void storeOf(SimulatedNode node) {
        // Of its own, so that clusters without stores are what they would be.
        Prng chance = new Prng(Prng.mix(~seed) + node.index());
        if (disks != null && chance.nextDouble() < storing) {
            node.store(new Disk(config.storage().orElseThrow(), disks, time, chance));
        }
    }

    /** Starts all nodes, each knowing all but for what is hidden, and lets time pass until their links are up. */
    public void start(Membership.@Nullable Hidden hidden, Duration settle) {
        nodes.forEach(SimulatedNode::start);
        membership.found(nodes, hidden);
        run(settle);
    }

    /** Lets time pass. */
    public void run(Duration duration) {
        time.runUntil(time.now() + duration.toNanos());
    }

    /** Has membership exchange states for so long, where that is how nodes compare. */
    public void exchangeStates(Duration howLong) {
        if (config.syncStrategy() == SyncStrategy.PUSH_PULL) {
            membership.exchangeStates(config.get(ConfigKey.MEMBERSHIP_PUSH_PULL_INTERVAL).toNanos(), howLong.toNanos(),
                    (one, other) -> network.connects(one.index(), other.index()));
        }
    }

    /** From now on nodes name the zone in which the latency model has them, and membership tells of it. */
    public void nameZones() {
        membership.tellZones(id -> "zone-" + latency.zone(byId.get(id).index()));
    }

    public VirtualTime time() {
        return time;
    }

    public Network network() {
        return network;
    }

    /** @return how far the nodes are from each other */
    public LatencyModel latency() {
        return latency;
    }

    public Membership membership() {
        return membership;
    }

    public PlumtreeConfig config() {
        return config;
    }

    /** @return all nodes there ever were, by number */
    public List<SimulatedNode> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    public SimulatedNode node(int index) {
        return nodes.get(index);
    }

    /** @return the nodes that run now */
    public List<SimulatedNode> running() {
        return nodes.stream().filter(SimulatedNode::running).toList();
    }

    /** @return randomness for a scenario's own choices */
    public Prng splitRandom() {
        return random.split();
    }

    /** Adds somebody who hears everything. */
    public void listen(ClusterListener listener) {
        listeners.add(listener);
    }

    /** @return a hash of everything that happened so far, in order: equal for equal runs, in any JVM */
    public long traceHash() {
        return traceHash.value();
    }

    private final class Surroundings implements SimulatedNode.Surroundings {

        @Override
        public VirtualTime time() {
            return time;
        }

        @Override
        public NodeListener listener() {
            return listeners;
        }

        @Override
        public @Nullable SimulatedNode node(NodeId id) {
            return byId.get(id);
        }

        @Override
        public Protocol newProtocol(SimulatedNode node, long epoch, Effects effects, @Nullable StoreEffects store) {
            return protocols.create(node.id(), epoch, random.split(), effects, store);
        }

        @Override
        public Dialer newDialer(Dialer.Caller caller) {
            return new Dialer(time, config, random.split(), caller);
        }

        @Override
        public long latency(int a, int b) {
            return latency.between(a, b);
        }

        @Override
        public boolean connects(int a, int b) {
            return network.connects(a, b);
        }

        @Override
        public Link connect(Endpoint dialer, Endpoint acceptor) {
            return network.connect(dialer, acceptor);
        }

        @Override
        public void close(Link link, Endpoint by, String why) {
            network.close(link, by, why);
        }

        @Override
        public void abandon(Link link, Endpoint gone) {
            network.abandon(link, gone);
        }
    }
}
