package io.plumtree.core.membership.message;

/**
 * Bytes of the application.
 *
 * @param body what
 */
public record UserMessage(Blob body) implements PacketMessage, StreamMessage {
}
