package io.plumtree.core.membership.wire;

import java.util.Arrays;

import io.plumtree.core.membership.wire.RejectedBytes.Reason;

/** The header that tells clusters on one network from each other: a byte, the length, and the label in clear. */
final class Label {

    private static final int HEADER_BYTES = 2;

    private Label() {
    }

    static int overhead(byte[] label) {
        return label.length == 0 ? 0 : HEADER_BYTES + label.length;
    }

    /** Puts the header before {@code bytes}; none for no label. */
    static byte[] add(byte[] label, byte[] bytes) {
        if (label.length == 0) {
            return bytes;
        }
        byte[] labelled = new byte[HEADER_BYTES + label.length + bytes.length];
        labelled[0] = (byte) MessageType.HAS_LABEL;
        labelled[1] = (byte) label.length;
        System.arraycopy(label, 0, labelled, HEADER_BYTES, label.length);
        System.arraycopy(bytes, 0, labelled, HEADER_BYTES + label.length, bytes.length);
        return labelled;
    }

    /** @return where the header ends that stands at {@code from}, which is {@code from} if there is none */
    static int end(byte[] bytes, int from, int to) throws MalformedBytes {
        if (from == to || (bytes[from] & 0xFF) != MessageType.HAS_LABEL) {
            return from;
        }
        if (to - from < HEADER_BYTES) {
            throw MalformedBytes.truncated("label", from + HEADER_BYTES, to);
        }
        int length = bytes[from + 1] & 0xFF;
        if (length == 0) {
            throw new MalformedBytes(Reason.BAD_LABEL, "a label header without a label");
        }
        int end = from + HEADER_BYTES + length;
        if (end > to) {
            throw MalformedBytes.truncated("label", end, to);
        }
        return end;
    }

    /** What stands from {@code from} to {@code end}, a header or nothing, has to be what is expected. */
    static void check(WireSecurity security, byte[] bytes, int from, int end) throws MalformedBytes {
        if (security.expectsNoLabel()) {
            if (end > from) {
                throw new MalformedBytes(Reason.WRONG_LABEL, "a label where none is expected");
            }
        } else if (end == from) {
            throw new MalformedBytes(Reason.WRONG_LABEL, "no label where one is expected");
        } else if (!Arrays.equals(bytes, from + HEADER_BYTES, end, security.label(), 0, security.label().length)) {
            throw new MalformedBytes(Reason.WRONG_LABEL, "the label of another cluster");
        }
    }
}
