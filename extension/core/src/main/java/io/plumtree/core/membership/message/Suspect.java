package io.plumtree.core.membership.message;

/**
 * A member does not answer.
 *
 * @param incarnation which one of it, an unsigned 32-bit number
 * @param node the one that does not answer
 * @param from who says so
 */
public record Suspect(long incarnation, String node, String from) implements PacketMessage {
}
