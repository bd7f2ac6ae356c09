package io.plumtree.api;

/**
 * This node asked a neighbour to push it an origin's payloads from now on, because it missed one or lost its parent.
 *
 * @param peer the neighbour asked
 * @param origin whose tree
 */
public record GraftSent(NodeId peer, NodeId origin) implements PlumtreeEvent {
}
