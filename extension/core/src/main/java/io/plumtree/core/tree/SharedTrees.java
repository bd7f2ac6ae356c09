package io.plumtree.core.tree;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.overlay.OverlayGraph;
import io.plumtree.core.overlay.View;

/**
 * Trees of one view, each rooted at a landmark and computed when it is first asked for. A landmark is one of the members that
 * come first on the first ring: which ones is a fact that all nodes of the view share, as is where in their trees a member is.
 */
final class SharedTrees {

    private static final int NOBODY = -1;
    /** Finding the best tree ends when so few are left, one in this many: they would cost more than all others. */
    private static final int LEFT_OUT = 100;

    private final View view;
    private final OverlayGraph graph;
    private final BoundedTree computation;
    /** The parent of each member in each tree; the root is its own. */
    private final int[] @Nullable [] parents;
    private int @Nullable [] best;

    /** @param computation what trees are computed with, one after the other */
    SharedTrees(View view, int trees, BoundedTree computation) {
        this.view = view;
        this.graph = view.graph();
        this.computation = computation;
        this.parents = new int[Math.min(trees, graph.size())][];
    }

    View view() {
        return view;
    }

    OverlayGraph graph() {
        return graph;
    }

    /** @return the parents in the tree of {@code origin}, which is the one in which it is nearest to the root */
    int[] treeOf(int origin) {
        int landmark = bestTrees()[origin];
        int[] tree = parents[landmark];
        if (tree == null) {
            computation.compute(graph, landmark);
            tree = computation.parents();
            parents[landmark] = tree;
        }
        return tree;
    }

    private int[] bestTrees() {
        int[] found = best;
        if (found == null) {
            found = parents.length == 1 ? new int[graph.size()] : findBestTrees();
            best = found;
        }
        return found;
    }

    /** Goes down all trees level by level. At the depth where nearly all have been met, little of any tree is computed. */
    private int[] findBestTrees() {
        int[] found = new int[graph.size()];
        Arrays.fill(found, NOBODY);
        int left = found.length;
        boolean deeper = true;
        for (int depth = 0; deeper && left > found.length / LEFT_OUT; depth++) {
            deeper = false;
            for (int landmark = 0; landmark < parents.length; landmark++) {
                for (int member : computation.computeTop(graph, landmark, depth)) {
                    deeper = true;
                    if (found[member] == NOBODY) {
                        found[member] = landmark;
                        left--;
                    }
                }
            }
        }
        for (int member = 0; member < found.length; member++) {
            if (found[member] == NOBODY) {
                found[member] = ofANeighbour(member, found);
            }
        }
        return found;
    }

    private int ofANeighbour(int member, int[] found) {
        for (int link = graph.firstLink(member); link < graph.endLink(member); link++) {
            if (found[graph.neighbour(link)] != NOBODY) {
                return found[graph.neighbour(link)];
            }
        }
        return 0;
    }
}
