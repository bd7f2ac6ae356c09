package io.plumtree.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.simulator.measure.Measurements;
import io.plumtree.simulator.measure.MessageKind;
import io.plumtree.simulator.network.LatencyModels;
import io.plumtree.simulator.node.SimulatedNode;

/** Nodes that leave as they should delay nobody; those that are killed cost grafts and pulls. */
class LeavingTest {

    private static final int NODES = 60;
    private static final int LEAVING = 8;

    private enum End {
        STAYS,
        LEAVES,
        IS_KILLED
    }

    /** Three origins broadcast twenty messages a second each, and every six seconds one node ends. */
    private static Measurements run(long seed, End end) {
        SimulatedCluster cluster = new SimulatedCluster(PlumtreeConfig.standard(), LatencyModels.parse("uniform:10-50", seed),
                seed);
        Measurements measurements = new Measurements(cluster.time(), cluster.latency());
        cluster.listen(measurements);
        cluster.addNodes(NODES);
        cluster.start(null, Duration.ofSeconds(8));
        for (int tick = 1; tick <= (LEAVING + 1) * 120; tick++) {
            for (int origin = 0; origin < 3; origin++) {
                cluster.node(origin).broadcast("events", new byte[16], Acknowledgement.QUEUED, 0);
            }
            if (tick % 120 == 0 && tick / 120 <= LEAVING) {
                end(cluster, cluster.node(NODES - tick / 120), end);
            }
            cluster.run(Duration.ofMillis(50));
        }
        cluster.run(Duration.ofSeconds(5));
        assertEquals(List.of(), measurements.violations());
        return measurements;
    }

    private static void end(SimulatedCluster cluster, SimulatedNode node, End end) {
        Runnable gone = () -> cluster.membership().gone(List.of(node.id()), 50_000_000L, 400_000_000L);
        if (end == End.LEAVES) {
            node.leave(gone);
        } else if (end == End.IS_KILLED) {
            node.crash();
            gone.run();
        }
    }

    @Test
    void whoeverLeavesIsReplacedBeforeAnythingIsMissing() {
        Measurements quiet = run(2, End.STAYS);
        Measurements leaving = run(2, End.LEAVES);
        Measurements killed = run(2, End.IS_KILLED);

        assertEquals(0, leaving.traffic(MessageKind.PULL).messages());
        assertTrue(leaving.traffic(MessageKind.GRAFT).messages() * 5 < killed.traffic(MessageKind.GRAFT).messages(),
                () -> leaving.traffic(MessageKind.GRAFT).messages() + " grafts, when killed "
                        + killed.traffic(MessageKind.GRAFT).messages());
        assertTrue(leaving.latencies().getMaxValue() <= quiet.latencies().getMaxValue() * 1.1,
                () -> leaving.latencies().getMaxValue() + " ns, in quiet " + quiet.latencies().getMaxValue());
        assertEquals(0, leaving.gapMessages());
    }
}
