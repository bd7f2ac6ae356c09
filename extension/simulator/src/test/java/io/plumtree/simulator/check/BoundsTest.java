package io.plumtree.simulator.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.plumtree.core.NodeSnapshot;
import io.plumtree.core.NodeSnapshot.Fill;

class BoundsTest {

    private final Fabricated run = new Fabricated();
    private final Bounds check = new Bounds(run.cluster, run.violations);

    private long violations(long used, long bound) {
        NodeSnapshot real = run.node(0).snapshot();
        check.check(run.node(0), new NodeSnapshot(real.counters(), List.of(new Fill("max-missing", used, bound)), List.of(),
                2, 0, 0));
        return run.violations.count();
    }

    @Test
    void aClusterAtRestIsWithinItsBounds() {
        check.sample();
        check.conclude();
        assertEquals(0, run.violations.count());
    }

    @Test
    void aFullCollectionIsWithinItsBoundAndOneMoreIsFound() {
        assertEquals(0, violations(10, 10));
        assertEquals(1, violations(11, 10));
    }
}
