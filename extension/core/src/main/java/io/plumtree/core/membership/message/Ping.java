package io.plumtree.core.membership.message;

import org.jspecify.annotations.Nullable;

/**
 * Are you there? Answered by {@link Ack}.
 *
 * @param sequence comes back; an unsigned 32-bit number
 * @param node whom it means to reach, who else gets it keeps silent; empty for anybody
 * @param source where to answer; null for where it comes from
 * @param sourceNode who asks, may be empty
 */
public record Ping(long sequence, String node, @Nullable MemberAddress source, String sourceNode)
        implements
            PacketMessage,
            StreamMessage {
}
