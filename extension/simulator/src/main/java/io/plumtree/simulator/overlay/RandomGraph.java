package io.plumtree.simulator.overlay;

import java.util.Arrays;
import java.util.BitSet;

import io.plumtree.core.util.Prng;

/**
 * A random regular graph of nodes 0, 1, 2 and so on: simple, connected, all of one degree, and made of nothing but its seed. It
 * grows by a node at a time, as far as it is asked to, which changes nothing between the nodes it has: a new node is put into
 * the middle of existing edges.
 * <p>
 * So a graph of fewer nodes is this one with nodes left out: an edge that led to one of those leads through it, from an even
 * slot to the odd one after it and back. Where the degree is odd, the last slot leads nowhere.
 */
final class RandomGraph {

    static final int NOBODY = -1;

    private static final int SWAPS_FOR_EACH_EDGE = 10;
    private static final int TRIES = 1_000;

    /** Says which nodes there are. */
    interface Present {
        boolean test(int node);
    }

    private final int degree;
    private final Prng random;
    private int[] slots;
    private int size;

    /**
     * @param size nodes at first, more than {@code degree}, even if {@code degree} is odd
     * @param degree neighbours of each, at least 3
     */
    RandomGraph(int size, int degree, long seed) {
        if (degree < 3 || degree >= size || size % 2 * (degree % 2) != 0) {
            throw new IllegalArgumentException("no regular graph of " + size + " nodes and degree " + degree
                    + ": the degree is 3 to one less than the nodes, and one of the two is even");
        }
        this.degree = degree;
        this.random = new Prng(seed);
        this.size = size;
        this.slots = new int[size * degree];
        link();
        do {
            swapEdges();
        } while (!connected());
    }

    int degree() {
        return degree;
    }

    /**
     * Follows an edge past all nodes that are not there.
     *
     * @param node one that is there
     * @param slot 0 to {@code degree - 1}
     * @return the node it ends at, {@code node} itself perhaps; {@link #NOBODY} if it ends nowhere
     */
    int follow(int node, int slot, Present present) {
        int last = node;
        int next = slots[node * degree + slot];
        while (next != NOBODY && !present.test(next)) {
            int leaving = slotOf(next, last) ^ 1;
            last = next;
            next = leaving < degree ? slots[next * degree + leaving] : NOBODY;
        }
        return next;
    }

    /** Has nodes up to this one from now on. */
    void growTo(int node) {
        while (size <= node) {
            grow();
        }
    }

    // --- the first nodes ----------------------------------------------------------------------------------------------

    /** Each with those next to it in a circle, and opposite to it if the degree is odd. */
    private void link() {
        for (int node = 0; node < size; node++) {
            for (int slot = 0; slot < degree; slot++) {
                int step = slot / 2 + 1;
                int away = slot == degree - 1 && slot % 2 == 0 ? size / 2 : slot % 2 == 0 ? step : size - step;
                slots[node * degree + slot] = (node + away) % size;
            }
        }
    }

    /**
     * Two edges at a time change ends, wherever the graph stays simple: after many of these all such graphs are about alike.
     */
    private void swapEdges() {
        for (int i = 0; i < slots.length / 2 * SWAPS_FOR_EACH_EDGE; i++) {
            int one = random.nextInt(slots.length);
            int two = random.nextInt(slots.length);
            int a = one / degree;
            int b = slots[one];
            int c = two / degree;
            int d = slots[two];
            if (a != c && b != d && a != d && b != c && slotOf(a, d) == NOBODY && slotOf(c, b) == NOBODY) {
                int atB = b * degree + slotOf(b, a);
                int atD = d * degree + slotOf(d, c);
                slots[one] = d;
                slots[two] = b;
                slots[atB] = c;
                slots[atD] = a;
            }
        }
    }

    private boolean connected() {
        BitSet reached = new BitSet(size);
        int[] queue = new int[size];
        int end = 1;
        reached.set(0);
        for (int at = 0; at < end; at++) {
            for (int slot = 0; slot < degree; slot++) {
                int next = slots[queue[at] * degree + slot];
                if (!reached.get(next)) {
                    reached.set(next);
                    queue[end++] = next;
                }
            }
        }
        return end == size;
    }

    // --- later nodes --------------------------------------------------------------------------------------------------

    /** The new node enters edges without a common end, two slots for each. An odd slot links every two of them. */
    private void grow() {
        int node = size++;
        if (slots.length < size * degree) {
            slots = Arrays.copyOf(slots, Math.max(size, size / 2 * 3) * degree);
        }
        Arrays.fill(slots, node * degree, size * degree, NOBODY);
        if (degree % 2 == 1 && node % 2 == 1) {
            slots[node * degree - 1] = node;
            slots[node * degree + degree - 1] = node - 1;
        }
        for (int slot = 0; slot + 1 < degree; slot += 2) {
            for (int i = 0; i < TRIES && slots[node * degree + slot] == NOBODY; i++) {
                enter(node, slot, random.nextInt(node * degree));
            }
        }
    }

    private void enter(int node, int slot, int edge) {
        int a = edge / degree;
        int b = slots[edge];
        if (b != NOBODY && b != node && slotOf(node, a) == NOBODY && slotOf(node, b) == NOBODY) {
            slots[b * degree + slotOf(b, a)] = node;
            slots[edge] = node;
            slots[node * degree + slot] = a;
            slots[node * degree + slot + 1] = b;
        }
    }

    private int slotOf(int node, int neighbour) {
        for (int slot = 0; slot < degree; slot++) {
            if (slots[node * degree + slot] == neighbour) {
                return slot;
            }
        }
        return NOBODY;
    }
}
