package io.plumtree.core.message;

import java.util.List;

/**
 * Asks for messages and leaves the tree as it is (tree-model R11).
 *
 * @param wanted what
 */
public record Pull(List<Range> wanted) implements PlumtreeMessage {
}
