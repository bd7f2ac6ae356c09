package io.plumtree.core.message;

import java.util.List;

import io.plumtree.api.NodeId;

/**
 * Asks not to be pushed an origin's payloads any more (paper, Algorithm 1).
 *
 * @param origin whose tree changes
 * @param after push up to these all the same: what is later comes from another parent (tree-model R6). Streams not named
 *        stop at once
 */
public record Prune(NodeId origin, List<Mark> after) implements PlumtreeMessage {
}
