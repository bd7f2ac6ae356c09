package io.plumtree.core.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

class ComputedTreePlannerTest {

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3, 5, 11, 12, 100 })
    void everyNodeAloneComputesItsPlaceInTheSameSpanningTree(int size) {
        List<NodeId> members = Trees.ids(size);
        List<RingOverlay> overlays = Trees.overlays(5, members, size);
        ComputedTreePlanner planner = new ComputedTreePlanner(4);
        for (NodeId origin : members) {
            Map<NodeId, TreePosition> plans = Trees.plans(planner, overlays, members, origin);
            Trees.checkedDepth(plans, origin);
            Trees.assertOverLinks(overlays.get(0), plans);
            assertTrue(Trees.mostChildren(plans) <= 4);
        }
    }

    @Test
    void aThousandNodesAgreeToo() {
        List<NodeId> members = Trees.ids(1_000);
        List<RingOverlay> overlays = Trees.overlays(5, members, 10);
        ComputedTreePlanner planner = new ComputedTreePlanner(4);
        for (int i = 0; i < 10; i++) {
            NodeId origin = members.get(i * 97);
            Map<NodeId, TreePosition> plans = Trees.plans(planner, overlays, members, origin);
            assertTrue(Trees.checkedDepth(plans, origin) <= 7);
            Trees.assertOverLinks(overlays.get(0), plans);
            assertTrue(Trees.mostChildren(plans) <= 4);
        }
    }

    @ParameterizedTest
    @CsvSource({ "1000, 5, 4, 7", "1000, 5, 3, 8", "1000, 3, 3, 9", "1000, 5, 5, 6" })
    void theTreeOfEveryOriginSpansAThousandInFewHopsWithoutOrphans(int size, int rings, int fanout, int hops) {
        OverlayGraph graph = Trees.overlay(rings, Trees.ids(size), 1).graph();
        BoundedTree tree = new BoundedTree(fanout);
        for (int root = 0; root < size; root++) {
            tree.compute(graph, root);
            assertTrue(checkedDepth(tree, graph, root, fanout) <= hops);
        }
    }

    @ParameterizedTest
    @CsvSource({ "4, 8", "3, 10" })
    void tenThousandAreReachedInLogarithmicHops(int fanout, int hops) {
        OverlayGraph graph = Trees.overlay(5, Trees.ids(10_000), 1).graph();
        BoundedTree tree = new BoundedTree(fanout);
        for (int root = 0; root < 10_000; root += 1_250) {
            tree.compute(graph, root);
            assertTrue(checkedDepth(tree, graph, root, fanout) <= hops);
        }
    }

    @ParameterizedTest
    @CsvSource({ "2, 3, 10", "3, 4, 8", "19, 4, 8", "100, 4, 9" })
    void eachZoneIsEnteredTwiceAtMostAndTheTreeIsHardlyDeeper(int zones, int fanout, int hops) {
        int size = 1_000;
        OverlayGraph graph = Trees.overlayInZones(5, Trees.ids(size), zones).graph();
        BoundedTree tree = new BoundedTree(fanout);
        for (int root = 0; root < size; root += 10) {
            tree.compute(graph, root);
            int crossing = 0;
            for (int member = 0; member < size; member++) {
                crossing += graph.zone(member) == graph.zone(tree.parent(member)) ? 0 : 1;
            }
            assertTrue(crossing >= zones - 1 && crossing <= 2 * (zones - 1), crossing + " of 999 cross");
            // One of a small zone may have no neighbour in it with a place left.
            assertTrue(checkedDepth(tree, graph, root, fanout + (zones == 100 ? 1 : 0)) <= hops);
        }
    }

    @Property(tries = 300)
    void treesInZonesSpanAllToo(@ForAll @IntRange(min = 1, max = 80) int size, @ForAll @IntRange(min = 1, max = 6) int rings,
            @ForAll @IntRange(min = 1, max = 4) int fanout, @ForAll @IntRange(min = 1, max = 80) int zones) {
        List<NodeId> members = Trees.ids(size);
        RingOverlay overlay = Trees.overlayInZones(rings, members, zones);
        List<RingOverlay> overlays = Collections.nCopies(size, overlay);
        NodeId origin = members.get(size / 2);
        Map<NodeId, TreePosition> plans = Trees.plans(new ComputedTreePlanner(fanout), overlays, members, origin);
        Trees.checkedDepth(plans, origin);
        Trees.assertOverLinks(overlay, plans);
    }

    @Property(tries = 200)
    void evenTheNarrowestTreeLeavesNobodyWithoutAParent(@ForAll @IntRange(min = 1, max = 80) int size,
            @ForAll @IntRange(min = 1, max = 3) int rings, @ForAll @IntRange(min = 1, max = 2) int fanout) {
        List<NodeId> members = Trees.ids(size);
        List<RingOverlay> overlays = Trees.overlays(rings, members, 3);
        NodeId origin = members.get(size / 2);
        Trees.checkedDepth(Trees.plans(new ComputedTreePlanner(fanout), overlays, members, origin), origin);
    }

    @Test
    void originsShareTheLoadOfForwarding() {
        int size = 1_000;
        OverlayGraph graph = Trees.overlay(5, Trees.ids(size), 1).graph();
        BoundedTree tree = new BoundedTree(4);
        int[] children = new int[size];
        for (int root = 0; root < size; root++) {
            tree.compute(graph, root);
            for (int member = 0; member < size; member++) {
                children[tree.parent(member)]++;
            }
        }
        for (int load : children) {
            assertTrue(load > size / 3 && load < size * 2, "the mean is " + size + ", one has " + load);
        }
    }

    @Test
    void viewsThatDifferInOneMemberGiveTreesThatDifferLittle() {
        List<NodeId> members = Trees.ids(1_000);
        OverlayGraph all = Trees.overlay(5, members, 1).graph();
        OverlayGraph lacksOne = Trees.overlay(5, members.subList(0, 999), 2).graph();
        int differing = 0;
        BoundedTree one = new BoundedTree(4);
        BoundedTree two = new BoundedTree(4);
        for (int i = 0; i < 20; i++) {
            NodeId origin = members.get(i * 41);
            one.compute(all, all.indexOf(origin));
            two.compute(lacksOne, lacksOne.indexOf(origin));
            for (int member = 0; member < lacksOne.size(); member++) {
                int inAll = all.indexOf(lacksOne.member(member));
                NodeId parent = lacksOne.member(two.parent(member));
                differing += all.member(one.parent(inAll)).equals(parent) ? 0 : 1;
            }
        }
        assertTrue(differing < 20 * 50, differing / 20.0 + " of 999 parents differ");
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 5, 11, 12, 100 })
    void anUnknownOriginHasTheTreeOfTheViewItIsMissingFrom(int size) {
        List<NodeId> members = Trees.ids(size);
        NodeId origin = NodeId.of("unknown");
        List<NodeId> joined = new ArrayList<>(members);
        joined.add(origin);
        ComputedTreePlanner planner = new ComputedTreePlanner(4);

        List<RingOverlay> lacking = Trees.overlays(5, members, size);
        Map<NodeId, TreePosition> plans = new HashMap<>(Trees.plans(planner, lacking, members, origin));
        RingOverlay complete = Trees.overlay(5, joined, 99);
        plans.put(origin, planner.plan(complete, origin, origin));

        Trees.checkedDepth(plans, origin);
        assertEquals(Trees.plans(planner, Trees.overlays(5, joined, 1), joined, origin), plans);
        lacking.forEach(overlay -> assertFalse(overlay.contains(origin)));
    }

    @Test
    void aNodeAloneHasNeitherParentNorChildren() {
        NodeId self = NodeId.of("alone");
        TreePosition position = new ComputedTreePlanner(3).plan(Trees.overlay(5, List.of(self), 1), self, self);
        assertNull(position.parent());
        assertEquals(List.of(), position.children());
    }

    @Test
    void aPlannerServesGrowingAndShrinkingViews() {
        ComputedTreePlanner planner = new ComputedTreePlanner(3);
        for (int size : new int[] { 5, 200, 3, 40 }) {
            List<NodeId> members = Trees.ids(size);
            Trees.checkedDepth(Trees.plans(planner, Trees.overlays(5, members, 1), members, members.get(0)), members.get(0));
        }
    }

    @Test
    void onlyMembersPlanAndOnlyWithAFanout() {
        RingOverlay overlay = Trees.overlay(5, Trees.ids(3), 1);
        NodeId stranger = NodeId.of("stranger");
        ComputedTreePlanner planner = new ComputedTreePlanner(3);
        assertThrows(IllegalArgumentException.class, () -> planner.plan(overlay, stranger, Trees.ids(1).get(0)));
        assertNotNull(planner.plan(overlay, Trees.ids(1).get(0), stranger));
        assertThrows(IllegalArgumentException.class, () -> new ComputedTreePlanner(0));
    }

    private static int checkedDepth(BoundedTree tree, OverlayGraph graph, int root, int fanout) {
        int[] children = new int[graph.size()];
        int deepest = 0;
        for (int member = 0; member < graph.size(); member++) {
            int hops = 0;
            for (int up = member; up != root; up = tree.parent(up)) {
                hops++;
                assertTrue(hops < graph.size(), "no way to the origin");
            }
            deepest = Math.max(deepest, hops);
            if (member != root) {
                children[tree.parent(member)]++;
            }
        }
        for (int count : children) {
            assertTrue(count <= fanout);
        }
        return deepest;
    }
}
