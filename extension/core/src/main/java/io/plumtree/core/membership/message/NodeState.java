package io.plumtree.core.membership.message;

/**
 * What a {@link PushPull} tells of one member.
 *
 * @param name who
 * @param address where
 * @param meta its metadata, at most 512 bytes
 * @param incarnation how often it spoke for itself, an unsigned 32-bit number
 * @param state how the teller sees it
 * @param versions what it speaks
 */
public record NodeState(String name, MemberAddress address, Blob meta, long incarnation, State state,
        ProtocolVersions versions) {

    /** How a member is seen, in the order of the numbers on the wire. */
    public enum State {
        /** It answers. */
        ALIVE,
        /** It did not answer. */
        SUSPECT,
        /** It was given up. */
        DEAD,
        /** It said that it leaves. */
        LEFT
    }
}
