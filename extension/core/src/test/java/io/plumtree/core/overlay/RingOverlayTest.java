package io.plumtree.core.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import io.plumtree.api.NodeId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class RingOverlayTest {

    @Property(tries = 200)
    void everyGraphIsSymmetricConnectedAndOfBoundedDegree(@ForAll("views") Set<NodeId> view,
            @ForAll @IntRange(min = 1, max = 6) int rings) {
        RingOverlay overlay = overlay(rings, view);
        for (NodeId member : view) {
            List<NodeId> neighbours = overlay.neighbours(member);
            assertEquals(neighbours.size(), new TreeSet<>(neighbours).size(), "each once");
            assertFalse(neighbours.contains(member));
            assertTrue(neighbours.size() <= 2 * rings);
            for (NodeId neighbour : neighbours) {
                assertTrue(overlay.neighbours(neighbour).contains(member), "symmetric");
            }
        }
        assertEquals(view.size(), reached(overlay, view).size());
    }

    @Property(tries = 200)
    void theOrderOfJoinsAndLeavesLeavesNoTrace(@ForAll("views") Set<NodeId> view, @ForAll("views") Set<NodeId> passing,
            @ForAll @IntRange(min = 1, max = 5) int rings, @ForAll Random random) {
        RingOverlay plain = overlay(rings, view);

        List<NodeId> joins = new ArrayList<>(view);
        passing.stream().filter(id -> !view.contains(id)).forEach(joins::add);
        Collections.shuffle(joins, random);
        RingOverlay other = new RingOverlay(rings);
        joins.forEach(id -> assertTrue(other.add(id)));
        Collections.shuffle(joins, random);
        joins.stream().filter(id -> !view.contains(id)).forEach(id -> assertTrue(other.remove(id)));

        assertSameGraph(plain, other);
    }

    @Property(tries = 200)
    void theGraphSaysWhatTheOverlaySays(@ForAll("views") Set<NodeId> view, @ForAll @IntRange(min = 1, max = 5) int rings) {
        RingOverlay overlay = overlay(rings, view);
        OverlayGraph graph = overlay.graph();
        assertEquals(view.size(), graph.size());
        for (int index = 0; index < graph.size(); index++) {
            assertEquals(index, graph.indexOf(graph.member(index)));
            assertTrue(index == 0 || graph.position(index - 1) <= graph.position(index));
            assertEquals(overlay.neighbours(graph.member(index)), neighbours(graph, index));
        }
    }

    @Property(tries = 100)
    void oneJoinTouchesTheLinksOfFewMembers(@ForAll @IntRange(min = 12, max = 200) int size,
            @ForAll @IntRange(min = 1, max = 5) int rings) {
        RingOverlay overlay = overlay(rings, ids(size));
        Set<String> before = links(overlay);
        overlay.add(NodeId.of("newcomer"));
        Set<String> after = links(overlay);

        Set<String> gone = new TreeSet<>(before);
        gone.removeAll(after);
        Set<String> come = new TreeSet<>(after);
        come.removeAll(before);
        assertTrue(gone.size() <= rings, "gone: " + gone);
        assertTrue(come.size() <= 2 * rings, "come: " + come);
        assertTrue(come.stream().allMatch(link -> link.contains("newcomer")));

        overlay.remove(NodeId.of("newcomer"));
        assertEquals(before, links(overlay));
    }

    @Example
    void upToTwiceTheRingsAndOneMembersAreAllLinked() {
        for (int size = 1; size <= 11; size++) {
            RingOverlay overlay = overlay(5, ids(size));
            for (NodeId member : ids(size)) {
                assertEquals(size - 1, overlay.neighbours(member).size());
            }
        }
    }

    @Example
    void aViewOfTenThousandIsNearlyRegular() {
        RingOverlay overlay = overlay(5, ids(10_000));
        OverlayGraph graph = overlay.graph();
        long full = 0;
        for (int index = 0; index < graph.size(); index++) {
            full += graph.endLink(index) - graph.firstLink(index) == 10 ? 1 : 0;
        }
        assertTrue(full > 9_900, full + " members have ten neighbours");
        assertEquals(10_000, reached(overlay, ids(10_000)).size());
    }

    @Example
    void strangersAreNoMembersAndHaveNoNeighbours() {
        RingOverlay overlay = overlay(5, ids(20));
        NodeId stranger = NodeId.of("stranger");
        assertFalse(overlay.contains(stranger));
        assertFalse(overlay.remove(stranger));
        assertEquals(List.of(), overlay.neighbours(stranger));
        assertEquals(-1, overlay.graph().indexOf(stranger));
        assertEquals(-1, new RingOverlay(5).graph().indexOf(stranger));
        assertFalse(overlay.add(NodeId.of("node-3")));
        assertEquals(20, overlay.size());
    }

    @Example
    void theGraphIsTheSameObjectUntilTheViewChanges() {
        RingOverlay overlay = overlay(5, ids(20));
        OverlayGraph graph = overlay.graph();
        overlay.add(NodeId.of("node-3"));
        overlay.remove(NodeId.of("stranger"));
        assertSame(graph, overlay.graph());
        overlay.remove(NodeId.of("node-3"));
        assertNotSame(graph, overlay.graph());
        assertEquals(20, graph.size(), "the old graph stays as it was");
    }

    @Property(tries = 50)
    void theViewWithAnUnknownOriginIsTheViewItWouldHaveJoined(@ForAll("views") Set<NodeId> view) {
        NodeId origin = NodeId.of("unknown");
        RingOverlay overlay = overlay(3, view);
        RingOverlay extended = overlay.with(origin);

        assertEquals(view.size(), overlay.size());
        assertFalse(overlay.contains(origin));
        assertSame(extended, overlay.with(origin));
        assertSame(extended, extended.with(origin));
        RingOverlay joined = overlay(3, view);
        joined.add(origin);
        assertSameGraph(joined, extended);

        overlay.add(NodeId.of("another"));
        joined.add(NodeId.of("another"));
        assertSameGraph(joined, overlay.with(origin));
    }

    @Example
    void anOverlayWithoutRingsIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new RingOverlay(0));
    }

    private static List<NodeId> ids(int count) {
        List<NodeId> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(NodeId.of("node-" + i));
        }
        return ids;
    }

    private static RingOverlay overlay(int rings, Iterable<NodeId> view) {
        RingOverlay overlay = new RingOverlay(rings);
        view.forEach(overlay::add);
        return overlay;
    }

    private static List<NodeId> neighbours(OverlayGraph graph, int index) {
        List<NodeId> neighbours = new ArrayList<>();
        for (int link = graph.firstLink(index); link < graph.endLink(index); link++) {
            neighbours.add(graph.member(graph.neighbour(link)));
        }
        return neighbours;
    }

    private static void assertSameGraph(RingOverlay expected, RingOverlay actual) {
        OverlayGraph one = expected.graph();
        OverlayGraph two = actual.graph();
        assertEquals(one.size(), two.size());
        for (int index = 0; index < one.size(); index++) {
            assertEquals(one.member(index), two.member(index));
            assertEquals(one.position(index), two.position(index));
            assertEquals(neighbours(one, index), neighbours(two, index));
        }
    }

    private static Set<String> links(RingOverlay overlay) {
        OverlayGraph graph = overlay.graph();
        Set<String> links = new TreeSet<>();
        for (int index = 0; index < graph.size(); index++) {
            NodeId member = graph.member(index);
            for (NodeId neighbour : neighbours(graph, index)) {
                if (member.compareTo(neighbour) < 0) {
                    links.add(member + " - " + neighbour);
                }
            }
        }
        return links;
    }

    private static Set<NodeId> reached(RingOverlay overlay, Iterable<NodeId> view) {
        NodeId start = view.iterator().next();
        Set<NodeId> reached = new TreeSet<>(List.of(start));
        ArrayDeque<NodeId> queue = new ArrayDeque<>(reached);
        while (!queue.isEmpty()) {
            for (NodeId neighbour : overlay.neighbours(queue.remove())) {
                if (reached.add(neighbour)) {
                    queue.add(neighbour);
                }
            }
        }
        return reached;
    }

    @Provide
    Arbitrary<Set<NodeId>> views() {
        return Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(3).map(NodeId::of).set().ofMinSize(1).ofMaxSize(60);
    }
}
