package io.plumtree.simulator.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import io.plumtree.api.PlumtreeConfig;
import io.plumtree.simulator.SimulatedCluster;
import io.plumtree.simulator.network.Link;

class OverlayOptimumTest {

    /** Between nodes a and b: |a - b| squared, so that going step by step is faster than going far. */
    private final SimulatedCluster cluster = new SimulatedCluster(PlumtreeConfig.standard(),
            (a, b) -> (long) (a - b) * (a - b), 1);

    OverlayOptimumTest() {
        cluster.addNodes(6);
    }

    private Link connect(int a, int b) {
        return cluster.network().connect(cluster.node(a), cluster.node(b));
    }

    @Test
    void itIsTheLongestOfTheShortestPaths() {
        connect(0, 1);
        connect(1, 2);
        connect(2, 3);
        connect(0, 3);
        connect(4, 0);
        OverlayOptimum optimum = new OverlayOptimum(cluster);
        assertEquals(16, optimum.from(cluster.node(0)), "to 4 at once 16, to 3 by 1 and 2: 3");
        assertEquals(19, optimum.from(cluster.node(4)), "16 to 0, then 1 + 1 + 1 to 3");
        assertEquals(19, optimum.from(cluster.node(3)));
        assertEquals(0, optimum.from(cluster.node(5)), "nobody can be reached");
    }

    @Test
    void itIsThatOfTheLinksOfItsMoment() {
        connect(0, 1);
        Link far = connect(0, 5);
        OverlayOptimum before = new OverlayOptimum(cluster);
        cluster.network().close(far, cluster.node(0), "test");
        assertEquals(25, before.from(cluster.node(0)));
        assertEquals(1, new OverlayOptimum(cluster).from(cluster.node(0)));
    }
}
