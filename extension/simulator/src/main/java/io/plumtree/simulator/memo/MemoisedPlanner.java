package io.plumtree.simulator.memo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.NodeId;
import io.plumtree.core.overlay.OverlayGraph;
import io.plumtree.core.overlay.View;
import io.plumtree.core.tree.TreePlanner;
import io.plumtree.core.tree.TreePosition;

/**
 * Plans for all engines of a cluster, each tree of a view once: a planner keeps the tree it computed last, so there is one for
 * each tree. No result depends on it.
 */
public final class MemoisedPlanner implements TreePlanner {

    private static final float LOAD_FACTOR = 0.75f;

    /** How many trees of an origin of its own take as much memory as all trees that origins share. */
    private static final int SHARED_WEIGHT = 64;

    /** @param origin null for what is computed for all origins of the view */
    private record Tree(GraphIdentity graph, @Nullable NodeId origin) {
    }

    /** The graph object itself: engines share it when they share the view. */
    private record GraphIdentity(OverlayGraph graph) {
        @Override
        public boolean equals(Object other) {
            return other instanceof GraphIdentity that && graph == that.graph;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(graph);
        }
    }

    private final Map<Tree, TreePlanner> planners;
    private final Supplier<TreePlanner> newPlanner;
    /** Plans nothing: says what planning costs, as it does to an engine that has a planner of its own. */
    private final TreePlanner example;
    private final @Nullable TreePlanner overBudget;

    /**
     * @param newPlanner makes the planners whose work is kept
     * @param capacity trees that are kept, the last used ones
     */
    public MemoisedPlanner(Supplier<TreePlanner> newPlanner, int capacity) {
        this.newPlanner = newPlanner;
        this.example = newPlanner.get();
        this.overBudget = example.overBudget() == null ? null
                : new MemoisedPlanner(() -> Objects.requireNonNull(newPlanner.get().overBudget()),
                        Math.max(1, capacity / SHARED_WEIGHT));
        this.planners = new LinkedHashMap<>(16, LOAD_FACTOR, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Tree, TreePlanner> eldest) {
                return size() > capacity;
            }
        };
    }

    @Override
    public TreePosition plan(View view, NodeId self, NodeId origin) {
        NodeId alone = example.visits(view, origin) == 0 ? null : origin;
        Tree tree = new Tree(new GraphIdentity(view.withOrigin(origin).graph()), alone);
        return planners.computeIfAbsent(tree, t -> newPlanner.get()).plan(view, self, origin);
    }

    @Override
    public long visits(View view, NodeId origin) {
        return example.visits(view, origin);
    }

    @Override
    public long visits(View view) {
        return example.visits(view);
    }

    @Override
    public @Nullable TreePlanner overBudget() {
        return overBudget;
    }
}
