package io.plumtree.api;

import java.time.Duration;

/**
 * How one topic is delivered on this node.
 *
 * @param ordering in which order
 * @param fifoHold with {@link Ordering#FIFO}: how long a hole may hold later messages of its origin back
 * @param fifoHoldMaxBytes with {@link Ordering#FIFO}: how many payload bytes a hole may hold back
 * @param replay what of its past a node is handed that starts
 */
public record TopicConfig(Ordering ordering, Duration fifoHold, long fifoHoldMaxBytes, Replay replay) {

    /** Without replay. */
    public TopicConfig(Ordering ordering, Duration fifoHold, long fifoHoldMaxBytes) {
        this(ordering, fifoHold, fifoHoldMaxBytes, Replay.NONE);
    }
}
