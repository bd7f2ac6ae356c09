package io.plumtree.api;

/** There is no node in the cluster: it is leaving, has left, or never started. Nothing was sent and no state changed. */
public final class PlumtreeClosedException extends PlumtreeException {

    private static final long serialVersionUID = 1L;

    /** The node is leaving or has left. */
    public PlumtreeClosedException() {
        this("this node is leaving or has left its cluster");
    }

    /** @param reason why there is no node, in words */
    public PlumtreeClosedException(String reason) {
        super(reason);
    }
}
