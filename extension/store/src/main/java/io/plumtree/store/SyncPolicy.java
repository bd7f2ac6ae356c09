package io.plumtree.store;

import java.time.Duration;

/**
 * When what was written is forced out of the operating system's memory. It decides what an operating system that stops, or a
 * power cut, may take; a process that dies takes nothing that a write had returned from, whatever the policy.
 */
public final class SyncPolicy {

    /** Before each write returns: nothing is taken. */
    public static final SyncPolicy EVERY_BATCH = new SyncPolicy(0);

    /** When the operating system likes to, and when a file is full. */
    public static final SyncPolicy NEVER = new SyncPolicy(Long.MAX_VALUE);

    private final long millis;

    private SyncPolicy(long millis) {
        this.millis = millis;
    }

    /**
     * With the first write that comes so long after the last time. An empty write counts: nothing else wakes the store.
     *
     * @param interval how much time may be taken
     * @return the policy
     * @throws IllegalArgumentException if {@code interval} is not at least a millisecond
     */
    public static SyncPolicy interval(Duration interval) {
        return new SyncPolicy(StoreSettings.millis("sync interval", interval));
    }

    boolean due(long millisSinceLast) {
        // A clock that was set back says nothing about the time that passed.
        return millisSinceLast >= millis || (millisSinceLast < 0 && millis != NEVER.millis);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SyncPolicy policy && millis == policy.millis;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(millis);
    }

    @Override
    public String toString() {
        return millis == EVERY_BATCH.millis ? "every batch" : millis == NEVER.millis ? "never" : "every " + millis + " ms";
    }
}
