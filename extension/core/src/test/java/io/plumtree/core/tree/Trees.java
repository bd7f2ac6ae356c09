package io.plumtree.core.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.plumtree.api.NodeId;
import io.plumtree.core.overlay.RingOverlay;

/** What the tests of the planners share: views, and the tree that the plans of all nodes make together. */
final class Trees {

    private Trees() {
    }

    static List<NodeId> ids(int count) {
        List<NodeId> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(NodeId.of("10.0." + i / 250 + "." + i % 250 + ":7947"));
        }
        return ids;
    }

    /** The same view for everybody, learnt in an order that {@code seed} chooses, with others who came and went. */
    static RingOverlay overlay(int rings, List<NodeId> members, long seed) {
        RingOverlay overlay = new RingOverlay(rings);
        List<NodeId> shuffled = new ArrayList<>(members);
        shuffled.add(NodeId.of("passing"));
        Collections.shuffle(shuffled, new Random(seed));
        for (NodeId member : shuffled) {
            overlay = overlay.with(List.of(member), Map.of());
        }
        return overlay.without(List.of(NodeId.of("passing")));
    }

    static RingOverlay overlayInZones(int rings, List<NodeId> members, int zones) {
        Map<NodeId, String> zoneOf = new HashMap<>();
        members.forEach(id -> zoneOf.put(id, "zone " + Math.floorMod(id.hashCode(), zones)));
        return new RingOverlay(rings).with(members, zoneOf);
    }

    /** Every node plans with an overlay of its own, at most {@code views} different ones. */
    static List<RingOverlay> overlays(int rings, List<NodeId> members, int views) {
        List<RingOverlay> overlays = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            overlays.add(i < views ? overlay(rings, members, i) : overlays.get(i % views));
        }
        return overlays;
    }

    /** @return where each member stands, planned by itself */
    static Map<NodeId, TreePosition> plans(TreePlanner planner, List<RingOverlay> overlays, List<NodeId> members,
            NodeId origin) {
        Map<NodeId, TreePosition> plans = new HashMap<>();
        for (int i = 0; i < members.size(); i++) {
            plans.put(members.get(i), planner.plan(overlays.get(i), members.get(i), origin));
        }
        return plans;
    }

    /** @return hops to the last, after checking that the plans agree and reach everybody exactly once */
    static int checkedDepth(Map<NodeId, TreePosition> plans, NodeId origin) {
        assertNull(plans.get(origin).parent(), "the origin has no parent");
        Map<NodeId, Integer> hops = new HashMap<>(Map.of(origin, 0));
        ArrayDeque<NodeId> queue = new ArrayDeque<>(List.of(origin));
        int depth = 0;
        while (!queue.isEmpty()) {
            NodeId parent = queue.remove();
            depth = hops.get(parent);
            for (NodeId child : plans.get(parent).children()) {
                assertNotNull(plans.get(child), child + " is a member");
                assertEquals(parent, plans.get(child).parent(), child + " agrees on its parent");
                assertNull(hops.put(child, depth + 1), child + " is reached once");
                queue.add(child);
            }
        }
        assertEquals(plans.size(), hops.size(), "everybody is reached");
        int height = depth;
        plans.forEach((member, place) -> {
            if (place.height() != TreePosition.UNBOUNDED) {
                assertEquals(hops.get(member), place.depth(), "depth of " + member);
                assertEquals(height, place.height(), "height as " + member + " knows it");
            }
        });
        return depth;
    }

    static void assertOverLinks(RingOverlay overlay, Map<NodeId, TreePosition> plans) {
        plans.forEach((member, position) -> {
            List<NodeId> neighbours = overlay.neighbours(member);
            assertTrue(neighbours.containsAll(position.children()), "children are neighbours");
            assertTrue(position.parent() == null || neighbours.contains(position.parent()), "a parent is a neighbour");
        });
    }

    static int mostChildren(Map<NodeId, TreePosition> plans) {
        return plans.values().stream().mapToInt(position -> position.children().size()).max().orElse(0);
    }
}
