package io.plumtree.api;

/** Whom a node compares with, so that what all announcements left out is found all the same (anti-entropy). */
public enum SyncStrategy {

    /** Every {@code sync.interval} a random neighbour. */
    NEIGHBOUR,

    /**
     * The member that membership exchanges its state with, by a hash that travels in that state; then, if they differ, a random
     * neighbour. Members that know nothing of it see it in front of what the application exchanges.
     */
    PUSH_PULL,

    /** Nobody, nor does it answer those who compare. */
    OFF
}
