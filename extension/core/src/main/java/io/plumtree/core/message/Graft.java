package io.plumtree.core.message;

import java.util.List;

import io.plumtree.api.NodeId;

/**
 * Asks to be pushed an origin's payloads from now on, as nobody else pushes them reliably (paper, Algorithm 2). Never refused
 * (tree-model R8).
 *
 * @param origin whose tree changes
 * @param wanted what to send at once
 */
public record Graft(NodeId origin, List<Range> wanted) implements PlumtreeMessage {
}
