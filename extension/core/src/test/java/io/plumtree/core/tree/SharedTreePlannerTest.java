package io.plumtree.core.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.plumtree.api.NodeId;
import io.plumtree.core.overlay.RingOverlay;

class SharedTreePlannerTest {

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3, 5, 11, 12, 100 })
    void theOneTreeIsOrientedAlikeByAllNodesForEveryOrigin(int size) {
        List<NodeId> members = Trees.ids(size);
        List<RingOverlay> overlays = Trees.overlays(5, members, size);
        Map<NodeId, TreePlanner> planners = new HashMap<>();
        members.forEach(member -> planners.put(member, new SharedTreePlanner(4)));
        Set<Set<Set<NodeId>>> trees = new HashSet<>();
        for (NodeId origin : members) {
            Map<NodeId, TreePosition> plans = new HashMap<>();
            for (int i = 0; i < size; i++) {
                NodeId self = members.get(i);
                plans.put(self, planners.get(self).plan(overlays.get(i), self, origin));
            }
            Trees.checkedDepth(plans, origin);
            Trees.assertOverLinks(overlays.get(0), plans);
            assertTrue(Trees.mostChildren(plans) <= 5);
            trees.add(edges(plans));
        }
        assertEquals(1, trees.size(), "the same edges for every origin");
    }

    @Test
    void aThousandNodesAreReachedInLogarithmicHops() {
        List<NodeId> members = Trees.ids(1_000);
        List<RingOverlay> overlays = Trees.overlays(5, members, 1);
        TreePlanner planner = new SharedTreePlanner(4);
        for (int i = 0; i < 20; i++) {
            NodeId origin = members.get(i * 43);
            assertTrue(Trees.checkedDepth(Trees.plans(planner, overlays, members, origin), origin) <= 13);
        }
    }

    @Test
    void theTreeFollowsTheView() {
        List<NodeId> members = Trees.ids(30);
        RingOverlay overlay = Trees.overlay(5, members, 1);
        TreePlanner planner = new SharedTreePlanner(3);
        NodeId origin = members.get(0);
        for (int left = 30; left > 1; left--) {
            List<NodeId> view = members.subList(0, left);
            Map<NodeId, TreePosition> plans = new HashMap<>();
            for (NodeId self : view) {
                plans.put(self, planner.plan(overlay, self, origin));
            }
            Trees.checkedDepth(plans, origin);
            overlay = overlay.without(List.of(members.get(left - 1)));
        }
    }

    @Test
    void anUnknownOriginIsPartOfTheTree() {
        List<NodeId> joined = Trees.ids(41);
        List<NodeId> members = joined.subList(0, 40);
        NodeId origin = joined.get(40);
        RingOverlay lacking = Trees.overlay(5, members, 1);
        RingOverlay complete = Trees.overlay(5, joined, 2);
        TreePlanner planner = new SharedTreePlanner(4);
        Map<NodeId, TreePosition> plans = new HashMap<>();
        plans.put(origin, planner.plan(complete, origin, origin));
        members.forEach(self -> plans.put(self, planner.plan(lacking, self, origin)));
        Trees.checkedDepth(plans, origin);
    }

    private static Set<Set<NodeId>> edges(Map<NodeId, TreePosition> plans) {
        Set<Set<NodeId>> edges = new HashSet<>();
        plans.forEach((member, position) -> position.children().forEach(child -> edges.add(Set.of(member, child))));
        return edges;
    }
}
