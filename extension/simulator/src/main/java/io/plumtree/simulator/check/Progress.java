package io.plumtree.simulator.check;

import java.util.function.ToLongFunction;

import io.plumtree.api.PlumtreeException;
import io.plumtree.simulator.SimulatedCluster;
import io.plumtree.simulator.measure.Measurements;
import io.plumtree.simulator.measure.MessageRecord;
import io.plumtree.simulator.node.SimulatedNode;

/** Once everything is healed every node can broadcast, and what it broadcasts reaches everybody in time. */
public final class Progress implements Check {

    private final SimulatedCluster cluster;
    private final Measurements measurements;
    private final ToLongFunction<String> bound;
    private final Violations violations;
    private long healedAt = Long.MAX_VALUE;

    /** @param bound nanoseconds from a broadcast on a topic to its last delivery */
    public Progress(SimulatedCluster cluster, Measurements measurements, ToLongFunction<String> bound,
            Violations violations) {
        this.cluster = cluster;
        this.measurements = measurements;
        this.bound = bound;
        this.violations = violations;
    }

    @Override
    public void healed() {
        healedAt = cluster.time().now();
    }

    @Override
    public void refused(SimulatedNode node, PlumtreeException why) {
        if (cluster.time().now() >= healedAt) {
            violations.add(node.id() + " would not broadcast though everything is healed: " + why.getMessage());
        }
    }

    @Override
    public void conclude() {
        int probes = 0;
        for (MessageRecord message : measurements.messages()) {
            if (message.sentAt() >= healedAt) {
                probes++;
                check(message);
            }
        }
        if (probes == 0) {
            violations.add("nothing was broadcast after everything was healed");
        }
    }

    private void check(MessageRecord message) {
        for (SimulatedNode node : cluster.running()) {
            if (node != message.origin() && !message.deliveredBy(node.index())) {
                violations.add(message.stream() + "/" + message.sequence() + " did not reach " + node.id()
                        + " though everything was healed");
            }
        }
        if (message.coverage() > bound.applyAsLong(message.stream().topic())) {
            violations.add(message.stream() + "/" + message.sequence() + " took " + message.coverage() / 1_000_000
                    + " ms to reach everybody though everything was healed");
        }
    }
}
