package io.plumtree.core.tree;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.NodeId;
import io.plumtree.core.overlay.OverlayGraph;
import io.plumtree.core.overlay.View;

/**
 * A few trees for all origins, rooted at the first members of the first ring. An origin uses the tree in which it is nearest
 * to the root, and uses it in both directions: the parent is the next hop towards the origin, the other neighbours in the
 * tree are the children, so at most {@code fanout + 1} of them. Each tree is computed once for each view at most, and once
 * more for the view with an unknown origin. Single-threaded.
 * <p>
 * The fewer trees, the longer the ways: LDH with a fanout of 4 over 5 rings, mean and most of 200 origins.
 *
 * <pre>
 *            own tree   64 trees    16 trees    1 tree
 * N=1,000    6.0/6       8.0/9       9.0/10     10.5/12
 * N=10,000   8.0/8      11.3/13     12.3/14     13.9/15
 * </pre>
 */
public final class SharedTreePlanner implements TreePlanner {

    private final int fanout;
    private final int trees;
    private final BoundedTree computation;
    private @Nullable SharedTrees ofView;
    private @Nullable SharedTrees withOrigin;

    /**
     * @param fanout most children of a member in a tree as seen from its root, at least 1
     * @param trees how many trees, at least 1; with as many as there are members, each origin has its own
     */
    public SharedTreePlanner(int fanout, int trees) {
        if (trees < 1) {
            throw new IllegalArgumentException("trees is " + trees + ", at least 1 is needed");
        }
        this.fanout = fanout;
        this.trees = trees;
        this.computation = new BoundedTree(fanout);
    }

    @Override
    public TreePosition plan(View view, NodeId self, NodeId origin) {
        SharedTrees shared = trees(view, origin);
        OverlayGraph graph = shared.graph();
        int me = TreePlanners.indexOfSelf(graph, self);
        int root = graph.indexOf(origin);
        int[] parents = shared.treeOf(root);
        int parent = nextHop(parents, me, root);
        List<NodeId> children = new ArrayList<>(fanout + 1);
        for (int link = graph.firstLink(me); link < graph.endLink(me); link++) {
            int neighbour = graph.neighbour(link);
            if (neighbour != parent && (parents[neighbour] == me || parents[me] == neighbour)) {
                children.add(graph.member(neighbour));
            }
        }
        return new TreePosition(parent == me ? null : graph.member(parent), List.copyOf(children));
    }

    @Override
    public long visits(View view, NodeId origin) {
        return view.contains(origin) ? 0 : view.size();
    }

    @Override
    public long visits(View view) {
        return (long) Math.min(trees, view.size()) * view.size();
    }

    private SharedTrees trees(View view, NodeId origin) {
        View complete = view.withOrigin(origin);
        SharedTrees known = complete == view ? ofView : withOrigin;
        if (known == null || known.view() != complete) {
            known = new SharedTrees(complete, trees, computation);
            if (complete == view) {
                ofView = known;
            } else {
                withOrigin = known;
            }
        }
        return known;
    }

    /** @return who is next on the way from {@code me} to {@code target}; {@code me} when it is there */
    private static int nextHop(int[] parents, int me, int target) {
        if (me == target) {
            return me;
        }
        for (int below = target; parents[below] != below; below = parents[below]) {
            if (parents[below] == me) {
                return below;
            }
        }
        return parents[me];
    }
}
