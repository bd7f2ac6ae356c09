package io.plumtree.simulator.fault;

import java.util.ArrayList;
import java.util.List;

import io.plumtree.simulator.node.SimulatedNode;

/** The applications of a third of the nodes take long for every message, while the nodes go on relaying. */
public final class SlowConsumer implements Fault {

    private final long nanosPerMessage;
    private final List<SlowApplication> applications = new ArrayList<>();

    /**
     * @param nanosPerMessage what the application takes for one
     */
    public SlowConsumer(long nanosPerMessage) {
        this.nanosPerMessage = nanosPerMessage;
    }

    @Override
    public FaultKind kind() {
        return FaultKind.SLOW_CONSUMER;
    }

    @Override
    public void begin(FaultContext context) {
        for (SimulatedNode slow : context.choose(1 + context.cluster().running().size() / 3, node -> true)) {
            SlowApplication application = new SlowApplication(context.cluster().time(), nanosPerMessage,
                    () -> context.fired(kind()));
            applications.add(application);
            slow.application(application);
        }
    }

    @Override
    public void end(FaultContext context) {
        applications.forEach(SlowApplication::hurry);
    }
}
