package io.plumtree.core.wire;

import io.plumtree.api.Address;
import io.plumtree.api.NodeId;

/**
 * Accepts a {@link Hello}: the link is up.
 *
 * @param version the version of the wire format that both ends speak from now on
 * @param id who was reached
 * @param epoch its incarnation
 * @param address where it listens
 * @param capabilities bits; those not known to the receiver mean nothing to it
 */
public record Welcome(int version, NodeId id, long epoch, Address address, long capabilities) implements LinkFrame {
}
