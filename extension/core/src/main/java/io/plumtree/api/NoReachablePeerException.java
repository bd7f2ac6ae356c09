package io.plumtree.api;

/** Members are known but none of them is linked, so nobody would hear. Nothing was sent and no state changed. */
public final class NoReachablePeerException extends PlumtreeException {

    private static final long serialVersionUID = 1L;

    /** @param known how many other members are known */
    public NoReachablePeerException(int known) {
        super("none of the " + known + " known members can be reached");
    }
}
