package io.plumtree.api;

/** What becomes of a broadcast while the links, or those who confirm, do not keep up. */
public enum Overload {

    /** It fails with {@link OverloadedException}; nothing was sent, and the caller decides. */
    FAIL,

    /**
     * It waits its turn, in the order in which broadcasts were asked for, and its stage completes later. As many as
     * {@code broadcast-queue-max-size} allows wait at one time; the next one fails. Callers who together have no more
     * broadcasts under way than that are slowed down, and not refused because of load.
     */
    WAIT
}
