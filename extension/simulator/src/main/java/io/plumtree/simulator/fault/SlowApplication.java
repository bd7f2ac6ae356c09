package io.plumtree.simulator.fault;

import java.util.HashMap;
import java.util.Map;

import io.plumtree.simulator.node.Application;
import io.plumtree.simulator.node.SimulatedNode;
import io.plumtree.simulator.time.VirtualTime;

/** An application that takes its time for each message of a topic, one after the other. It returns from all it was handed. */
public final class SlowApplication implements Application {

    private final VirtualTime time;
    private final Runnable slowed;
    /** How many messages of a topic it has in its hands. */
    private final Map<String, Integer> inHand = new HashMap<>();
    private long nanosPerMessage;
    private int incarnation;

    /**
     * @param nanosPerMessage what it takes for one message
     * @param slowed hears of every message that has to wait
     */
    public SlowApplication(VirtualTime time, long nanosPerMessage, Runnable slowed) {
        this.time = time;
        this.nanosPerMessage = nanosPerMessage;
        this.slowed = slowed;
    }

    /** It takes no time any more. */
    public void hurry() {
        nanosPerMessage = 0;
    }

    @Override
    public boolean handed(SimulatedNode node, String topic) {
        if (node.incarnation() != incarnation) {
            // Its process is new, and as slow.
            incarnation = node.incarnation();
            inHand.clear();
        }
        int more = inHand.merge(topic, 1, Integer::sum);
        if (more > 1) {
            slowed.run();
        } else {
            work(node, topic, incarnation);
        }
        return true;
    }

    private void work(SimulatedNode node, String topic, int during) {
        time.in(nanosPerMessage, () -> {
            if (!node.running() || node.incarnation() != during) {
                return;
            }
            int left = inHand.merge(topic, -1, Integer::sum);
            if (left > 0) {
                work(node, topic, during);
            }
            node.handled(topic);
        });
    }
}
