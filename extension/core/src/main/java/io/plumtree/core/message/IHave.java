package io.plumtree.core.message;

import java.util.List;

/**
 * Announces messages by intervals (paper, Algorithm 1, lazy push).
 *
 * @param announcements at most {@code ihave-batch-size}
 */
public record IHave(List<Announcement> announcements) implements PlumtreeMessage {

    /**
     * The sender has every message of this interval.
     *
     * @param stream whose
     * @param from first sequence
     * @param to last sequence
     * @param ageMillis how long ago the sender got the last of them (tree-model R5)
     * @param baseline as in {@link Gossip}
     */
    public record Announcement(StreamId stream, long from, long to, int ageMillis, long baseline) {
    }
}
