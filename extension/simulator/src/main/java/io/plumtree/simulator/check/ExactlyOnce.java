package io.plumtree.simulator.check;

import io.plumtree.simulator.measure.Measurements;

/** Every incarnation delivers each message once or is told of one gap, not both, and only what somebody broadcast. */
public final class ExactlyOnce implements Check {

    private final Measurements measurements;
    private final Violations violations;

    /** @param measurements which counts deliveries and gaps */
    public ExactlyOnce(Measurements measurements, Violations violations) {
        this.measurements = measurements;
        this.violations = violations;
    }

    @Override
    public void conclude() {
        measurements.violations().forEach(violations::add);
    }
}
