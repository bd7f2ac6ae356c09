package io.plumtree.simulator.fault;

import java.util.ArrayList;
import java.util.List;

import io.plumtree.api.ClusterGap;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.StreamId;
import io.plumtree.simulator.ClusterListener;
import io.plumtree.simulator.node.SimulatedNode;

/** The applications of a third of the nodes take long for every message, while the nodes go on relaying. */
public final class SlowConsumer implements Fault {

    private final long nanosPerMessage;
    private final int queueBound;
    private final List<SlowApplication> applications = new ArrayList<>();

    /**
     * @param nanosPerMessage what the application takes for one
     * @param queueBound messages of a topic that may wait for it
     */
    public SlowConsumer(long nanosPerMessage, int queueBound) {
        this.nanosPerMessage = nanosPerMessage;
        this.queueBound = queueBound;
    }

    @Override
    public FaultKind kind() {
        return FaultKind.SLOW_CONSUMER;
    }

    @Override
    public void begin(FaultContext context) {
        for (SimulatedNode slow : context.choose(1 + context.cluster().running().size() / 3, node -> true)) {
            SlowApplication application = new SlowApplication(context.cluster().time(), nanosPerMessage, queueBound,
                    () -> context.fired(kind()));
            applications.add(application);
            context.applications().add(application);
            context.cluster().listen(new Deliveries(slow, application));
        }
    }

    @Override
    public void end(FaultContext context) {
        applications.forEach(SlowApplication::hurry);
    }

    private record Deliveries(SimulatedNode of, SlowApplication application) implements ClusterListener {

        @Override
        public void delivered(SimulatedNode node, Message message, int round) {
            if (node == of) {
                application.deliver(message.stream(), message.sequence());
            }
        }

        @Override
        public void event(SimulatedNode node, PlumtreeEvent event) {
            if (node == of && event instanceof ClusterGap gap) {
                application.tell(new StreamId(gap.origin(), gap.epoch(), gap.topic()), gap.from(), gap.to());
            }
        }

        @Override
        public void stopped(SimulatedNode node) {
            if (node == of) {
                application.restart();
            }
        }
    }
}
