package io.plumtree.vertx;

import io.plumtree.api.ClusterGap;
import io.plumtree.core.message.Message;

/** What waits in the lane of a topic. */
sealed interface LaneItem {

    /**
     * A message to deliver.
     *
     * @param message what
     * @param round hops it travelled
     * @param redelivered whether an earlier incarnation of this node may have been handed it
     */
    record Arrival(Message message, int round, boolean redelivered) implements LaneItem {
    }

    /**
     * Stands in the place of messages that will not be delivered.
     *
     * @param gap which
     */
    record Missed(ClusterGap gap) implements LaneItem {
    }
}
