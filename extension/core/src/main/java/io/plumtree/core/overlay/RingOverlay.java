package io.plumtree.core.overlay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.NodeId;
import io.plumtree.core.overlay.Ring.Newcomer;

/**
 * The union of hash-ordered rings, in each of which a member is linked with its successor and its predecessor. Up to
 * {@code 2 * rings + 1} members it is the complete graph.
 * <p>
 * It is connected, symmetric, has at most {@code 2 * rings} neighbours for each member, and one join or leave changes the
 * links of so many members only. Another set of members is another overlay, made by one pass over the arrays of this one
 * however many join or leave; {@link #graph()} visits everything, once. Overlays are equal if their rings and members are.
 */
public final class RingOverlay implements View {

    /** Two by zones, so that the way through a zone is short, and one that mixes all. */
    private static final int RINGS_FOR_ZONES = 3;

    private record Extended(NodeId origin, View view) {
    }

    private final Ring[] rings;
    /** In the order of the first ring. */
    private final NodeId[] members;
    private final long[] hashes;
    private final long[] zones;
    private @Nullable OverlayGraph graph;
    private @Nullable Extended extended;

    /**
     * An overlay of nobody. Of five rings three are by zones, so that most links stay within one, and two mix all members, so
     * that no zone hangs on few links. With fewer than three rings there are not enough for both: zones make no difference.
     *
     * @param rings at least 1
     */
    public RingOverlay(int rings) {
        if (rings < 1) {
            throw new IllegalArgumentException("rings is " + rings + ", at least 1 is needed to link all members");
        }
        this.rings = new Ring[rings];
        int mixed = mixed(rings);
        Arrays.setAll(this.rings, number -> Ring.empty(number, number >= mixed));
        this.members = new NodeId[0];
        this.hashes = new long[0];
        this.zones = new long[0];
    }

    private RingOverlay(Ring[] rings, NodeId[] members, long[] hashes, long[] zones) {
        this.rings = rings;
        this.members = members;
        this.hashes = hashes;
        this.zones = zones;
    }

    private static int mixed(int rings) {
        return rings < RINGS_FOR_ZONES ? rings : Math.max(1, 2 * rings / 5);
    }

    @Override
    public long zoneNamed(String name) {
        return rings.length < RINGS_FOR_ZONES || name.isEmpty() ? 0 : Ring.hash(name);
    }

    @Override
    public RingOverlay with(Collection<NodeId> joining, Map<NodeId, String> told) {
        List<NodeId> elsewhere = inOtherZones(told);
        if (!elsewhere.isEmpty()) {
            RingOverlay others = without(elsewhere);
            elsewhere.addAll(joining);
            return others.with(elsewhere, told);
        }
        Newcomer[] newcomers = newcomers(joining, told);
        if (newcomers.length == 0) {
            return this;
        }
        int size = members.length + newcomers.length;
        NodeId[] newMembers = new NodeId[size];
        long[] newHashes = new long[size];
        long[] newZones = new long[size];
        int[] moved = new int[members.length];
        int from = 0;
        int to = 0;
        for (Newcomer newcomer : newcomers) {
            int end = rings[0].placeOf(newcomer.id, newcomer.hash, newcomer.zone);
            move(from, end, moved, to, newMembers, newHashes, newZones);
            to += end - from;
            from = end;
            newcomer.index = to;
            newMembers[to] = newcomer.id;
            newZones[to] = newcomer.zone;
            newHashes[to++] = newcomer.hash;
        }
        move(from, members.length, moved, to, newMembers, newHashes, newZones);
        Ring[] newRings = new Ring[rings.length];
        Arrays.setAll(newRings, r -> rings[r].with(newcomers, moved, newMembers, newHashes, newZones));
        return new RingOverlay(newRings, newMembers, newHashes, newZones);
    }

    @Override
    public RingOverlay without(Collection<NodeId> leaving) {
        int[] leavers = leaving.stream().mapToInt(this::indexOf).filter(index -> index >= 0).sorted().distinct().toArray();
        if (leavers.length == 0) {
            return this;
        }
        int size = members.length - leavers.length;
        NodeId[] newMembers = new NodeId[size];
        long[] newHashes = new long[size];
        long[] newZones = new long[size];
        int[] moved = new int[members.length];
        int from = 0;
        int to = 0;
        for (int leaver : leavers) {
            move(from, leaver, moved, to, newMembers, newHashes, newZones);
            to += leaver - from;
            from = leaver + 1;
        }
        move(from, members.length, moved, to, newMembers, newHashes, newZones);
        Ring[] newRings = new Ring[rings.length];
        Arrays.setAll(newRings, r -> rings[r].without(leavers, moved, newMembers, newHashes, newZones));
        return new RingOverlay(newRings, newMembers, newHashes, newZones);
    }

    @Override
    public View withOrigin(NodeId origin) {
        if (contains(origin)) {
            return this;
        }
        Extended result = extended;
        if (result == null || !result.origin.equals(origin)) {
            result = new Extended(origin, with(List.of(origin)));
            extended = result;
        }
        return result.view;
    }

    @Override
    public long zone(NodeId id) {
        int index = indexOf(id);
        return index < 0 ? 0 : zones[index];
    }

    @Override
    public boolean contains(NodeId id) {
        return indexOf(id) >= 0;
    }

    @Override
    public int size() {
        return members.length;
    }

    @Override
    public List<NodeId> neighbours(NodeId member) {
        return neighbours(member, Collections.emptySet());
    }

    @Override
    public List<NodeId> neighbours(NodeId member, Set<NodeId> skipped) {
        long hash = Ring.hash(member);
        int index = rings[0].placeOf(member, hash, 0);
        if (!isAt(index, member) || skipped.contains(member)) {
            return List.of();
        }
        if (members.length - skipped.size() <= 2 * rings.length + 1) {
            List<NodeId> others = others(index, skipped);
            if (others.size() <= 2 * rings.length) {
                return List.copyOf(others);
            }
        }
        Set<NodeId> found = new LinkedHashSet<>();
        for (Ring ring : rings) {
            int place = ring.placeOf(member, hash, zones[index]);
            found.add(ring.successor(place, skipped));
            found.add(ring.predecessor(place, skipped));
        }
        return List.copyOf(found);
    }

    /** @return the other members that are not skipped, not all of them if there are more than a member is linked with */
    private List<NodeId> others(int index, Set<NodeId> skipped) {
        List<NodeId> others = new ArrayList<>();
        for (int step = 1; step < members.length && others.size() <= 2 * rings.length; step++) {
            NodeId other = members[(index + step) % members.length];
            if (!skipped.contains(other)) {
                others.add(other);
            }
        }
        return others;
    }

    @Override
    public OverlayGraph graph() {
        OverlayGraph result = graph;
        if (result == null) {
            result = buildGraph();
            graph = result;
        }
        return result;
    }

    private OverlayGraph buildGraph() {
        int size = members.length;
        int[][] placeOf = new int[rings.length][size];
        for (int r = 0; r < rings.length; r++) {
            for (int place = 0; place < size; place++) {
                placeOf[r][rings[r].memberAt(place)] = place;
            }
        }
        long[] positions = new long[size];
        Arrays.setAll(positions, index -> Ring.key(hashes[index], 0));
        int[] firstLinks = new int[size + 1];
        int[] links = new int[size * 2 * rings.length];
        int[] places = new int[rings.length];
        for (int index = 0; index < size; index++) {
            for (int r = 0; r < rings.length; r++) {
                places[r] = placeOf[r][index];
            }
            firstLinks[index + 1] = link(index, places, links, firstLinks[index]);
        }
        return new OverlayGraph(members, positions, firstLinks, Arrays.copyOf(links, firstLinks[size]), zones);
    }

    /** Writes the neighbours of a member, given its place on each ring, from {@code start} on; returns where they end. */
    private int link(int index, int[] places, int[] links, int start) {
        int size = members.length;
        int end = start;
        if (size <= 2 * rings.length + 1) {
            for (int step = 1; step < size; step++) {
                links[end++] = (index + step) % size;
            }
            return end;
        }
        for (int r = 0; r < rings.length; r++) {
            end = appendIfNew(links, start, end, rings[r].successor(places[r]));
            end = appendIfNew(links, start, end, rings[r].predecessor(places[r]));
        }
        return end;
    }

    private static int appendIfNew(int[] links, int start, int end, int neighbour) {
        for (int i = start; i < end; i++) {
            if (links[i] == neighbour) {
                return end;
            }
        }
        links[end] = neighbour;
        return end + 1;
    }

    /** @return those who are no members yet, each once, in the order of the first ring */
    /** @return members that are told of as in another zone than they are in */
    private List<NodeId> inOtherZones(Map<NodeId, String> told) {
        List<NodeId> found = new ArrayList<>();
        told.forEach((id, name) -> {
            int index = indexOf(id);
            if (index >= 0 && zones[index] != zoneNamed(name)) {
                found.add(id);
            }
        });
        return found;
    }

    private Newcomer[] newcomers(Collection<NodeId> joining, Map<NodeId, String> told) {
        List<Newcomer> found = new ArrayList<>();
        for (NodeId id : joining) {
            long hash = Ring.hash(id);
            if (!isAt(rings[0].placeOf(id, hash, 0), id)) {
                found.add(new Newcomer(id, hash, zoneNamed(told.getOrDefault(id, ""))));
            }
        }
        found.sort(Ring.inOrderOf(0));
        List<Newcomer> once = new ArrayList<>(found.size());
        for (Newcomer newcomer : found) {
            if (once.isEmpty() || !once.get(once.size() - 1).id.equals(newcomer.id)) {
                once.add(newcomer);
            }
        }
        return once.toArray(new Newcomer[0]);
    }

    /** Copies the members from index {@code from} up to {@code end} to index {@code to} and on. */
    private void move(int from, int end, int[] moved, int to, NodeId[] newMembers, long[] newHashes,
            long[] newZones) {
        System.arraycopy(members, from, newMembers, to, end - from);
        System.arraycopy(hashes, from, newHashes, to, end - from);
        System.arraycopy(zones, from, newZones, to, end - from);
        int shift = to - from;
        for (int index = from; index < end; index++) {
            moved[index] = index + shift;
        }
    }

    /** @return the index of a member, -1 of others */
    private int indexOf(NodeId id) {
        int index = rings[0].placeOf(id, Ring.hash(id), 0);
        return isAt(index, id) ? index : -1;
    }

    private boolean isAt(int index, NodeId member) {
        return index < members.length && members[index].equals(member);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof RingOverlay overlay && rings.length == overlay.rings.length
                && Arrays.equals(hashes, overlay.hashes) && Arrays.equals(zones, overlay.zones)
                && Arrays.equals(members, overlay.members));
    }

    @Override
    public int hashCode() {
        return 31 * rings.length + Arrays.hashCode(hashes);
    }
}
