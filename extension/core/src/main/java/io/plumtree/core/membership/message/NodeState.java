package io.plumtree.core.membership.message;

import org.jspecify.annotations.Nullable;

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

    /** How a member is seen. */
    public enum State {
        /** It answers. */
        ALIVE(0),
        /** It did not answer. */
        SUSPECT(1),
        /** It was given up. */
        DEAD(2),
        /** It said that it leaves. */
        LEFT(3);

        private static final State[] STATES = values();

        private final int code;

        State(int code) {
            this.code = code;
        }

        /** @return the number on the wire */
        public int code() {
            return code;
        }

        /**
         * @param code a number from the wire
         * @return its state, null if it has none
         */
        public static @Nullable State of(long code) {
            return code >= 0 && code < STATES.length ? STATES[(int) code] : null;
        }
    }
}
