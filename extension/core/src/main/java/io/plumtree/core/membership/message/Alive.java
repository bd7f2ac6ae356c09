package io.plumtree.core.membership.message;

/**
 * A member speaks for itself.
 *
 * @param incarnation which one of it, an unsigned 32-bit number
 * @param node who
 * @param address where; port 0 stands for the receiver's own
 * @param meta its metadata, at most 512 bytes
 * @param versions what it speaks
 */
public record Alive(long incarnation, String node, MemberAddress address, Blob meta, ProtocolVersions versions)
        implements
            PacketMessage {
}
