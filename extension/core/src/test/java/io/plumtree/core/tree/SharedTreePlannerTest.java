package io.plumtree.core.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.plumtree.api.NodeId;
import io.plumtree.core.overlay.OverlayGraph;
import io.plumtree.core.overlay.RingOverlay;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SharedTreePlannerTest {

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3, 5, 11, 12, 100 })
    void theOneTreeIsOrientedAlikeByAllNodesForEveryOrigin(int size) {
        assertEquals(1, treesOfAllOrigins(size, 1).size(), "the same edges for every origin");
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3, 5, 11, 12, 100 })
    void originsShareAsManyTreesAsAskedForAndAllNodesAgreeOnWhose(int size) {
        int trees = treesOfAllOrigins(size, 8).size();
        assertTrue(trees <= 8, trees + " trees");
        assertTrue(size <= 11 || trees == 8, "a hundred origins are near to all landmarks, not to " + trees);
    }

    /** @return the edges of each tree that somebody uses, all of them checked */
    private static Set<Set<Set<NodeId>>> treesOfAllOrigins(int size, int trees) {
        List<NodeId> members = Trees.ids(size);
        List<RingOverlay> overlays = Trees.overlays(5, members, size);
        Map<NodeId, TreePlanner> planners = new HashMap<>();
        members.forEach(member -> planners.put(member, new SharedTreePlanner(4, trees)));
        Set<Set<Set<NodeId>>> used = new HashSet<>();
        for (NodeId origin : members) {
            Map<NodeId, TreePosition> plans = new HashMap<>();
            for (int i = 0; i < size; i++) {
                NodeId self = members.get(i);
                plans.put(self, planners.get(self).plan(overlays.get(i), self, origin));
            }
            Trees.checkedDepth(plans, origin);
            Trees.assertOverLinks(overlays.get(0), plans);
            assertTrue(Trees.mostChildren(plans) <= 5);
            used.add(edges(plans));
        }
        return used;
    }

    @ParameterizedTest
    @ValueSource(ints = { 2, 12, 60 })
    void withAsManyTreesAsMembersEachOriginHasItsOwn(int size) {
        List<NodeId> members = Trees.ids(size);
        List<RingOverlay> overlays = Trees.overlays(5, members, 2);
        for (int trees : new int[] { size, size + 1, 1_000 }) {
            TreePlanner shared = new SharedTreePlanner(4, trees);
            for (NodeId origin : members) {
                Map<NodeId, TreePosition> plans = Trees.plans(shared, overlays, members, origin);
                Map<NodeId, TreePosition> own = Trees.plans(new ComputedTreePlanner(4), overlays, members, origin);
                own.replaceAll((member, place) -> new TreePosition(place.parent(), place.children()));
                assertEquals(own, plans);
            }
        }
    }

    /** The model: mean 10.4, 8.8, 7.9 and 14.0, 12.4, 11.2 (tree-model §7). */
    @ParameterizedTest
    @CsvSource({ "1000, 1, 10.6, 12", "1000, 16, 9.1, 10", "1000, 64, 8.1, 9",
            "10000, 1, 14.0, 15", "10000, 16, 12.4, 14", "10000, 64, 11.4, 13" })
    void theMoreTreesTheFewerHops(int size, int trees, double meanOfOrigins, int mostOfOrigins) {
        List<NodeId> members = Trees.ids(size);
        RingOverlay overlay = Trees.overlay(5, members, 1);
        OverlayGraph graph = overlay.graph();
        SharedTrees shared = new SharedTrees(overlay, trees, new BoundedTree(4));
        int sum = 0;
        int most = 0;
        int origins = 200;
        for (int i = 0; i < origins; i++) {
            int origin = graph.indexOf(members.get(i * (size / origins)));
            int deepest = hopsToTheLast(shared.treeOf(origin), origin);
            sum += deepest;
            most = Math.max(most, deepest);
        }
        assertTrue(sum <= origins * meanOfOrigins && most <= mostOfOrigins, sum / (double) origins + ", at most " + most);
    }

    private static int hopsToTheLast(int[] parents, int origin) {
        int[] hops = new int[parents.length];
        Arrays.fill(hops, -1);
        int deepest = 0;
        int up = origin;
        hops[origin] = 0;
        while (parents[up] != up) {
            hops[parents[up]] = hops[up] + 1;
            up = parents[up];
        }
        for (int member = 0; member < parents.length; member++) {
            deepest = Math.max(deepest, hops(member, parents, hops));
        }
        return deepest;
    }

    private static int hops(int member, int[] parents, int[] hops) {
        if (hops[member] < 0) {
            hops[member] = hops(parents[member], parents, hops) + 1;
        }
        return hops[member];
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 4 })
    void theTreesFollowTheView(int trees) {
        List<NodeId> members = Trees.ids(30);
        RingOverlay overlay = Trees.overlay(5, members, 1);
        TreePlanner planner = new SharedTreePlanner(3, trees);
        NodeId origin = members.get(0);
        for (int left = 30; left > 1; left--) {
            List<NodeId> view = members.subList(0, left);
            assertEquals((long) Math.min(trees, left) * left, planner.visits(overlay));
            Map<NodeId, TreePosition> plans = new HashMap<>();
            for (NodeId self : view) {
                plans.put(self, planner.plan(overlay, self, origin));
            }
            Trees.checkedDepth(plans, origin);
            assertEquals(0, planner.visits(overlay, origin));
            overlay = overlay.without(List.of(members.get(left - 1)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 4, 64 })
    void anUnknownOriginIsPartOfTheTree(int trees) {
        List<NodeId> joined = Trees.ids(41);
        List<NodeId> members = joined.subList(0, 40);
        NodeId origin = joined.get(40);
        RingOverlay lacking = Trees.overlay(5, members, 1);
        RingOverlay complete = Trees.overlay(5, joined, 2);
        TreePlanner planner = new SharedTreePlanner(4, trees);
        Map<NodeId, TreePosition> plans = new HashMap<>();
        plans.put(origin, planner.plan(complete, origin, origin));
        members.forEach(self -> plans.put(self, planner.plan(lacking, self, origin)));
        Trees.checkedDepth(plans, origin);
        assertEquals(40, planner.visits(lacking, origin));
    }

    @Property(tries = 200)
    void evenNarrowTreesReachEverybodyOnceFromAnyOrigin(@ForAll @IntRange(min = 1, max = 120) int size,
            @ForAll @IntRange(min = 1, max = 3) int rings, @ForAll @IntRange(min = 1, max = 3) int fanout,
            @ForAll @IntRange(min = 1, max = 20) int trees) {
        List<NodeId> members = Trees.ids(size);
        List<RingOverlay> overlays = Trees.overlays(rings, members, 2);
        NodeId origin = members.get(size / 2);
        Trees.checkedDepth(Trees.plans(new SharedTreePlanner(fanout, trees), overlays, members, origin), origin);
    }

    @Test
    void withoutATreeNobodyIsReached() {
        assertThrows(IllegalArgumentException.class, () -> new SharedTreePlanner(4, 0));
    }

    private static Set<Set<NodeId>> edges(Map<NodeId, TreePosition> plans) {
        Set<Set<NodeId>> edges = new HashSet<>();
        plans.forEach((member, position) -> position.children().forEach(child -> edges.add(Set.of(member, child))));
        return edges;
    }
}
