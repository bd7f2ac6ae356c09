package io.plumtree.simulator.check;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.plumtree.api.ClusterGap;
import io.plumtree.api.Ordering;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.TopicConfig;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.StreamId;
import io.plumtree.simulator.SimulatedCluster;
import io.plumtree.simulator.fault.PlannedFault;
import io.plumtree.simulator.measure.Measurements;
import io.plumtree.simulator.network.LatencyModels;
import io.plumtree.simulator.node.SimulatedNode;
import io.plumtree.simulator.scenario.Scenario;
import io.plumtree.simulator.scenario.Workload;

/** A real cluster of three nodes at rest, and what a test says has happened in it. */
final class Fabricated {

    static final Duration WARM_UP = Duration.ofSeconds(8);

    final PlumtreeConfig config;
    final SimulatedCluster cluster;
    final Measurements measurements;
    final Accounts accounts;
    final Violations violations = new Violations();

    Fabricated() {
        this(PlumtreeConfig.standard());
    }

    Fabricated(PlumtreeConfig plain) {
        config = plain.withTopic("ordered", new TopicConfig(Ordering.FIFO, Duration.ofMinutes(2), 1 << 20));
        cluster = new SimulatedCluster(config, LatencyModels.constant(10), 1);
        measurements = new Measurements(cluster.time(), cluster.latency());
        accounts = new Accounts(cluster.time());
        cluster.listen(measurements);
        cluster.listen(accounts);
        cluster.addNodes(3);
        cluster.start(null, WARM_UP);
    }

    SimulatedNode node(int index) {
        return cluster.node(index);
    }

    StreamId stream(int origin, String topic) {
        return new StreamId(node(origin).id(), 7, topic);
    }

    void broadcast(int origin, String topic, long sequence) {
        measurements.broadcast(node(origin), stream(origin, topic), sequence, sequence);
    }

    Message message(int origin, String topic, long sequence) {
        return new Message(stream(origin, topic), sequence, 5, Map.of(),
                Payload.plain("m".getBytes(StandardCharsets.UTF_8)));
    }

    void delivered(int node, int origin, String topic, long sequence) {
        measurements.delivered(node(node), message(origin, topic, sequence), 1, false);
    }

    ClusterGap gap(int origin, String topic, long from, long to) {
        StreamId stream = stream(origin, topic);
        return new ClusterGap(stream.origin(), stream.epoch(), topic, from, to, ClusterGap.Reason.NO_LONGER_RETAINED);
    }

    Scenario scenario(List<PlannedFault> faults) {
        return new Scenario(1, 3, config, "constant:10", new Workload(1, 10, 1, 1, "any"), faults,
                new Scenario.Views(Duration.ZERO, Duration.ofSeconds(1)), WARM_UP, Duration.ofSeconds(10),
                Scenario.Topology.RINGS, true);
    }

    Retention retention(PlannedFault... faults) {
        return new Retention(scenario(List.of(faults)), WARM_UP.toNanos());
    }
}
