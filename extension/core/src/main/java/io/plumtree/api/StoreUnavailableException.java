package io.plumtree.api;

/** There is no durable store, or it failed, and the broadcast asks for one. Nothing was sent and no state changed. */
public final class StoreUnavailableException extends PlumtreeException {

    private static final long serialVersionUID = 1L;

    /** @param why what is the matter with the store */
    public StoreUnavailableException(String why) {
        super(why);
    }
}
