package io.plumtree.vertx;

import java.util.Optional;

import io.plumtree.api.Address;
import io.plumtree.api.NodeId;

/**
 * Says where a known peer listens; asked before every attempt to connect. The default answers from the configured and
 * manually added peers and from what peers said of themselves. Called on the event loop: it must not block.
 */
@FunctionalInterface
public interface PeerResolver {

    /**
     * @param peer whom
     * @return where; empty to fall back to what the node knows itself
     */
    Optional<Address> resolve(NodeId peer);
}
