package io.plumtree.core.message;

/**
 * Tells the origin that a message arrived, because its GOSSIP asked for that.
 *
 * @param stream whose
 * @param sequence which
 */
public record Received(StreamId stream, long sequence) implements PlumtreeMessage {
}
