package io.plumtree.simulator.check;

/** Why a node lacks a message that is owed to it. */
public enum MissCause {

    /** Its origin died, and so did everybody who had it: nobody can tell of it. */
    LOST_WITH_ORIGIN(true),

    /** Whoever has it is out of reach still. */
    PARTITION_OPEN(true),

    /** A fault, and healing from it, took longer than the message is kept; the node was told of the gap. */
    RETENTION_TOO_SHORT(true),

    /** It should be there. */
    UNEXPLAINED(false),

    /** As {@link #UNEXPLAINED}, and the node was not even told. */
    UNTOLD(false);

    private final boolean explained;

    MissCause(boolean explained) {
        this.explained = explained;
    }

    /** @return whether the promise holds all the same */
    public boolean explained() {
        return explained;
    }
}
