package io.plumtree.core.tree;

import io.plumtree.api.NodeId;
import io.plumtree.core.overlay.RingOverlay;

/** No tree: all neighbours are children, and duplicates prune the links, as in the Plumtree paper. */
public final class FloodTreePlanner implements TreePlanner {

    @Override
    public TreePosition plan(RingOverlay overlay, NodeId self, NodeId origin) {
        return new TreePosition(null, overlay.neighbours(self));
    }
}
