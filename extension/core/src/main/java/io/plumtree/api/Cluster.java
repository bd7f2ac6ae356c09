package io.plumtree.api;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** The cluster as one node sees it, and the manual list of peers. Safe for use by any thread; no method blocks. */
public interface Cluster {

    /** @return this node's id */
    NodeId localNode();

    /** @return this node's incarnation */
    long epoch();

    /** @return where this node tells others to connect to */
    Address address();

    /** @return every other node that is known, in the order of their ids; unmodifiable, a moment's state */
    List<Peer> peers();

    /**
     * Makes a peer known, or moves a known one to another address. The node connects to it if it is a neighbour.
     *
     * @param peer who and where
     * @return completes with whether anything changed; exceptionally with {@link IllegalArgumentException} if it is this node
     *         itself, or with {@link PlumtreeClosedException}
     */
    CompletionStage<Boolean> addPeer(PeerAddress peer);

    /**
     * Forgets a peer and closes the link to it. A peer that connects by itself becomes known again.
     *
     * @param peer who
     * @return completes with whether it was known; exceptionally with {@link PlumtreeClosedException}
     */
    CompletionStage<Boolean> removePeer(NodeId peer);
}
