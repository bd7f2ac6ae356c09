package io.plumtree.core.message;

/**
 * The negative answer to {@link Graft} and {@link Pull}.
 *
 * @param range what cannot be sent
 * @param gone true: the sender had it and does not retain it. False: it misses it itself, or serves no more right now
 */
public record Missing(Range range, boolean gone) implements PlumtreeMessage {
}
