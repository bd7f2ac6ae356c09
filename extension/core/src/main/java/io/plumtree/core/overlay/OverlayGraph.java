package io.plumtree.core.overlay;

import io.plumtree.api.NodeId;

/**
 * The overlay of one view as plain arrays, for computations that visit all of it. Members are numbered from 0 in the order
 * of the first ring, so a number depends on the view alone. Links are numbered too: those of a member follow each other,
 * in an order that all nodes share. Immutable; as long as a view does not change, its graph is the same object.
 */
public final class OverlayGraph {

    private final NodeId[] members;
    private final long[] positions;
    private final int[] firstLinks;
    private final int[] links;

    OverlayGraph(NodeId[] members, long[] positions, int[] firstLinks, int[] links) {
        this.members = members;
        this.positions = positions;
        this.firstLinks = firstLinks;
        this.links = links;
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
