package io.plumtree.core.message;

import io.plumtree.api.NodeId;

/**
 * Asks for a change of parent: mine is fine, you seem faster. Answered by {@link Accept} or {@link Refuse} (tree-model R6).
 *
 * @param origin whose tree changes
 * @param deepest how many hops the new parent may be from the origin at most, not negative; {@link #ANY_DEPTH} is no bound
 */
public record Handover(NodeId origin, int deepest) implements PlumtreeMessage {

    /** No message travels so far. */
    public static final int ANY_DEPTH = 65_535;
}
