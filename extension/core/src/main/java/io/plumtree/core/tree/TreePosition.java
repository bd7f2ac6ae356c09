package io.plumtree.core.tree;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.NodeId;

/**
 * Where one node stands in the tree of an origin.
 *
 * @param parent who pushes to it; null for the origin itself and where the plan names none
 * @param children whom it pushes to
 * @param depth how many hops it is from the origin
 * @param height how many hops the farthest member is from the origin; {@link #UNBOUNDED} if the plan promises nothing
 */
public record TreePosition(@Nullable NodeId parent, List<NodeId> children, int depth, int height) {

    /** The height of what was not computed. */
    public static final int UNBOUNDED = 65_535;

    /** A place in a tree of which no more is known. */
    public TreePosition(@Nullable NodeId parent, List<NodeId> children) {
        this(parent, children, 0, UNBOUNDED);
    }
}
