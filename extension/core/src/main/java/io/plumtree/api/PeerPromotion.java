package io.plumtree.api;

/**
 * A neighbour became eager in the tree of an origin: this node pushes it that origin's payloads from now on.
 *
 * @param peer the neighbour
 * @param origin whose tree
 */
public record PeerPromotion(NodeId peer, NodeId origin) implements PlumtreeEvent {
}
