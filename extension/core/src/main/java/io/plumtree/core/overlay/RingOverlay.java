package io.plumtree.core.overlay;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.NodeId;

/**
 * The members and the graph that links them: the union of hash-ordered rings, in each of which a member is linked with its
 * successor and its predecessor. Up to {@code 2 * rings + 1} members it is the complete graph.
 * <p>
 * It follows from the set of members alone, not from the order of joins and leaves. It is connected, symmetric, has at most
 * {@code 2 * rings} neighbours for each member, and one join or leave changes the links of so many members only. Adding and
 * removing search and shift arrays; {@link #graph()} visits everything, once for each view. Single-threaded.
 */
public final class RingOverlay {

    private record Extended(NodeId origin, RingOverlay overlay) {
    }

    private static final int INITIAL_MEMBERS = 16;

    private final Ring[] rings;
    /** In the order of the first ring. */
    private NodeId[] members;
    private int size;
    private @Nullable OverlayGraph graph;
    private @Nullable Extended extended;

    /** @param rings at least 1 */
    public RingOverlay(int rings) {
        if (rings < 1) {
            throw new IllegalArgumentException("rings is " + rings + ", at least 1 is needed to link all members");
        }
        this.rings = new Ring[rings];
        Arrays.setAll(this.rings, Ring::new);
        this.members = new NodeId[INITIAL_MEMBERS];
    }

    private RingOverlay(RingOverlay other) {
        this.rings = new Ring[other.rings.length];
        Arrays.setAll(this.rings, number -> new Ring(other.rings[number]));
        this.members = other.members.clone();
        this.size = other.size;
    }

    /**
     * @param member joins
     * @return whether it was not a member before
     */
    public boolean add(NodeId member) {
        long hash = Ring.hash(member);
        int index = rings[0].placeOf(member, hash, members);
        if (isAt(index, member)) {
            return false;
        }
        changed();
        if (size == members.length) {
            members = Arrays.copyOf(members, size * 2);
        }
        System.arraycopy(members, index, members, index + 1, size - index);
        members[index] = member;
        size++;
        for (Ring ring : rings) {
            ring.openIndex(index);
            ring.insert(ring.placeOf(member, hash, members), index, hash);
        }
        return true;
    }

    /**
     * @param member leaves
     * @return whether it was a member before
     */
    public boolean remove(NodeId member) {
        long hash = Ring.hash(member);
        int index = rings[0].placeOf(member, hash, members);
        if (!isAt(index, member)) {
            return false;
        }
        changed();
        for (Ring ring : rings) {
            ring.remove(ring.placeOf(member, hash, members));
            ring.closeIndex(index);
        }
        size--;
        System.arraycopy(members, index + 1, members, index, size - index);
        return true;
    }

    /**
     * @param member any
     * @return whether it is a member
     */
    public boolean contains(NodeId member) {
        return isAt(rings[0].placeOf(member, Ring.hash(member), members), member);
    }

    /** @return how many members there are */
    public int size() {
        return size;
    }

    /**
     * @param member any
     * @return the neighbours of {@code member}, each once, in an order that all nodes share; empty if it is no member
     */
    public List<NodeId> neighbours(NodeId member) {
        long hash = Ring.hash(member);
        int index = rings[0].placeOf(member, hash, members);
        if (!isAt(index, member)) {
            return List.of();
        }
        int[] places = new int[rings.length];
        for (int r = 0; r < rings.length; r++) {
            places[r] = rings[r].placeOf(member, hash, members);
        }
        int[] found = new int[2 * rings.length];
        NodeId[] neighbours = new NodeId[link(index, places, found, 0)];
        Arrays.setAll(neighbours, i -> members[found[i]]);
        return List.of(neighbours);
    }

    /**
     * @param origin any
     * @return the overlay of this view and {@code origin} (tree-model R13): this one if it is a member, else another, which
     *         does not follow later changes. The last one made is kept until the view changes.
     */
    public RingOverlay with(NodeId origin) {
        if (contains(origin)) {
            return this;
        }
        Extended result = extended;
        if (result == null || !result.origin.equals(origin)) {
            RingOverlay copy = new RingOverlay(this);
            copy.add(origin);
            result = new Extended(origin, copy);
            extended = result;
        }
        return result.overlay;
    }

    /** @return the members and links of now; the same object until the view changes */
    public OverlayGraph graph() {
        OverlayGraph result = graph;
        if (result == null) {
            result = buildGraph();
            graph = result;
        }
        return result;
    }

    private OverlayGraph buildGraph() {
        int[][] placeOf = new int[rings.length][size];
        for (int r = 0; r < rings.length; r++) {
            for (int place = 0; place < size; place++) {
                placeOf[r][rings[r].memberAt(place)] = place;
            }
        }
        long[] positions = new long[size];
        Arrays.setAll(positions, rings[0]::keyAt);
        int[] firstLinks = new int[size + 1];
        int[] links = new int[size * 2 * rings.length];
        int[] places = new int[rings.length];
        for (int index = 0; index < size; index++) {
            for (int r = 0; r < rings.length; r++) {
                places[r] = placeOf[r][index];
            }
            firstLinks[index + 1] = link(index, places, links, firstLinks[index]);
        }
        return new OverlayGraph(Arrays.copyOf(members, size), positions, firstLinks, Arrays.copyOf(links, firstLinks[size]));
    }

    /** Writes the neighbours of a member, given its place on each ring, from {@code start} on; returns where they end. */
    private int link(int index, int[] places, int[] links, int start) {
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

    private boolean isAt(int index, NodeId member) {
        return index < size && members[index].equals(member);
    }

    private void changed() {
        graph = null;
        extended = null;
    }
}
