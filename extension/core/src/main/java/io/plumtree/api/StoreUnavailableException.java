package io.plumtree.api;

/**
 * There is no durable store, or it failed, and the broadcast asks for one; or it cannot be opened, and the node does not start.
 * Nothing was sent and no state changed.
 */
public final class StoreUnavailableException extends PlumtreeException {

    private static final long serialVersionUID = 1L;

    /** @param why what is the matter with the store */
    public StoreUnavailableException(String why) {
        super(why);
    }

    /**
     * @param why what is the matter with the store
     * @param cause what it said
     */
    public StoreUnavailableException(String why, Throwable cause) {
        super(why, cause);
    }
}
