package io.plumtree.simulator.check;

import java.util.List;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.Ordering;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.TopicConfig;
import io.plumtree.simulator.fault.PlannedFault;
import io.plumtree.simulator.measure.MessageRecord;
import io.plumtree.simulator.scenario.Scenario;

/** How long messages can be had for certain, and what goes wrong meanwhile. Times are virtual nanoseconds. */
public final class Retention {

    /** More than any message takes besides its payload. */
    private static final int MESSAGE_BYTES = 200;

    private final Scenario scenario;
    private final long workloadBegins;
    private final long healing;

    /** @param workloadBegins when the first message was broadcast */
    public Retention(Scenario scenario, long workloadBegins) {
        this.scenario = scenario;
        this.workloadBegins = workloadBegins;
        this.healing = scenario.settle().toNanos();
    }

    /**
     * @param messages all messages, in the order of broadcasting
     * @param index of one of them
     * @return whether that message was kept, by everybody who had it, until whatever went wrong meanwhile was healed
     */
    public boolean outlasts(List<MessageRecord> messages, int index) {
        long sentAt = messages.get(index).sentAt();
        long until = keptUntil(messages, index);
        boolean accountIsShort = accountIsShort(messages.size(), messages.get(index));
        for (PlannedFault planned : scenario.faults()) {
            long begins = workloadBegins + planned.at().toNanos();
            long healed = begins + planned.lasts().toNanos() + healing;
            if (begins <= until && sentAt <= healed && (until < healed || accountIsShort)) {
                return false;
            }
        }
        return true;
    }

    private long keptUntil(List<MessageRecord> messages, int index) {
        PlumtreeConfig config = scenario.config();
        MessageRecord message = messages.get(index);
        long until = message.sentAt() + config.get(ConfigKey.MESSAGE_CACHE_TTL).toNanos();
        TopicConfig topic = config.topic(message.stream().topic());
        if (topic.ordering() == Ordering.FIFO) {
            until = Math.min(until, message.sentAt() + topic.fifoHold().toNanos());
        }
        int crowdedOut = index + messagesKept(config);
        if (crowdedOut < messages.size()) {
            until = Math.min(until, messages.get(crowdedOut).sentAt());
        }
        return until;
    }

    private int messagesKept(PlumtreeConfig config) {
        long bytes = config.get(ConfigKey.MESSAGE_CACHE_MAX_BYTES) / (scenario.workload().payloadBytes() + MESSAGE_BYTES);
        return (int) Math.min(bytes, config.get(ConfigKey.MESSAGE_CACHE_MAX_SIZE));
    }

    /** Any fault may make more missing than is kept account of, or than a hole may hold back. */
    private boolean accountIsShort(int messages, MessageRecord message) {
        TopicConfig topic = scenario.config().topic(message.stream().topic());
        long bytes = (long) messages * (scenario.workload().payloadBytes() + MESSAGE_BYTES);
        return scenario.config().get(ConfigKey.MAX_MISSING) < messages
                || (topic.ordering() == Ordering.FIFO && topic.fifoHoldMaxBytes() < bytes);
    }
}
