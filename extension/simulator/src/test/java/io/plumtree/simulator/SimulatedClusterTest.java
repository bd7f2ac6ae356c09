package io.plumtree.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.simulator.measure.Measurements;
import io.plumtree.simulator.network.LatencyModels;
import io.plumtree.simulator.node.SimulatedNode;

class SimulatedClusterTest {

    private static SimulatedCluster run(long seed) {
        SimulatedCluster cluster = new SimulatedCluster(PlumtreeConfig.standard(),
                LatencyModels.parse("uniform:10-50", seed), seed);
        Measurements measurements = new Measurements(cluster.time(), cluster.latency());
        cluster.listen(measurements);
        cluster.addNodes(30);
        cluster.start(null, Duration.ofSeconds(8));
        for (int round = 0; round < 5; round++) {
            for (SimulatedNode node : cluster.nodes()) {
                node.broadcast("events", new byte[16], Acknowledgement.QUEUED, 0);
            }
            cluster.run(Duration.ofSeconds(1));
        }
        cluster.run(Duration.ofSeconds(5));
        assertEquals(150 * 29, measurements.delivered());
        assertEquals(150 * 29, measurements.messages().stream().mapToLong(m -> m.receptions()).sum(), "RMR 0");
        assertEquals(0, measurements.violations().size(), () -> measurements.violations().toString());
        return cluster;
    }

    @Test
    void everyNodeDeliversEveryMessageOnceAndTheSameSeedGivesTheSameTrace() {
        long hash = run(1).traceHash();
        assertEquals(hash, run(1).traceHash());
        assertNotEquals(hash, run(2).traceHash());
    }

    @Test
    void aTestOfAnApplicationsConfigurationIsAFewLines() {
        byte[] payload = { 1, 2, 3 };
        // tag::kit[]
        SimulatedCluster cluster = new SimulatedCluster(PlumtreeConfig.lan(), LatencyModels.parse("uniform:1-3", 7), 7);
        Measurements measurements = new Measurements(cluster.time(), cluster.latency());
        cluster.listen(measurements);
        cluster.addNodes(5);
        cluster.start(null, Duration.ofSeconds(8));
        cluster.node(4).crash();
        cluster.node(0).broadcast("events", payload, Acknowledgement.QUEUED, 0);
        cluster.run(Duration.ofSeconds(1));
        assertEquals(3, measurements.delivered());
        // end::kit[]
    }
}
