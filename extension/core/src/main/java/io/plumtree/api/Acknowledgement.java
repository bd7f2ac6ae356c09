package io.plumtree.api;

/** What the completion of a broadcast says. */
public enum Acknowledgement {

    /** Accepted by this node: identified, retained and handed to the links. Lost if this node dies before a link carried it. */
    QUEUED,

    /**
     * A neighbour has it and will pass it on: it survives this node's death. In a cluster of one the same as {@link #QUEUED}.
     */
    RECEIVED,

    /**
     * It is in this node's durable store: it survives this node's restart, as far as the store's {@code sync} policy goes, and
     * is then sent to whoever misses it. It does not say that a neighbour has it. Refused with a
     * {@link StoreUnavailableException} where there is no store, or where it failed.
     */
    STORED
}
