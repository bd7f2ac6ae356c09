package io.plumtree.core.broadcast;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.plumtree.api.NodeId;
import io.plumtree.core.Tally;
import io.plumtree.core.overlay.RingOverlay;
import io.plumtree.core.overlay.View;
import io.plumtree.core.tree.TreePlanner;
import io.plumtree.core.tree.TreePosition;

/** What becomes of an origin for whose tree there is no time (tree-model §7). */
class PlanningTest {

    private static final long SECONDS = 1_000_000_000L;
    private static final NodeId SELF = NodeId.of("self");
    private static final NodeId ORIGIN = NodeId.of("o");

    /** Says what it was asked to plan on. */
    private record Planner(String name, long visitsForOrigin, long visitsForView, TreePlanner overBudget,
            List<String> done) implements TreePlanner {

        @Override
        public TreePosition plan(View view, NodeId self, NodeId origin) {
            done.add(name + " of " + view.size());
            return new TreePosition(null, List.of());
        }

        @Override
        public long visits(View view, NodeId origin) {
            return visitsForOrigin;
        }

        @Override
        public long visits(View view) {
            return visitsForView;
        }
    }

    private final List<String> done = new ArrayList<>();
    private final Planner shared = new Planner("shared", 0, 1_000_000, null, done);
    private final Tally tally = new Tally();
    private View view = new RingOverlay(2).with(List.of(SELF, ORIGIN));
    private long now = 77 * SECONDS;

    private Planning planning(long visits, TreePlanner overBudget) {
        return new Planning(SELF, new Planner("own", visits, 0, overBudget, done), tally);
    }

    private List<String> plan(Planning planning, int times) {
        done.clear();
        for (int i = 0; i < times; i++) {
            if (planning.plan(view, ORIGIN, now) == null) {
                done.add("none");
            }
        }
        return List.copyOf(done);
    }

    private void join(String name) {
        view = view.with(List.of(NodeId.of(name)));
    }

    @Test
    void aboveTheBudgetOriginsShareTrees() {
        Planning planning = planning(4_000_000, shared);
        assertEquals(List.of("own of 2", "own of 2", "shared of 2", "shared of 2"), plan(planning, 4));
        assertEquals(4, tally.treesPlanned);
        assertEquals(2, tally.treesShared);
    }

    @Test
    void theyDoAsLongAsMoreIsAskedForThanAllowed() {
        Planning planning = planning(4_000_000, shared);
        plan(planning, 2);
        for (int i = 0; i < 10; i++) {
            assertEquals(List.of("shared of 2", "shared of 2"), plan(planning, 2), "two a second, allowed is one");
            now += SECONDS;
        }
        now += 3 * SECONDS;
        assertEquals(List.of("own of 2"), plan(planning, 1));
    }

    @Test
    void whatComputesNothingHasNoBudget() {
        Planning planning = planning(0, null);
        assertEquals(10, plan(planning, 10).stream().filter("own of 2"::equals).count());
    }

    @Test
    void whatIsComputedForAViewIsPaidOnceForAnEqualView() {
        Planning planning = new Planning(SELF, new Planner("own", 0, 5_000_000, null, done), tally);
        plan(planning, 1);
        View before = view;
        join("a");
        view = view.without(List.of(NodeId.of("a")));
        assertEquals(before, view);
        assertEquals(List.of("own of 2", "own of 2"), plan(planning, 2));
        join("a");
        assertEquals(List.of("none"), plan(planning, 1));
    }

    @Test
    void aViewThatKeepsChangingKeepsTheSharedTreesForAWhile() {
        Planning planning = planning(5_000_000, shared);
        plan(planning, 1);
        assertEquals(List.of("shared of 2"), plan(planning, 1));
        join("a");
        assertEquals(List.of("shared of 3"), plan(planning, 1));
        join("b");
        assertEquals(List.of("shared of 3"), plan(planning, 1), "two computations in a row, not three");
        now += SECONDS;
        assertEquals(List.of("shared of 3"), plan(planning, 1));
        for (int i = 0; i < 6; i++) {
            now += SECONDS;
            planning.plan(view, ORIGIN, now);
        }
        assertEquals(List.of("shared of 4"), plan(planning, 1));
    }

    @Test
    void afterABurstOfChangesNoEarlierViewCounts() {
        Planning planning = planning(5_000_000, shared);
        plan(planning, 2);
        join("a");
        plan(planning, 1);
        join("b");
        planning.forget();
        assertEquals(List.of("none"), plan(planning, 1));
        now += 3 * SECONDS;
        assertEquals(List.of("none"), plan(planning, 1));
    }

    @Test
    void nobodyPlansForAnOriginThatIsNoMemberOfTheSharedView() {
        Planning planning = planning(5_000_000, shared);
        view = new RingOverlay(2).with(List.of(SELF));
        assertEquals(List.of("own of 1", "none"), plan(planning, 2));
        assertEquals(1, tally.treesPlanned);
    }

    @Test
    void withoutSharedTreesThereIsNone() {
        assertEquals(List.of("own of 2", "none", "none"), plan(planning(5_000_000, null), 3));
    }
}
