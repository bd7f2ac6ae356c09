package io.plumtree.simulator.scenario;

/**
 * What is broadcast: by some nodes in turn, evenly over time.
 *
 * @param origins how many nodes broadcast
 * @param broadcasts messages in all
 * @param perSecond messages a second, over all origins
 * @param payloadBytes of each message
 * @param topic of all messages
 */
public record Workload(int origins, int broadcasts, double perSecond, int payloadBytes, String topic) {

    private static final double NANOS_PER_SECOND = 1e9;

    /** @return nanoseconds from the start of the workload to a message */
    public long at(int broadcast) {
        return (long) (broadcast * NANOS_PER_SECOND / perSecond);
    }

    /** @return nanoseconds from the first message to after the last */
    public long duration() {
        return at(broadcasts);
    }
}
