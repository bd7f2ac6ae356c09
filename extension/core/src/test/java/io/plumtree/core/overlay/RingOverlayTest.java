package io.plumtree.core.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

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
    void everyGraphInZonesIsSymmetricConnectedAndOfBoundedDegree(@ForAll("views") Set<NodeId> view,
            @ForAll @IntRange(min = 1, max = 6) int rings, @ForAll @IntRange(min = 1, max = 100) int zones) {
        RingOverlay overlay = inZones(rings, view, id -> zone(id, zones));
        OverlayGraph graph = overlay.graph();
        for (NodeId member : view) {
            List<NodeId> neighbours = overlay.neighbours(member);
            assertEquals(neighbours, neighbours(graph, graph.indexOf(member)));
            assertFalse(neighbours.contains(member));
            assertTrue(neighbours.size() <= 2 * rings);
            neighbours.forEach(neighbour -> assertTrue(overlay.neighbours(neighbour).contains(member), "symmetric"));
        }
        assertEquals(view.size(), reached(overlay, view).size());
        Set<NodeId> skipped = view.stream().filter(id -> id.value().length() == 1).collect(Collectors.toSet());
        RingOverlay without = overlay.without(skipped);
        view.forEach(member -> assertEquals(without.neighbours(member), overlay.neighbours(member, skipped)));
    }

    @Property(tries = 200)
    void howMembersAndTheirZonesBecameKnownLeavesNoTrace(@ForAll("views") Set<NodeId> view,
            @ForAll @IntRange(min = 1, max = 6) int rings, @ForAll @IntRange(min = 1, max = 20) int zones,
            @ForAll Random random) {
        RingOverlay learnt = new RingOverlay(rings);
        for (List<NodeId> group : shuffledGroups(view, random)) {
            learnt = learnt.with(group, zones(group, id -> random.nextBoolean() ? "" : zone(id, 1 + random.nextInt(20))));
        }
        for (List<NodeId> group : shuffledGroups(view, random)) {
            learnt = learnt.with(random.nextBoolean() ? group : List.of(), zones(group, id -> zone(id, zones)));
        }
        RingOverlay plain = inZones(rings, view, id -> zone(id, zones));
        assertEquals(plain, learnt);
        assertSameGraph(plain, learnt);
        OverlayGraph one = plain.graph();
        OverlayGraph two = learnt.graph();
        for (int index = 0; index < one.size(); index++) {
            assertEquals(one.zone(index), two.zone(index));
        }
    }

    @Property(tries = 50)
    void membersAllInOneZoneHaveTheGraphOfMembersWithout(@ForAll("views") Set<NodeId> view,
            @ForAll @IntRange(min = 1, max = 2) int rings) {
        assertSameGraph(overlay(rings, view), inZones(rings, view, id -> zone(id, 20)));
        assertSameGraph(overlay(rings, view), inZones(rings, view, id -> ""));
        assertSameGraph(overlay(5, view), inZones(5, view, id -> "only"));
        assertFalse(inZones(5, view, id -> "only").graph().inZones());
        assertFalse(inZones(rings, view, id -> zone(id, 20)).graph().inZones());
    }

    /** A graph without an expander's short ways would be some hundred hops wide. */
    @Property(tries = 60)
    void aThousandInZonesAreFewHopsFromEachOtherEvenWhenATenthIsGone(
            @ForAll @IntRange(min = 3, max = 6) int rings, @ForAll("zoneCounts") int zones) {
        RingOverlay overlay = inZones(rings, ids(1_000), id -> zone(id, zones));
        Set<NodeId> crashed = ids(1_000).stream().filter(id -> Math.floorMod(Ring.key(Ring.hash(id), 99), 10L) == 0)
                .collect(Collectors.toSet());
        NodeId start = ids(1_000).stream().filter(id -> !crashed.contains(id)).findFirst().orElseThrow();
        assertTrue(hops(overlay, start, Set.of(), 1_000) <= 9);
        assertTrue(hops(overlay, start, crashed, 1_000 - crashed.size()) <= 11, "with the links of before");
    }

    @Example
    void mostLinksStayInALargeZoneAndAFewLeaveIt() {
        OverlayGraph graph = inZones(5, ids(3_000), id -> zone(id, 3)).graph();
        int within = 0;
        int all = 0;
        for (int index = 0; index < graph.size(); index++) {
            for (int link = graph.firstLink(index); link < graph.endLink(index); link++) {
                within += graph.zone(index) == graph.zone(graph.neighbour(link)) ? 1 : 0;
                all++;
            }
        }
        double share = (double) within / all;
        assertTrue(share > 0.70 && share < 0.76, "three of five rings, and a third of the links of two: " + share);
    }

    @Example
    void zonesOfOneMemberEachHaveTheLinksOfFiveRings() {
        OverlayGraph graph = inZones(5, ids(1_000), NodeId::value).graph();
        long full = 0;
        for (int index = 0; index < graph.size(); index++) {
            full += graph.endLink(index) - graph.firstLink(index) == 10 ? 1 : 0;
        }
        assertTrue(full > 900, full + " members have ten neighbours");
    }

    @Property(tries = 200)
    void theOrderAndTheGroupingOfJoinsAndLeavesLeaveNoTrace(@ForAll("views") Set<NodeId> view,
            @ForAll("views") Set<NodeId> passing, @ForAll @IntRange(min = 1, max = 5) int rings, @ForAll Random random) {
        RingOverlay plain = overlay(rings, view);

        Set<NodeId> others = new TreeSet<>(passing);
        others.removeAll(view);
        List<NodeId> joins = new ArrayList<>(view);
        joins.addAll(others);
        RingOverlay other = new RingOverlay(rings);
        for (List<NodeId> group : shuffledGroups(joins, random)) {
            other = other.with(group, Map.of());
        }
        assertEquals(joins.size(), other.size());
        for (List<NodeId> group : shuffledGroups(others, random)) {
            other = other.without(group);
        }

        assertSameGraph(plain, other);
        for (NodeId member : view) {
            assertEquals(plain.neighbours(member), other.neighbours(member));
        }
        assertEquals(plain, other);
        assertEquals(plain.hashCode(), other.hashCode());
    }

    @Property(tries = 200)
    void theNeighboursWithOthersSkippedAreThoseOfTheViewWithoutThem(@ForAll("views") Set<NodeId> view,
            @ForAll("views") Set<NodeId> skipped, @ForAll @IntRange(min = 1, max = 5) int rings) {
        RingOverlay overlay = overlay(rings, view);
        RingOverlay without = overlay.without(skipped);
        Set<NodeId> asked = new TreeSet<>(view);
        asked.addAll(skipped);
        for (NodeId member : asked) {
            assertEquals(without.neighbours(member), overlay.neighbours(member, skipped));
        }
    }

    @Property(tries = 100)
    void almostAllCanBeSkipped(@ForAll @IntRange(min = 1, max = 40) int size,
            @ForAll @IntRange(min = 0, max = 40) int left, @ForAll @IntRange(min = 1, max = 3) int rings) {
        List<NodeId> members = ids(size);
        Set<NodeId> skipped = new TreeSet<>(members.subList(Math.min(size, left), size));
        RingOverlay overlay = overlay(rings, members);
        RingOverlay without = overlay.without(skipped);
        members.forEach(member -> assertEquals(without.neighbours(member), overlay.neighbours(member, skipped)));
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
        RingOverlay joined = overlay.with(List.of(NodeId.of("newcomer")), Map.of());
        Set<String> after = links(joined);

        Set<String> gone = new TreeSet<>(before);
        gone.removeAll(after);
        Set<String> come = new TreeSet<>(after);
        come.removeAll(before);
        assertTrue(gone.size() <= rings, "gone: " + gone);
        assertTrue(come.size() <= 2 * rings, "come: " + come);
        assertTrue(come.stream().allMatch(link -> link.contains("newcomer")));

        assertEquals(before, links(joined.without(List.of(NodeId.of("newcomer")))));
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
        assertEquals(List.of(), overlay.neighbours(stranger));
        assertEquals(-1, overlay.graph().indexOf(stranger));
        assertEquals(-1, new RingOverlay(5).graph().indexOf(stranger));
        assertEquals(List.of(), overlay.neighbours(stranger, Set.of()));
    }

    @Example
    void aViewStaysAsItIsAndSoDoesItsGraph() {
        RingOverlay overlay = overlay(5, ids(20));
        OverlayGraph graph = overlay.graph();
        assertSame(overlay, overlay.with(ids(3)));
        assertSame(overlay, overlay.without(List.of(NodeId.of("stranger"))));
        assertEquals(19, overlay.without(ids(1)).graph().size());
        assertEquals(21, overlay.with(List.of(NodeId.of("stranger"), NodeId.of("stranger"))).graph().size());
        assertSame(graph, overlay.graph());
        assertEquals(20, graph.size());
        assertNotEquals(overlay, overlay.without(ids(1)));
        assertNotEquals(overlay, overlay(4, ids(20)));
    }

    @Property(tries = 50)
    void theViewWithAnUnknownOriginIsTheViewItWouldHaveJoined(@ForAll("views") Set<NodeId> view) {
        NodeId origin = NodeId.of("unknown");
        RingOverlay overlay = overlay(3, view);
        View extended = overlay.withOrigin(origin);

        assertFalse(overlay.contains(origin));
        assertSame(extended, overlay.withOrigin(origin));
        assertSame(extended, extended.withOrigin(origin));
        assertEquals(overlay.with(List.of(origin)), extended);
        NodeId another = NodeId.of("another");
        assertEquals(overlay.with(List.of(another)), overlay.withOrigin(another));
    }

    @Property(tries = 50)
    void aGraphByAnotherRuleHasTheSameNumbers(@ForAll("views") Set<NodeId> view) {
        RingOverlay overlay = overlay(3, view);
        List<NodeId> shuffled = new ArrayList<>(view);
        Collections.shuffle(shuffled, new Random(1));
        assertSameGraph(overlay.graph(), OverlayGraph.of(shuffled, overlay::neighbours));
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

    @Example
    void othersThanMembersAndThoseJoiningAreInNoZone() {
        NodeId stranger = NodeId.of("stranger");
        RingOverlay overlay = inZones(5, ids(20), id -> "east");
        assertSame(overlay, overlay.with(ids(20), zones(List.of(stranger), id -> "west")));
        assertSame(overlay, overlay.with(List.of(), zones(ids(20), id -> "east")));
        assertEquals(0, overlay.zone(stranger));
        assertEquals(overlay.zoneNamed("east"), overlay.zone(ids(1).get(0)));
        RingOverlay again = overlay.without(ids(1)).with(ids(1), Map.of());
        assertEquals(0, again.zone(ids(1).get(0)), "whoever left is forgotten");
        assertNotEquals(overlay, again);
    }

    private static RingOverlay inZones(int rings, Collection<NodeId> members, Function<NodeId, String> zoneOf) {
        return new RingOverlay(rings).with(members, zones(members, zoneOf));
    }

    private static Map<NodeId, String> zones(Collection<NodeId> members, Function<NodeId, String> zoneOf) {
        return members.stream().collect(Collectors.toMap(id -> id, zoneOf));
    }

    private static String zone(NodeId id, int zones) {
        return "zone " + (Ring.hash(id) >>> 1) % zones;
    }

    /** @return how far the last of {@code all} is from {@code start}, over others than {@code gone} */
    private static int hops(RingOverlay overlay, NodeId start, Set<NodeId> gone, int all) {
        Set<NodeId> reached = new TreeSet<>(List.of(start));
        List<NodeId> outermost = List.of(start);
        int hops = 0;
        while (reached.size() < all) {
            List<NodeId> next = new ArrayList<>();
            for (NodeId member : outermost) {
                overlay.neighbours(member).stream().filter(id -> !gone.contains(id) && reached.add(id)).forEach(next::add);
            }
            assertFalse(next.isEmpty(), "all are reached");
            outermost = next;
            hops++;
        }
        return hops;
    }

    private static RingOverlay overlay(int rings, Iterable<NodeId> view) {
        RingOverlay overlay = new RingOverlay(rings);
        for (NodeId member : view) {
            overlay = overlay.with(List.of(member), Map.of());
        }
        return overlay;
    }

    private static List<List<NodeId>> shuffledGroups(Collection<NodeId> ids, Random random) {
        List<NodeId> shuffled = new ArrayList<>(ids);
        Collections.shuffle(shuffled, random);
        List<List<NodeId>> groups = new ArrayList<>();
        for (int from = 0; from < shuffled.size();) {
            int to = Math.min(shuffled.size(), from + 1 + random.nextInt(shuffled.size()));
            groups.add(shuffled.subList(from, to));
            from = to;
        }
        return groups;
    }

    private static List<NodeId> neighbours(OverlayGraph graph, int index) {
        List<NodeId> neighbours = new ArrayList<>();
        for (int link = graph.firstLink(index); link < graph.endLink(index); link++) {
            neighbours.add(graph.member(graph.neighbour(link)));
        }
        return neighbours;
    }

    private static void assertSameGraph(RingOverlay expected, RingOverlay actual) {
        assertSameGraph(expected.graph(), actual.graph());
    }

    private static void assertSameGraph(OverlayGraph one, OverlayGraph two) {
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
    Arbitrary<Integer> zoneCounts() {
        return Arbitraries.of(1, 2, 3, 10, 100, 1_000);
    }

    @Provide
    Arbitrary<Set<NodeId>> views() {
        return Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(3).map(NodeId::of).set().ofMinSize(1).ofMaxSize(60);
    }
}
