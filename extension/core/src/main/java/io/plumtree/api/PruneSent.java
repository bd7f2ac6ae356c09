package io.plumtree.api;

/**
 * This node asked a neighbour to stop pushing it an origin's payloads, because they arrive on a better link.
 *
 * @param peer the neighbour asked
 * @param origin whose tree
 */
public record PruneSent(NodeId peer, NodeId origin) implements PlumtreeEvent {
}
