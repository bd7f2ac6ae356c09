package io.plumtree.core.tree;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.core.overlay.OverlayGraph;

/** Finds the planner that a configuration asks for. */
public final class TreePlanners {

    private TreePlanners() {
    }

    /**
     * @param config says which kind of tree, and its fanout
     * @return a planner of its own for one node
     */
    public static TreePlanner of(PlumtreeConfig config) {
        int fanout = config.get(ConfigKey.EAGER_FANOUT);
        return switch (config.tree()) {
            case COMPUTED -> new ComputedTreePlanner(fanout);
            case FLOOD -> new FloodTreePlanner();
            case SHARED -> new SharedTreePlanner(fanout, 1);
        };
    }

    static int indexOfSelf(OverlayGraph graph, NodeId self) {
        int index = graph.indexOf(self);
        if (index < 0) {
            throw new IllegalArgumentException(self + " plans a tree of a view in which it is no member");
        }
        return index;
    }
}
