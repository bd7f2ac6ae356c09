package io.plumtree.api;

/** How the first tree of an origin is made; Plumtree repairs and improves it from there. */
public enum TreeMode {

    /** Computed from the membership view, one for each origin: the first message already travels without duplicates. */
    COMPUTED,

    /** Every neighbour is eager at first and duplicates prune the links, as in the Plumtree paper. */
    FLOOD,

    /** One computed tree that all origins use in both directions: cheapest to compute, deepest to travel. */
    SHARED
}
