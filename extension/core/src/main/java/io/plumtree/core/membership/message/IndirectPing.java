package io.plumtree.core.membership.message;

import org.jspecify.annotations.Nullable;

/**
 * Asks a third member to {@link Ping} one that did not answer. Answered by {@link Ack} with this sequence, or
 * {@link Nack}.
 *
 * @param sequence comes back; an unsigned 32-bit number
 * @param target where the one is that did not answer
 * @param node its name
 * @param nack whether a {@link Nack} is wanted if it does not answer the third member either
 * @param source where to answer; null for where this comes from
 * @param sourceNode who asks, may be empty
 */
public record IndirectPing(long sequence, MemberAddress target, String node, boolean nack,
        @Nullable MemberAddress source, String sourceNode) implements PacketMessage {
}
