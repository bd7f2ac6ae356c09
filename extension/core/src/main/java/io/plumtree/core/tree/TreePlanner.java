package io.plumtree.core.tree;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.NodeId;
import io.plumtree.core.overlay.View;

/**
 * Computes the first tree of an origin. Two nodes with the same view compute the same tree: nothing but the view, the ids
 * and the settings may decide.
 */
public interface TreePlanner {

    /**
     * @param view every member and the graph that links them
     * @param self a member
     * @param origin whose tree; if it is no member, the tree is that of the view with it (tree-model R13)
     * @return where {@code self} stands
     */
    TreePosition plan(View view, NodeId self, NodeId origin);

    /**
     * @param view as for {@link #plan}
     * @param origin as for {@link #plan}
     * @return how many members planning visits for this origin alone, whatever was planned before
     */
    default long visits(View view, NodeId origin) {
        return view.size();
    }

    /**
     * @param view as for {@link #plan}
     * @return how many members planning visits for all origins together, as long as the view stays
     */
    default long visits(View view) {
        return 0;
    }

    /** @return who plans for origins that this planner has no time for; null if nobody */
    default @Nullable TreePlanner overBudget() {
        return null;
    }
}
