package io.plumtree.core.membership.wire;

import io.plumtree.core.membership.wire.RejectedBytes.Reason;

/**
 * Ends the reading of bytes, within this package only. It has no stack trace: whoever sends nonsense shall not make us
 * spend time on it.
 */
final class MalformedBytes extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient RejectedBytes why;
    private final int needed;

    MalformedBytes(Reason reason, String detail) {
        this(reason, detail, 0);
    }

    private MalformedBytes(Reason reason, String detail, int needed) {
        super(detail, null, false, false);
        this.why = new RejectedBytes(reason, detail);
        this.needed = needed;
    }

    /** The bytes end at {@code end}, and something reaches to {@code needed} at least. */
    static MalformedBytes truncated(String what, int needed, int end) {
        return new MalformedBytes(Reason.TRUNCATED, what + " ends " + (needed - end) + " bytes or more before its end",
                needed);
    }

    RejectedBytes why() {
        return why;
    }

    /** @return whether more bytes could make sense of it */
    boolean incomplete() {
        return needed > 0;
    }

    /** @return where the bytes have to reach before it is worth another look */
    int needed() {
        return needed;
    }
}
