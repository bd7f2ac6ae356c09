package io.plumtree.core.tree;

import io.plumtree.api.NodeId;
import io.plumtree.core.overlay.View;

/** No tree: all neighbours are children, and duplicates prune the links, as in the Plumtree paper. */
public final class FloodTreePlanner implements TreePlanner {

    @Override
    public TreePosition plan(View view, NodeId self, NodeId origin) {
        return new TreePosition(null, view.neighbours(self));
    }

    @Override
    public long visits(View view, NodeId origin) {
        return 0;
    }
}
