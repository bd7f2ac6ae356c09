package io.plumtree.vertx;

import io.plumtree.api.Address;
import io.plumtree.api.NodeId;

/**
 * What a node said of itself when it connected.
 *
 * @param id who
 * @param epoch which incarnation
 * @param address where it listens
 * @param capabilities bits, unknown ones included
 */
public record RemoteNode(NodeId id, long epoch, Address address, long capabilities) {

    /** It can read payloads compressed with zstd. */
    public static final long CAN_READ_ZSTD = 1;
}
