package io.plumtree.simulator.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.plumtree.api.NodeId;
import io.plumtree.core.overlay.OverlayGraph;
import io.plumtree.core.overlay.View;
import io.plumtree.core.util.Prng;

class RandomOverlayTest {

    private static List<NodeId> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> NodeId.of("n" + i)).toList();
    }

    private static int reached(View view, List<NodeId> members) {
        Set<NodeId> reached = new LinkedHashSet<>();
        Deque<NodeId> queue = new ArrayDeque<>(members.subList(0, 1));
        while (!queue.isEmpty()) {
            NodeId next = queue.remove();
            if (reached.add(next)) {
                queue.addAll(view.neighbours(next));
            }
        }
        return reached.size();
    }

    private static void assertSymmetric(View view, List<NodeId> members) {
        for (NodeId member : members) {
            for (NodeId neighbour : view.neighbours(member)) {
                assertTrue(members.contains(neighbour), () -> neighbour + " is no member");
                assertTrue(view.neighbours(neighbour).contains(member), () -> member + " and " + neighbour);
            }
        }
    }

    @Test
    void foundersHaveTheDegreeAskedForAndAreConnected() {
        int[][] sizes = { { 4, 3 }, { 5, 4 }, { 6, 3 }, { 12, 11 }, { 12, 10 }, { 12, 9 }, { 33, 32 }, { 100, 5 }, { 101, 6 },
                { 1000, 5 } };
        for (int[] size : sizes) {
            for (long seed = 0; seed < 5; seed++) {
                List<NodeId> members = ids(0, size[0]);
                View view = new RandomOverlay(size[0], size[1], seed).with(members);
                assertEquals(size[0], view.size());
                for (NodeId member : members) {
                    assertEquals(size[1], view.neighbours(member).size(), member + " of " + size[0]);
                }
                assertSymmetric(view, members);
                assertEquals(size[0], reached(view, members));
            }
        }
    }

    @Test
    void theSameSeedGivesTheSameGraphAndAnotherSeedAnother() {
        List<NodeId> members = ids(0, 100);
        View view = new RandomOverlay(100, 5, 1).with(members);
        View same = new RandomOverlay(100, 5, 1).with(members);
        View other = new RandomOverlay(100, 5, 2).with(members);
        int differing = 0;
        for (NodeId member : members) {
            assertEquals(view.neighbours(member), same.neighbours(member));
            differing += view.neighbours(member).equals(other.neighbours(member)) ? 0 : 1;
        }
        assertTrue(differing > 90, "only " + differing + " differ");
    }

    @Test
    void allFollowsFromTheSetOfMembersHoweverItCameAbout() {
        Prng random = new Prng(7);
        for (int degree = 4; degree <= 5; degree++) {
            View nobody = new RandomOverlay(60, degree, 3);
            View view = nobody;
            Set<NodeId> members = new LinkedHashSet<>();
            for (int step = 0; step < 200; step++) {
                NodeId changing = NodeId.of("n" + random.nextInt(80));
                view = members.contains(changing) ? view.without(List.of(changing)) : view.with(List.of(changing));
                if (!members.remove(changing)) {
                    members.add(changing);
                }
                List<NodeId> sorted = ids(0, 80).stream().filter(members::contains).toList();
                View direct = new RandomOverlay(60, degree, 3).with(sorted);
                for (NodeId member : sorted) {
                    assertEquals(direct.neighbours(member), view.neighbours(member));
                    assertTrue(view.neighbours(member).size() <= degree);
                }
                assertSymmetric(view, sorted);
            }
        }
    }

    @Test
    void neighboursBesideTheSkippedAreThoseOfTheViewWithoutThem() {
        Prng random = new Prng(5);
        List<NodeId> members = ids(0, 50);
        View view = new RandomOverlay(50, 5, 9).with(members);
        for (int round = 0; round < 100; round++) {
            Set<NodeId> skipped = new LinkedHashSet<>();
            for (int i = random.nextInt(40); i > 0; i--) {
                skipped.add(members.get(random.nextInt(50)));
            }
            View without = view.without(skipped);
            for (NodeId member : members) {
                assertEquals(without.neighbours(member), view.neighbours(member, skipped));
            }
        }
    }

    @Test
    void aChangeCostsAsManyLinksAsAMemberHas() {
        List<NodeId> members = ids(0, 200);
        View view = new RandomOverlay(200, 6, 4).with(members);
        for (int i = 0; i < 20; i++) {
            View without = view.without(List.of(NodeId.of("n" + i)));
            int changed = 0;
            for (NodeId member : members) {
                List<NodeId> fewer = new ArrayList<>(view.neighbours(member));
                fewer.removeAll(without.neighbours(member));
                changed += fewer.size();
            }
            assertEquals(12, changed, "both ends of the links of n" + i);
        }
        View with = view.with(ids(200, 201));
        assertEquals(6, with.neighbours(NodeId.of("n200")).size());
    }

    @Test
    void joinersHaveTheDegreeOfOthers() {
        for (int degree = 3; degree <= 8; degree++) {
            List<NodeId> members = ids(0, 300);
            View view = new RandomOverlay(20, degree, 1).with(members);
            for (NodeId member : members) {
                assertEquals(degree, view.neighbours(member).size(), member + " at degree " + degree);
            }
            assertSymmetric(view, members);
            assertEquals(300, reached(view, members));
        }
    }

    @Test
    void theGraphAsArraysIsTheSame() {
        List<NodeId> members = ids(0, 30);
        View view = new RandomOverlay(40, 5, 2).with(members);
        OverlayGraph graph = view.graph();
        assertEquals(30, graph.size());
        for (int i = 0; i < 30; i++) {
            List<NodeId> neighbours = new ArrayList<>();
            for (int link = graph.firstLink(i); link < graph.endLink(i); link++) {
                neighbours.add(graph.member(graph.neighbour(link)));
            }
            assertEquals(view.neighbours(graph.member(i)), neighbours);
        }
    }

    @Test
    void thereIsNoRegularGraphOfAnOddSumOfDegrees() {
        assertThrows(IllegalArgumentException.class, () -> new RandomOverlay(11, 5, 1));
        assertThrows(IllegalArgumentException.class, () -> new RandomOverlay(10, 10, 1));
        assertThrows(IllegalArgumentException.class, () -> new RandomOverlay(10, 2, 1));
    }
}
