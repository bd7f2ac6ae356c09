package io.plumtree.chat.rest;

/** A request that makes no sense. Nothing was broadcast. */
final class BadInputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadInputException(String message) {
        super(message);
    }
}
