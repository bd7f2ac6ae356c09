package io.plumtree.core.message;

/**
 * Asks how a message came to the receiver, and to whom that one had it from. Whoever does not know this question does not
 * answer.
 *
 * @param number the asker's name for this question
 * @param stream the message's
 * @param sequence which
 * @param patienceMillis how long the asker waits
 */
public record PathQuestion(long number, StreamId stream, long sequence, int patienceMillis) implements PlumtreeMessage {
}
