package io.plumtree.core.overlay;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.plumtree.api.NodeId;

/**
 * The members and the graph that links them: a value, which never changes, so that engines of one thread may share it. All
 * follows from the set of members and their zones alone, not from how it came about. The graph is symmetric and
 * connected. Views of the same members, made from the same view, are equal.
 */
public interface View {

    /** @return how many members there are */
    int size();

    /**
     * @param id any
     * @return whether it is a member
     */
    boolean contains(NodeId id);

    /**
     * @param name of a zone; empty for none
     * @return what stands for it, alike on all nodes; 0 for none, and for any if zones make no difference to the graph
     */
    long zoneNamed(String name);

    /**
     * @param id any
     * @return what stands for its zone, as {@link #zoneNamed} says; 0 if it is no member
     */
    long zone(NodeId id);

    /**
     * @param member any
     * @return the neighbours of {@code member}, each once, in an order that all nodes share; empty if it is no member
     */
    List<NodeId> neighbours(NodeId member);

    /**
     * @param member any
     * @param skipped any; not kept, for it may change
     * @return what {@code without(skipped).neighbours(member)} says, found without making that view
     */
    List<NodeId> neighbours(NodeId member, Set<NodeId> skipped);

    /** @return the members and their links as arrays; the same object as long as this view is in use */
    OverlayGraph graph();

    /**
     * @param joining any, members among them too; not kept, for it may change
     * @return the view with them, who name no zone; this one if all are members
     */
    default View with(Collection<NodeId> joining) {
        return with(joining, Map.of());
    }

    /**
     * @param joining any, members among them too; not kept, for it may change
     * @param zones names of the zones of some; empty for none. Members can be among them, and are in that zone from then on;
     *        others than members and those joining do not matter. Not kept
     * @return the view with those joining; this one if all are members, of the zones they are in already
     */
    View with(Collection<NodeId> joining, Map<NodeId, String> zones);

    /**
     * @param leaving any, others than members too; not kept, for it may change
     * @return the view without them; this one if none is a member
     */
    View without(Collection<NodeId> leaving);

    /**
     * @param origin any
     * @return the view that trees of {@code origin} are planned on (tree-model R13): this one if it is a member, else the one
     *         it would be a member of. The last such one is kept.
     */
    View withOrigin(NodeId origin);
}
