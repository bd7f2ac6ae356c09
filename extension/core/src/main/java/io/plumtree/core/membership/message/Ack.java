package io.plumtree.core.membership.message;

/**
 * I am there.
 *
 * @param sequence that of the {@link Ping} or {@link IndirectPing}
 * @param payload the application's
 */
public record Ack(long sequence, Blob payload) implements PacketMessage, StreamMessage {
}
