package io.plumtree.core.store;

/** A {@link MessageStore} could not be opened, read, written or closed. */
public final class StoreException extends Exception {

    private static final long serialVersionUID = 1;

    /**
     * @param message names the file and what to do
     * @param cause what the store was told; null if nothing
     */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
