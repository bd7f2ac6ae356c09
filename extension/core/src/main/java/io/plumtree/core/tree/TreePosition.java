package io.plumtree.core.tree;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.NodeId;

/**
 * Where one node stands in the tree of an origin.
 *
 * @param parent who pushes to it; null for the origin itself and where the plan names none
 * @param children whom it pushes to
 */
public record TreePosition(@Nullable NodeId parent, List<NodeId> children) {
}
