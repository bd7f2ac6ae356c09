package io.plumtree.core.membership.message;

/**
 * I am there, but the one you asked me to ping does not answer me either.
 *
 * @param sequence that of the {@link IndirectPing}
 */
public record Nack(long sequence) implements PacketMessage {
}
