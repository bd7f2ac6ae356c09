package io.plumtree.core.message;

import java.util.List;

import io.plumtree.api.NodeId;

/**
 * Agrees to a handover: the sender pushes every message later than these marks (tree-model R6).
 *
 * @param origin whose tree changes
 * @param marks the newest message of each stream that the sender had when it agreed
 */
public record Accept(NodeId origin, List<Mark> marks) implements PlumtreeMessage {
}
