package io.plumtree.core.wire;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.Address;
import io.plumtree.api.NodeId;

/**
 * The first frame of the end that connected: who it is and whom it means to reach. Answered by {@link Welcome} or
 * {@link Reject}.
 *
 * @param minVersion the oldest version of the wire format it speaks, 1 to {@link WireVersion#GREATEST}
 * @param maxVersion the newest one, not less than {@code minVersion}
 * @param clusterName a checked name
 * @param id who connects
 * @param epoch its incarnation
 * @param address where it listens
 * @param capabilities bits; those not known to the receiver mean nothing to it
 * @param expected whom it believes to have dialled; null if it knows an address only
 */
public record Hello(int minVersion, int maxVersion, String clusterName, NodeId id, long epoch, Address address,
        long capabilities, @Nullable NodeId expected) implements LinkFrame {
}
