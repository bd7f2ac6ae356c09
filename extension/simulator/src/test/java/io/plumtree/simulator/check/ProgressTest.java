package io.plumtree.simulator.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.plumtree.api.NoReachablePeerException;

class ProgressTest {

    private final Fabricated run = new Fabricated();
    private final Progress check = new Progress(run.cluster, run.measurements, topic -> 1_000_000_000L, run.violations);

    private long conclude() {
        check.conclude();
        return run.violations.count();
    }

    @Test
    void aProbeThatReachesAllInTimeIsProgress() {
        check.healed();
        run.broadcast(0, "any", 1);
        run.cluster.run(Duration.ofSeconds(1));
        run.delivered(1, 0, "any", 1);
        run.delivered(2, 0, "any", 1);
        assertEquals(0, conclude());
    }

    @Test
    void aProbeThatDoesNotReachAllIsFound() {
        check.healed();
        run.broadcast(0, "any", 1);
        run.delivered(1, 0, "any", 1);
        assertEquals(1, conclude());
    }

    @Test
    void aProbeThatIsLateIsFound() {
        check.healed();
        run.broadcast(0, "any", 1);
        run.delivered(1, 0, "any", 1);
        run.cluster.run(Duration.ofMillis(1_001));
        run.delivered(2, 0, "any", 1);
        assertEquals(1, conclude());
    }

    @Test
    void whatWasBroadcastBeforeAllWasHealedIsNoProbe() {
        run.broadcast(0, "any", 1);
        run.cluster.run(Duration.ofSeconds(1));
        check.healed();
        run.broadcast(0, "any", 2);
        run.delivered(1, 0, "any", 2);
        run.delivered(2, 0, "any", 2);
        assertEquals(0, conclude());
    }

    @Test
    void noProbeAtAllIsFound() {
        check.healed();
        assertEquals(1, conclude());
    }

    @Test
    void aNodeThatWouldNotBroadcastIsFoundOnceAllIsHealed() {
        check.refused(run.node(0), new NoReachablePeerException(2));
        assertEquals(0, run.violations.count());
        check.healed();
        check.refused(run.node(0), new NoReachablePeerException(2));
        assertEquals(1, run.violations.count());
    }
}
