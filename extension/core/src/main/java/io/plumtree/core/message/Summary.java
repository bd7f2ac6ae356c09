package io.plumtree.core.message;

import java.util.List;

/**
 * What the sender knows of streams, told when a link comes up (tree-model R14).
 *
 * @param streams some of them
 * @param last whether no more summaries of this link-up follow
 * @param established whether the sender has been told the marks of the cluster, so that they can be a newcomer's baseline
 */
public record Summary(List<StreamSummary> streams, boolean last, boolean established) implements PlumtreeMessage {

    /**
     * One stream.
     *
     * @param stream whose
     * @param baseline as in {@link Gossip}
     * @param low the sender has or had everything above {@code baseline} up to here
     * @param newest the newest message the sender has
     * @param retainedFrom the oldest message the sender can still send; {@code newest + 1} if none
     * @param attached whether the sender is the origin or has a parent in its tree
     */
    public record StreamSummary(StreamId stream, long baseline, long low, long newest, long retainedFrom,
            boolean attached) {
    }
}
