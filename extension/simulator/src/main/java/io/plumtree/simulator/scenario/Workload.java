package io.plumtree.simulator.scenario;

import java.util.List;

import io.plumtree.api.Acknowledgement;

/**
 * What is broadcast: by some nodes in turn, evenly over time.
 *
 * @param origins how many nodes broadcast
 * @param broadcasts messages in all
 * @param perSecond messages a second, over all origins
 * @param payloadBytes of each message
 * @param topics of the messages: each origin's in turn
 * @param acknowledgedEvery of so many messages one is to be acknowledged by a neighbour; 0 is none
 * @param burst so many are broadcast at one moment
 */
public record Workload(int origins, int broadcasts, double perSecond, int payloadBytes, List<String> topics,
        int acknowledgedEvery, int burst) {

    private static final double NANOS_PER_SECOND = 1e9;

    /** On one topic, without acknowledgement. */
    public Workload(int origins, int broadcasts, double perSecond, int payloadBytes, String topic) {
        this(origins, broadcasts, perSecond, payloadBytes, List.of(topic), 0, 1);
    }

    /** @return nanoseconds from the start of the workload to a message */
    public long at(int broadcast) {
        return after(broadcast - broadcast % burst);
    }

    /** @return nanoseconds from the first message to after the last */
    public long duration() {
        return after(broadcasts);
    }

    private long after(int messages) {
        return (long) (messages * NANOS_PER_SECOND / perSecond);
    }

    /** @return the topic of a message */
    public String topic(int broadcast) {
        return topics.get(broadcast / origins % topics.size());
    }

    /** @return what its origin waits for */
    public Acknowledgement acknowledgement(long broadcast) {
        return acknowledgedEvery > 0 && broadcast >= 0 && broadcast % acknowledgedEvery == 0
                ? Acknowledgement.RECEIVED
                : Acknowledgement.QUEUED;
    }
}
