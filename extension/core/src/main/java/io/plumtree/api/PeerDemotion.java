package io.plumtree.api;

/**
 * A neighbour became lazy in the tree of an origin: this node only announces that origin's messages to it from now on.
 *
 * @param peer the neighbour
 * @param origin whose tree
 */
public record PeerDemotion(NodeId peer, NodeId origin) implements PlumtreeEvent {
}
