package io.plumtree.core.message;

/**
 * Answers a {@link PathQuestion}.
 *
 * @param number that question's
 * @param path the way of the message to the sender of this
 */
public record PathAnswer(long number, Path path) implements PlumtreeMessage {
}
