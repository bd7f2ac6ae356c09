package io.plumtree.api;

/** Anything a node refuses. Each subclass says whether state changed. */
public abstract sealed class PlumtreeException extends RuntimeException
        permits MessageTooLargeException, MetadataTooLargeException, TooManyTopicsException, PlumtreeClosedException,
        NoReachablePeerException,
        OverloadedException, StoreUnavailableException, NotAcknowledgedException, InvalidConfigException, BindException {

    private static final long serialVersionUID = 1L;

    PlumtreeException(String message) {
        super(message);
    }

    PlumtreeException(String message, boolean withStackTrace) {
        super(message, null, withStackTrace, withStackTrace);
    }

    PlumtreeException(String message, Throwable cause) {
        super(message, cause);
    }
}
