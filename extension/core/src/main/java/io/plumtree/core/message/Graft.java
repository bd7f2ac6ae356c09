package io.plumtree.core.message;

import java.util.List;

import io.plumtree.api.NodeId;

/**
 * Asks to be pushed an origin's payloads from now on (paper, Algorithm 2).
 *
 * @param origin whose tree changes
 * @param handover true: my parent is fine, you seem better; answered by {@link Accept} or {@link Refuse} (tree-model R6).
 *        False: a repair, never refused (R8)
 * @param wanted what to send at once; empty with {@code handover}
 */
public record Graft(NodeId origin, boolean handover, List<Range> wanted) implements PlumtreeMessage {
}
