package io.plumtree.core.tree;

import java.util.ArrayList;
import java.util.List;

import io.plumtree.api.NodeId;
import io.plumtree.core.overlay.OverlayGraph;
import io.plumtree.core.overlay.View;

/**
 * One tree for each origin: breadth-first over the overlay from the origin, every member with at most {@code fanout}
 * children, one more only where somebody would be left without a parent. Keeps the tree it computed last, and allocates
 * nothing but the answer. Above a budget, origins share {@value #SHARED_TREES} trees. Single-threaded.
 */
public final class ComputedTreePlanner implements TreePlanner {

    private static final int SHARED_TREES = 64;

    private final int fanout;
    private final BoundedTree tree;
    private final SharedTreePlanner shared;

    /** @param fanout most children of a member, at least 1 */
    public ComputedTreePlanner(int fanout) {
        this.fanout = fanout;
        this.tree = new BoundedTree(fanout);
        this.shared = new SharedTreePlanner(fanout, SHARED_TREES);
    }

    @Override
    public TreePosition plan(View view, NodeId self, NodeId origin) {
        OverlayGraph graph = view.withOrigin(origin).graph();
        int me = TreePlanners.indexOfSelf(graph, self);
        int root = graph.indexOf(origin);
        if (tree.graph() != graph || tree.root() != root) {
            tree.compute(graph, root);
        }
        List<NodeId> children = new ArrayList<>(fanout);
        for (int link = graph.firstLink(me); link < graph.endLink(me); link++) {
            int neighbour = graph.neighbour(link);
            if (tree.isChild(neighbour, me)) {
                children.add(graph.member(neighbour));
            }
        }
        return new TreePosition(me == root ? null : graph.member(tree.parent(me)), List.copyOf(children), tree.depth(me),
                tree.height());
    }

    @Override
    public TreePlanner overBudget() {
        return shared;
    }
}
