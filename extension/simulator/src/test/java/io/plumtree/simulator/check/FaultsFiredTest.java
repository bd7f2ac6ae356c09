package io.plumtree.simulator.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.plumtree.core.util.Prng;
import io.plumtree.simulator.fault.Crash;
import io.plumtree.simulator.fault.Disturbance;
import io.plumtree.simulator.fault.FaultContext;
import io.plumtree.simulator.fault.PlannedFault;

class FaultsFiredTest {

    private final Fabricated run = new Fabricated();
    private final List<PlannedFault> planned = List.of(
            new PlannedFault(Crash.one(), Duration.ZERO, Duration.ZERO),
            new PlannedFault(Disturbance.loss(1), Duration.ZERO, Duration.ofSeconds(1)));
    private final FaultContext context = new FaultContext(run.cluster, run.scenario(planned),
            Set.of(run.node(0), run.node(1)), new Prng(1));

    @Test
    void aFaultThatDidNothingIsFound() {
        planned.get(0).fault().begin(context);
        new FaultsFired(context, planned, run.violations).conclude();
        assertEquals(1, run.violations.count());
    }

    @Test
    void faultsThatDidSomethingAreAsTheyShouldBe() {
        planned.get(0).fault().begin(context);
        run.cluster.network().happened("loss");
        new FaultsFired(context, planned, run.violations).conclude();
        assertEquals(0, run.violations.count());
    }
}
