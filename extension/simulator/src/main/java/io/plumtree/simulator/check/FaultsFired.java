package io.plumtree.simulator.check;

import java.util.List;

import io.plumtree.simulator.fault.FaultContext;
import io.plumtree.simulator.fault.PlannedFault;

/** Every planned fault did something: a run in which nothing went wrong proves nothing. */
public final class FaultsFired implements Check {

    private final FaultContext context;
    private final List<PlannedFault> planned;
    private final Violations violations;
    private long idle;

    public FaultsFired(FaultContext context, List<PlannedFault> planned, Violations violations) {
        this.context = context;
        this.planned = planned;
        this.violations = violations;
    }

    /** @return how many did nothing, at the end */
    public long idle() {
        return idle;
    }

    @Override
    public void conclude() {
        for (PlannedFault one : planned) {
            if (context.count(one.fault().kind()) == 0) {
                idle++;
                violations.add("the fault " + one.fault().kind().label() + " was planned and nothing happened");
            }
        }
    }
}
