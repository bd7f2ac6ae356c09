package io.plumtree.core.broadcast;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.NodeId;
import io.plumtree.core.Tally;
import io.plumtree.core.overlay.View;
import io.plumtree.core.tree.TreePlanner;
import io.plumtree.core.tree.TreePosition;
import io.plumtree.core.util.TokenBucket;

/**
 * Finds this node's place in the tree of an origin, within what that may cost: in a tree of its own, above a budget in one
 * that origins share, and above what those may cost in none (tree-model §7).
 */
final class Planning {

    /** Members visited by planning: some 10 % of a core at 25 ns each. */
    private static final double MEMBERS_PER_SECOND = 4e6;
    private static final double MEMBERS_BURST = 8e6;
    /** Members visited by computing shared trees: some 0.5 % of a core. */
    private static final double SHARED_MEMBERS_PER_SECOND = 2e5;
    private static final double SHARED_MEMBERS_BURST = 2e6;

    private final NodeId self;
    private final TreePlanner planner;
    private final @Nullable TreePlanner overBudget;
    private final Tally tally;
    private final TokenBucket budget = new TokenBucket(MEMBERS_PER_SECOND, MEMBERS_BURST, 0);
    private final TokenBucket sharedBudget = new TokenBucket(SHARED_MEMBERS_PER_SECOND, SHARED_MEMBERS_BURST, 0);
    /** What was planned on last. */
    private @Nullable View plannedOn;
    /** What shared trees above the budget are planned on. */
    private @Nullable View sharedOn;

    Planning(NodeId self, TreePlanner planner, Tally tally) {
        this.self = self;
        this.planner = planner;
        this.overBudget = planner.overBudget();
        this.tally = tally;
    }

    /** @return this node's place; null if there is no time to find it */
    @Nullable
    TreePosition plan(View view, NodeId origin, long now) {
        long visits = planner.visits(view, origin) + (view.equals(plannedOn) ? 0 : planner.visits(view));
        // All nodes should choose the same kind of tree for an origin, so this follows what is asked for, which is nearly the
        // same for all.
        if (visits == 0 || budget.takeOrOwe((double) visits, now)) {
            plannedOn = view;
            tally.treesPlanned++;
            return planner.plan(view, self, origin);
        }
        return overBudget != null && view.contains(origin) ? planShared(overBudget, view, origin, now) : null;
    }

    /**
     * A view that changes all the time must not have the shared trees computed all the time. Planning on the view of a while
     * ago is what the origins did that were planned then (tree-model R2).
     */
    private @Nullable TreePosition planShared(TreePlanner shared, View view, NodeId origin, long now) {
        View on = sharedOn;
        if (!view.equals(on) && sharedBudget.take(Math.min(SHARED_MEMBERS_BURST, (double) shared.visits(view)), now)) {
            on = view;
            sharedOn = view;
        }
        if (on == null || !on.contains(origin)) {
            return null;
        }
        tally.treesPlanned++;
        tally.treesShared++;
        return shared.plan(on, self, origin);
    }

    /** The trees planned so far do not fit the view any more, nor does an earlier view. */
    void forget() {
        sharedOn = null;
    }
}
