package io.plumtree.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.SyncStrategy;
import io.plumtree.core.Counters;
import io.plumtree.simulator.measure.Measurements;
import io.plumtree.simulator.network.Conditions;
import io.plumtree.simulator.network.LatencyModels;
import io.plumtree.simulator.node.SimulatedNode;

/** Links that stay up and lose everything until all announcements are over: what they lost only comparing finds. */
class AntiEntropyTest {

    private static final int NODES = 12;
    private static final int MESSAGES = 30;

    private record Outcome(long delivered, long gaps, long recovered, boolean rests) {
    }

    private static Outcome run(SyncStrategy strategy) {
        SimulatedCluster cluster = new SimulatedCluster(PlumtreeConfig.standard().withSyncStrategy(strategy),
                LatencyModels.parse("uniform:10-50", 3), 3);
        Measurements measurements = new Measurements(cluster.time(), cluster.latency());
        cluster.listen(measurements);
        cluster.addNodes(NODES);
        cluster.start(null, Duration.ofSeconds(8));
        cluster.exchangeStates(Duration.ofMinutes(3));
        cluster.node(0).broadcast("events", new byte[16], Acknowledgement.QUEUED, 0);
        cluster.run(Duration.ofSeconds(1));
        lose(cluster, 1);
        for (int i = 1; i < MESSAGES; i++) {
            cluster.node(0).broadcast("events", new byte[16], Acknowledgement.QUEUED, 0);
            cluster.run(Duration.ofMillis(100));
        }
        // Digests come after 2, 8 and 32 seconds of silence, and then when nothing is retained any more.
        cluster.run(Duration.ofSeconds(33));
        lose(cluster, -1);
        cluster.run(Duration.ofMinutes(10));
        Counters victim = cluster.node(NODES - 1).snapshot().counters();
        return new Outcome(measurements.delivered(), measurements.gapMessages(), victim.syncRecovered(),
                cluster.running().stream().allMatch(SimulatedNode::timersIdle));
    }

    /** All that the last node is sent, and sends. */
    private static void lose(SimulatedCluster cluster, int change) {
        for (int i = 0; i < NODES - 1; i++) {
            for (Conditions link : new Conditions[] { cluster.network().between(i, NODES - 1),
                    cluster.network().between(NODES - 1, i) }) {
                link.loss += change;
            }
        }
        cluster.network().changed();
    }

    @Test
    void withoutItWhatLinksLostSilentlyIsAGap() {
        assertEquals(new Outcome((MESSAGES - 1L) * (NODES - 2) + NODES - 1, MESSAGES - 1, 0, true), run(SyncStrategy.OFF));
    }

    @Test
    void comparingWithNeighboursFindsWhatLinksLostSilently() {
        Outcome outcome = run(SyncStrategy.NEIGHBOUR);
        assertEquals(new Outcome(MESSAGES * (NODES - 1L), 0, MESSAGES - 1, true), outcome);
    }

    @Test
    void comparingByMembershipFindsWhatLinksLostSilently() {
        Outcome outcome = run(SyncStrategy.PUSH_PULL);
        // Some were retained no more when membership came to exchange states with the right node.
        assertEquals(MESSAGES * (NODES - 1L), outcome.delivered() + outcome.gaps());
        assertTrue(outcome.recovered() > 0 && outcome.rests(), outcome::toString);
    }
}
