package io.plumtree.core.tree;

import java.util.ArrayList;
import java.util.List;

import io.plumtree.api.NodeId;
import io.plumtree.core.overlay.OverlayGraph;
import io.plumtree.core.overlay.View;

/**
 * One tree for all origins, rooted at the first member of the first ring and used in both directions: the parent is the next
 * hop towards the origin, the other neighbours in the tree are the children, so at most {@code fanout + 1} of them. Computed
 * once for each view, and once for the view with an unknown origin. Single-threaded.
 */
public final class SharedTreePlanner implements TreePlanner {

    private final int fanout;
    private final BoundedTree ofView;
    private final BoundedTree withOrigin;

    /** @param fanout most children of a member in the tree as seen from its root, at least 1 */
    public SharedTreePlanner(int fanout) {
        this.fanout = fanout;
        this.ofView = new BoundedTree(fanout);
        this.withOrigin = new BoundedTree(fanout);
    }

    @Override
    public TreePosition plan(View view, NodeId self, NodeId origin) {
        View complete = view.withOrigin(origin);
        OverlayGraph graph = complete.graph();
        BoundedTree tree = complete == view ? ofView : withOrigin;
        int me = TreePlanners.indexOfSelf(graph, self);
        if (tree.graph() != graph) {
            tree.compute(graph, 0);
        }
        int parent = nextHop(tree, me, graph.indexOf(origin));
        List<NodeId> children = new ArrayList<>(fanout + 1);
        for (int link = graph.firstLink(me); link < graph.endLink(me); link++) {
            int neighbour = graph.neighbour(link);
            if (neighbour != parent && (tree.isChild(neighbour, me) || tree.isChild(me, neighbour))) {
                children.add(graph.member(neighbour));
            }
        }
        return new TreePosition(parent == me ? null : graph.member(parent), List.copyOf(children));
    }

    /** @return who is next on the way from {@code me} to {@code target}; {@code me} when it is there */
    private static int nextHop(BoundedTree tree, int me, int target) {
        if (me == target) {
            return me;
        }
        for (int below = target; below != tree.root(); below = tree.parent(below)) {
            if (tree.parent(below) == me) {
                return below;
            }
        }
        return tree.parent(me);
    }
}
