package io.plumtree.core.overlay;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

import io.plumtree.api.NodeId;
import io.plumtree.core.overlay.Ring.Newcomer;

/**
 * The overlay of one view as plain arrays, for computations that visit all of it. Members are numbered from 0 in the order
 * of the first ring, so a number depends on the view alone. Links are numbered too: those of a member follow each other,
 * in an order that all nodes share. Immutable, and the same object as long as its view is in use.
 */
public final class OverlayGraph {

    private final NodeId[] members;
    private final long[] positions;
    private final int[] firstLinks;
    private final int[] links;
    private final long[] zones;
    private final boolean inZones;

    OverlayGraph(NodeId[] members, long[] positions, int[] firstLinks, int[] links, long[] zones) {
        this.members = members;
        this.positions = positions;
        this.firstLinks = firstLinks;
        this.links = links;
        this.zones = zones;
        boolean several = false;
        for (long zone : zones) {
            several |= zone != zones[0];
        }
        this.inZones = several;
    }

    /**
     * A graph by any rule.
     *
     * @param members in any order, each once
     * @param neighbours of each member, in an order that all nodes share; whoever is one has the other among its own
     */
    public static OverlayGraph of(Collection<NodeId> members, Function<NodeId, List<NodeId>> neighbours) {
        Newcomer[] inOrder = members.stream().map(id -> new Newcomer(id, Ring.hash(id), 0)).sorted(Ring.inOrderOf(0))
                .toArray(Newcomer[]::new);
        NodeId[] ids = new NodeId[inOrder.length];
        Arrays.setAll(ids, index -> inOrder[index].id);
        long[] positions = new long[ids.length];
        Arrays.setAll(positions, index -> Ring.key(inOrder[index].hash, 0));
        int[] firstLinks = new int[ids.length + 1];
        List<List<NodeId>> linked = Arrays.stream(ids).map(neighbours).toList();
        for (int index = 0; index < ids.length; index++) {
            firstLinks[index + 1] = firstLinks[index] + linked.get(index).size();
        }
        int[] links = new int[firstLinks[ids.length]];
        OverlayGraph graph = new OverlayGraph(ids, positions, firstLinks, links, new long[ids.length]);
        int link = 0;
        for (List<NodeId> ofOne : linked) {
            for (NodeId neighbour : ofOne) {
                links[link++] = graph.indexOf(neighbour);
            }
        }
        return graph;
    }

    /** @return how many members there are */
    public int size() {
        return members.length;
    }

    /**
     * @param index 0 to {@code size() - 1}
     * @return the member of that number
     */
    public NodeId member(int index) {
        return members[index];
    }

    /**
     * @param index 0 to {@code size() - 1}
     * @return where on the first ring that member is: a well mixed hash of its id, whatever the view
     */
    public long position(int index) {
        return positions[index];
    }

    /** @return whether members are in more than one zone */
    public boolean inZones() {
        return inZones;
    }

    /**
     * @param index 0 to {@code size() - 1}
     * @return what stands for the zone of that member
     */
    public long zone(int index) {
        return zones[index];
    }

    /**
     * @param id any
     * @return its number, -1 if it is no member
     */
    public int indexOf(NodeId id) {
        long key = Ring.key(Ring.hash(id), 0);
        int low = 0;
        int high = positions.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (positions[middle] < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for (int i = low; i < positions.length && positions[i] == key; i++) {
            if (members[i].equals(id)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * @param index 0 to {@code size() - 1}
     * @return that member's first link
     */
    public int firstLink(int index) {
        return firstLinks[index];
    }

    /**
     * @param index 0 to {@code size() - 1}
     * @return the link after that member's last one
     */
    public int endLink(int index) {
        return firstLinks[index + 1];
    }

    /**
     * @param link a link of some member
     * @return the number of the neighbour it leads to
     */
    public int neighbour(int link) {
        return links[link];
    }
}
