package io.plumtree.quarkus.runtime.endpoints;

/** What was asked for is nothing that this node knows of. */
final class NotKnownException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NotKnownException(String message) {
        super(message);
    }
}
