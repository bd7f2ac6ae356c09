package io.plumtree.simulator.check;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.Ordering;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.StorageSettings;
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
    private final BooleanSupplier everythingIsStored;

    /** Of a scenario without durable stores. */
    public Retention(Scenario scenario, long workloadBegins) {
        this(scenario, workloadBegins, () -> false);
    }

    /**
     * @param workloadBegins when the first message was broadcast
     * @param everythingIsStored whether all nodes store everything that they hear
     */
    public Retention(Scenario scenario, long workloadBegins, BooleanSupplier everythingIsStored) {
        this.everythingIsStored = everythingIsStored;
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
        return outlasts(messages, index, keptUntil(messages, index));
    }

    /** @return the same of a message that nobody has who was not started again since, but for those who had stored it */
    public boolean storeOutlasts(List<MessageRecord> messages, int index) {
        long stored = storedUntil(messages, index);
        return stored > messages.get(index).sentAt()
                && outlasts(messages, index, Math.min(keptUntil(messages, index), stored));
    }

    private boolean outlasts(List<MessageRecord> messages, int index, long until) {
        long sentAt = messages.get(index).sentAt();
        boolean accountIsShort = accountIsShort(messages.size(), messages.get(index));
        for (PlannedFault planned : scenario.faults()) {
            long begins = workloadBegins + planned.at().toNanos();
            long healed = begins + planned.lasts().toNanos() + healing;
            // What may be crowded out at once may be so before a fault begins in which it is still on its way.
            boolean concerns = begins <= until || until <= sentAt;
            if (concerns && sentAt <= healed && (until < healed || accountIsShort)) {
                return false;
            }
        }
        return true;
    }

    private long keptUntil(List<MessageRecord> messages, int index) {
        PlumtreeConfig config = scenario.config();
        MessageRecord message = messages.get(index);
        long until = keptUntil(messages, index, config.get(ConfigKey.MESSAGE_CACHE_TTL),
                config.get(ConfigKey.MESSAGE_CACHE_MAX_SIZE), config.get(ConfigKey.MESSAGE_CACHE_MAX_BYTES));
        StorageSettings stored = config.storage().orElse(null);
        if (stored != null && everythingIsStored.getAsBoolean()) {
            until = Math.max(until, keptUntil(messages, index, stored.maxAge(), stored.maxSize(), stored.maxBytes()));
        }
        TopicConfig topic = config.topic(message.stream().topic());
        return topic.ordering() == Ordering.FIFO ? Math.min(until, message.sentAt() + topic.fifoHold().toNanos()) : until;
    }

    /** @return whether stores hold all messages until everything is healed */
    public boolean storesHoldAll(List<MessageRecord> messages) {
        return everythingIsStored.getAsBoolean()
                && IntStream.range(0, messages.size()).allMatch(index -> outlasts(messages, index));
    }

    /** @return until when a durable store holds it for certain, whatever else it was given */
    public long storedUntil(List<MessageRecord> messages, int index) {
        StorageSettings stored = scenario.config().storage().orElseThrow();
        long bytes = (long) messages.size() * (scenario.workload().payloadBytes() + MESSAGE_BYTES);
        return messages.size() > stored.maxSize() || bytes > stored.maxBytes() ? 0
                : messages.get(index).sentAt() + stored.maxAge().toNanos();
    }

    private long keptUntil(List<MessageRecord> messages, int index, Duration age, long maxSize, long maxBytes) {
        long until = messages.get(index).sentAt() + age.toNanos();
        long room = Math.min(maxSize, maxBytes / (scenario.workload().payloadBytes() + MESSAGE_BYTES));
        if (scenario.stores() != null && room < messages.size()) {
            // Who was cut off, or is started again, gets what it missed out of stores: old messages crowd out new ones.
            return messages.get(index).sentAt();
        }
        long crowdedOut = index + room;
        return crowdedOut < messages.size() ? Math.min(until, messages.get((int) crowdedOut).sentAt()) : until;
    }

    /** Any fault may make more missing than is kept account of, or than a hole may hold back. */
    private boolean accountIsShort(int messages, MessageRecord message) {
        TopicConfig topic = scenario.config().topic(message.stream().topic());
        long bytes = (long) messages * (scenario.workload().payloadBytes() + MESSAGE_BYTES);
        return scenario.config().get(ConfigKey.MAX_MISSING) < messages
                || (topic.ordering() == Ordering.FIFO && topic.fifoHoldMaxBytes() < bytes);
    }
}
