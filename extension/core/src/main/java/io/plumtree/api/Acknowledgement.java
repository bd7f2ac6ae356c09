package io.plumtree.api;

/** What the completion of a broadcast says. */
public enum Acknowledgement {

    /** Accepted by this node: identified, retained and handed to the links. Lost if this node dies before a link carried it. */
    QUEUED,

    /**
     * A neighbour has it and will pass it on: it survives this node's death. In a cluster of one the same as {@link #QUEUED}.
     */
    RECEIVED
}
