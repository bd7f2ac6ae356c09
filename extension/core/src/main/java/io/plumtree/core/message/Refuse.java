package io.plumtree.core.message;

import io.plumtree.api.NodeId;

/**
 * Declines a handover; nothing changed (tree-model R8).
 *
 * @param origin whose tree stays
 */
public record Refuse(NodeId origin) implements PlumtreeMessage {
}
