package io.plumtree.api;

/** The node is leaving or has left. Nothing was sent and no state changed. */
public final class PlumtreeClosedException extends PlumtreeException {

    private static final long serialVersionUID = 1L;

    /** The node is leaving or has left. */
    public PlumtreeClosedException() {
        super("this node is leaving or has left its cluster");
    }
}
