package io.plumtree.simulator.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import io.plumtree.api.Acknowledgement;

class TimersIdleTest {

    private final Fabricated run = new Fabricated();
    private final TimersIdle check = new TimersIdle(run.cluster, run.violations);

    private long conclude() {
        check.conclude();
        return run.violations.count();
    }

    @Test
    void aClusterAtRestHasNone() {
        assertEquals(0, conclude());
    }

    @Test
    void anEngineThatWaitsForSomethingIsFound() {
        run.node(0).broadcast("any", new byte[1], Acknowledgement.QUEUED, 1);
        // The engine's timers, and the events by which it is woken and its message arrives.
        assertEquals(2, conclude());
    }

    @Test
    void anEventThatIsScheduledIsFound() {
        run.cluster.time().in(1, () -> {
        });
        assertEquals(1, conclude());
    }
}
