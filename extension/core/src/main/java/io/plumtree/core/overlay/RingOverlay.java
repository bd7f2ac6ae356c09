package io.plumtree.core.overlay;

import io.plumtree.api.NodeId;
import java.util.List;

/**
 * The members and the graph that links them: the union of hash-ordered rings, in each of which a member is linked with its
 * successor and its predecessor. Up to {@code 2 * rings + 1} members it is the complete graph.
 */
public final class RingOverlay {

    public RingOverlay(int rings) {
    }

    /** @return whether it was not a member before */
    public boolean add(NodeId member) {
        return false;
    }

    /** @return whether it was a member before */
    public boolean remove(NodeId member) {
        return false;
    }

    public boolean contains(NodeId member) {
        return false;
    }

    public int size() {
        return 0;
    }

    /** @return the neighbours of {@code member}, each once, in an order that all nodes share; empty if it is no member */
    public List<NodeId> neighbours(NodeId member) {
        return List.of();
    }
}
