package io.plumtree.vertx.metrics;

import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.PlumtreeHealth.Fill;
import io.plumtree.core.Counters;
import io.plumtree.core.NodeSnapshot;
import io.plumtree.vertx.NodeReading;
import io.plumtree.vertx.NodeReading.Membership;

/**
 * What the metrics of one node are read from.
 *
 * @param node what it counts itself
 * @param deliveries what was measured of its deliveries
 */
public record Reading(NodeReading node, DeliveryStatistics deliveries) {

    Counters engine() {
        return node.engine().counters();
    }

    /** @return what {@code value} finds; 0 without membership */
    long membership(ToLongFunction<Membership> value) {
        Membership membership = node.membership();
        return membership == null ? 0 : value.applyAsLong(membership);
    }

    /** @return of what that key bounds, the fullest; empty and unbounded where this node has nothing of the kind */
    Fill fill(String key) {
        for (Fill fill : node.health().fills()) {
            if (fill.key().equals(key)) {
                return fill;
            }
        }
        @Nullable
        Membership membership = node.membership();
        if (membership != null) {
            for (NodeSnapshot.Fill fill : membership.snapshot().fills()) {
                if (fill.key().equals(key)) {
                    return new Fill(key, fill.used(), fill.bound());
                }
            }
        }
        return new Fill(key, 0, 0);
    }
}
