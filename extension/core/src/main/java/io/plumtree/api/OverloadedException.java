package io.plumtree.api;

/**
 * A bounded queue is full. Nothing was sent and no state changed; the same broadcast may succeed later. It has no stack trace:
 * a node that is overloaded refuses many, and must have time for what it took.
 */
public final class OverloadedException extends PlumtreeException {

    private static final long serialVersionUID = 1L;

    /** @param what which bound was met, with its configuration key */
    public OverloadedException(String what) {
        super(what, false);
    }
}
