package io.plumtree.api;

/** Who is meant is known but cannot be reached, so nobody would hear. Nothing was sent and no state changed. */
public final class NoReachablePeerException extends PlumtreeException {

    private static final long serialVersionUID = 1L;

    /** @param known how many other members are known */
    public NoReachablePeerException(int known) {
        super("none of the " + known + " known members can be reached");
    }

    /**
     * @param member one that is known
     * @param why it cannot be reached
     */
    public NoReachablePeerException(NodeId member, String why) {
        super(member + " cannot be reached: " + why);
    }
}
