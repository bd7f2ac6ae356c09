package io.plumtree.core.wire;

/**
 * Declines a connection; it is closed after this.
 *
 * @param reason why
 * @param detail in words, naming what was said and what is allowed; what is longer than 1024 UTF-8 bytes is cut off, control
 *        characters travel as spaces
 */
public record Reject(Reason reason, String detail) implements LinkFrame {

    /** Why a connection is declined. The codes are part of the wire format and never change their meaning. */
    public enum Reason {
        /** A reason of a later version. */
        UNKNOWN(0),
        /** The cluster names differ. */
        WRONG_CLUSTER(1),
        /** No version of the wire format is spoken by both. */
        UNSUPPORTED_VERSION(2),
        /** Another node was dialled than the one that listens here. */
        NOT_ME(3),
        /** The node id is this node's own, or that of a live neighbour at another address. */
        DUPLICATE_NODE_ID(4),
        /** There is a link between the two already, or one is being made that wins over this one. */
        ALREADY_CONNECTED(5),
        /** All links of this node are in use. */
        NO_ROOM(6),
        /** What was sent is not this protocol. */
        MALFORMED(7),
        /** The node is leaving. */
        LEAVING(8),
        /** The handshake took too long. */
        TIMEOUT(9);

        private static final Reason[] REASONS = values();

        private final int code;

        Reason(int code) {
            this.code = code;
        }

        /** @return the number on the wire */
        public int code() {
            return code;
        }

        /**
         * @param code a number from the wire
         * @return its reason, {@link #UNKNOWN} if this version knows none
         */
        public static Reason of(int code) {
            for (Reason reason : REASONS) {
                if (reason.code == code) {
                    return reason;
                }
            }
            return UNKNOWN;
        }
    }
}
