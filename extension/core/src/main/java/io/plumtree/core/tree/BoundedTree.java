package io.plumtree.core.tree;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.overlay.OverlayGraph;
import io.plumtree.core.util.Prng;

/**
 * A breadth-first tree over the overlay in which a member takes at most {@code fanout} children, and in which few links lead
 * from one zone to another, in arrays that the next computation uses again.
 * <p>
 * Views that differ in a member should give trees that differ around it only, hence nothing here depends on how many members
 * there are or how they are numbered: the links are in an order of their own, and where in that order a member starts is a
 * hash of its id and the root's. The latter also makes the trees of different roots load different members.
 */
final class BoundedTree {

    private static final int UNREACHED = -1;
    /** How many members of a zone are pushed to from outside: with one, all of it would hang on one link. */
    private static final int ENTRIES = 2;

    private final int fanout;
    private @Nullable OverlayGraph graph;
    private int size;
    private int root;
    private int[] parents = new int[0];
    private int[] depths = new int[0];
    private int[] loads = new int[0];
    private int[] queue = new int[0];
    private int reached;
    private int expanded;
    private int height;
    /** Of each zone, how many more may be reached from outside. */
    private final Map<Long, Integer> entriesLeft = new LinkedHashMap<>();

    BoundedTree(int fanout) {
        if (fanout < 1) {
            throw new IllegalArgumentException("fanout is " + fanout + ", at least 1 is needed to reach anybody");
        }
        this.fanout = fanout;
    }

    /** Computes the tree of the member numbered {@code newRoot}. */
    void compute(OverlayGraph newGraph, int newRoot) {
        begin(newGraph, newRoot);
        expand(newGraph, size);
        while (reached < size && (adoptOrphans(newGraph, true) || adoptOrphans(newGraph, false))) {
            // whom an orphan reached may be what another one waited for
        }
    }

    /**
     * Computes the part of the tree of {@code newRoot} that is at most {@code depth} below it.
     *
     * @return the numbers of those who are that deep
     */
    int[] computeTop(OverlayGraph newGraph, int newRoot, int depth) {
        begin(newGraph, newRoot);
        int from = 0;
        for (int level = 0; level < depth; level++) {
            from = reached;
            expand(newGraph, reached);
        }
        return Arrays.copyOfRange(queue, from, reached);
    }

    private void begin(OverlayGraph newGraph, int newRoot) {
        graph = newGraph;
        size = newGraph.size();
        root = newRoot;
        if (parents.length < size) {
            parents = new int[size];
            depths = new int[size];
            loads = new int[size];
            queue = new int[size];
        }
        Arrays.fill(parents, 0, size, UNREACHED);
        Arrays.fill(loads, 0, size, 0);
        reached = 0;
        expanded = 0;
        height = 0;
        entriesLeft.clear();
        entriesLeft.put(newGraph.zone(newRoot), 0);
        reach(newRoot, newRoot, 0);
    }

    /** @return the graph of the last computation */
    @Nullable
    OverlayGraph graph() {
        return graph;
    }

    int root() {
        return root;
    }

    /** @return the number of the parent of the member numbered {@code index}; the root is its own */
    int parent(int index) {
        return parents[index];
    }

    /** @return how many hops the member numbered {@code index} is from the root */
    int depth(int index) {
        return depths[index];
    }

    /** @return how many hops the farthest member is from the root (LDH) */
    int height() {
        return height;
    }

    /** @return the parents of all members, for keeping */
    int[] parents() {
        return Arrays.copyOf(parents, size);
    }

    /** @return whether {@code child} is one of the children of {@code parent} */
    boolean isChild(int child, int parent) {
        return parents[child] == parent && child != root;
    }

    /** Level by level, every one of the first {@code last} members reached takes the neighbours that nobody has. */
    private void expand(OverlayGraph of, int last) {
        long salt = of.position(root);
        while (expanded < Math.min(last, reached) && reached < size) {
            int member = queue[expanded++];
            int first = of.firstLink(member);
            int end = of.endLink(member);
            int start = first + offset(Prng.mix(of.position(member) + salt), end - first);
            if (of.inZones()) {
                // Other zones early, so that they are not deeper; a place is left for whoever leads on into the own.
                take(of, member, start, true, fanout - 1);
                take(of, member, start, false, fanout);
                take(of, member, start, true, fanout);
            } else {
                take(of, member, start, false, fanout);
            }
        }
    }

    /**
     * {@code member} takes neighbours, those after its link {@code start} first, of other zones or of its own, until it has
     * {@code most} children.
     */
    private void take(OverlayGraph of, int member, int start, boolean ofOthers, int most) {
        int first = of.firstLink(member);
        int end = of.endLink(member);
        int link = start;
        for (int left = end - first; left > 0 && loads[member] < most; left--) {
            int neighbour = of.neighbour(link);
            if (parents[neighbour] == UNREACHED && (of.zone(neighbour) != of.zone(member)) == ofOthers
                    && (!ofOthers || enter(of.zone(neighbour)))) {
                reach(neighbour, member, depths[member] + 1);
                loads[member]++;
            }
            link = link + 1 == end ? first : link + 1;
        }
    }

    /** @return whether one more of that zone may be reached from outside; it counts as reached then */
    private boolean enter(long zone) {
        int left = entriesLeft.getOrDefault(zone, ENTRIES);
        if (left == 0) {
            return false;
        }
        entriesLeft.put(zone, left - 1);
        return true;
    }

    /**
     * Gives a parent to those whose neighbours all had their fanout of children before them: the neighbour that has fewest. One
     * of another zone is the last resort, for one orphan at a time: its zone may be reached through it.
     *
     * @param within whether only parents of the same zone will do
     * @return whether one was reached
     */
    private boolean adoptOrphans(OverlayGraph of, boolean within) {
        int before = reached;
        for (int member = 0; member < size && (within || reached == before); member++) {
            if (parents[member] == UNREACHED) {
                int parent = leastLoadedNeighbour(of, member, within);
                if (parent != UNREACHED) {
                    reach(member, parent, depths[parent] + 1);
                    loads[parent]++;
                    expand(of, size);
                }
            }
        }
        return reached > before;
    }

    private int leastLoadedNeighbour(OverlayGraph of, int member, boolean within) {
        int best = UNREACHED;
        for (int link = of.firstLink(member); link < of.endLink(member); link++) {
            int neighbour = of.neighbour(link);
            boolean mayBe = parents[neighbour] != UNREACHED && (!within || of.zone(neighbour) == of.zone(member));
            if (mayBe && (best == UNREACHED || loads[neighbour] < loads[best])) {
                best = neighbour;
            }
        }
        return best;
    }

    private void reach(int member, int parent, int depth) {
        parents[member] = parent;
        depths[member] = depth;
        height = Math.max(height, depth);
        queue[reached++] = member;
    }

    /** @return 0 to {@code bound - 1}, from the upper half of {@code hash} */
    private static int offset(long hash, int bound) {
        return (int) (((hash >>> 32) * bound) >>> 32);
    }
}
