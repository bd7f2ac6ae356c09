package io.plumtree.vertx;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.PlumtreeHealth;
import io.plumtree.core.NodeSnapshot;
import io.plumtree.core.membership.MembershipSnapshot;
import io.plumtree.vertx.membership.MembershipStats;

/**
 * Everything that a node counts. What belongs to its event loop is half a second old at most while that turns, and of when it
 * left afterwards.
 *
 * @param health how the node is, now
 * @param engine the engine's counters and fills; {@code health} has the fills of the queues around it, too
 * @param transport the transport's counters
 * @param node what was counted around the engine, now
 * @param membership null without membership
 */
public record NodeReading(PlumtreeHealth health, NodeSnapshot engine, TransportStats transport, NodeStats node,
        @Nullable Membership membership) {

    /**
     * What membership counts.
     *
     * @param snapshot of the state machine
     * @param stats of what is around it
     */
    public record Membership(MembershipSnapshot snapshot, MembershipStats stats) {
    }
}
