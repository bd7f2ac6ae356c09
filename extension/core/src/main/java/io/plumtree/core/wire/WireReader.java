package io.plumtree.core.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.plumtree.api.NodeId;
import io.plumtree.core.wire.RejectedInput.Reason;

/** Reads the fields of one frame's body. Nothing is believed: every length and number is checked before it is used. */
final class WireReader {

    private byte[] bytes = new byte[0];
    private int at;
    private int end;

    /** Reads from {@code from} to {@code to} next. */
    void over(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    int remaining() {
        return end - at;
    }

    /** What remains is of no interest. */
    void skipRest() {
        at = end;
    }

    void skip(int length, String what) throws MalformedInput {
        need(length, what);
        at += length;
    }

    /** @return whether the next byte is there and 0 */
    boolean startsWithZero() {
        return at < end && bytes[at] == 0;
    }

    /** All fields were read. */
    void expectEnd() throws MalformedInput {
        if (at < end) {
            throw new MalformedInput(Reason.BAD_LENGTH, remaining() + " bytes follow the last field of a frame");
        }
    }

    int unsignedByte(String what) throws MalformedInput {
        need(1, what);
        return bytes[at++] & 0xFF;
    }

    int unsignedShort(String what) throws MalformedInput {
        return (unsignedByte(what) << 8) | unsignedByte(what);
    }

    int int32(String what) throws MalformedInput {
        need(Integer.BYTES, what);
        at += Integer.BYTES;
        return intAt(bytes, at - Integer.BYTES);
    }

    long int64(String what) throws MalformedInput {
        long high = int32(what);
        return (high << 32) | (int32(what) & 0xFFFF_FFFFL);
    }

    /** All 64 bits; what is greater than {@link Long#MAX_VALUE} is negative. */
    long varint(String what) throws MalformedInput {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = unsignedByte(what);
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                if (shift == 63 && next > 1) {
                    break;
                }
                return value;
            }
        }
        throw new MalformedInput(Reason.BAD_VALUE, what + " has more than 64 bits");
    }

    long zigzag(String what) throws MalformedInput {
        long value = varint(what);
        return (value >>> 1) ^ -(value & 1);
    }

    /** A varint of at most {@code max}. */
    int number(String what, int max, Reason otherwise) throws MalformedInput {
        long value = varint(what);
        if (value < 0 || value > max) {
            throw new MalformedInput(otherwise, what + " is " + Long.toUnsignedString(value) + ", allowed are " + max);
        }
        return (int) value;
    }

    /** A number of entries, of which each takes {@code leastBytes} or more: they are there, or nothing is allocated. */
    int count(String what, int max, int leastBytes) throws MalformedInput {
        int count = number(what, max, Reason.TOO_MANY_ENTRIES);
        if (count > remaining() / leastBytes) {
            throw new MalformedInput(Reason.TRUNCATED,
                    what + " is " + count + ", more than fit the " + remaining() + " bytes left in the frame");
        }
        return count;
    }

    /** Bits, of which only those in {@code known} may be set. */
    int flags(String what, int known) throws MalformedInput {
        int flags = unsignedByte(what);
        if ((flags & ~known) != 0) {
            throw new MalformedInput(Reason.BAD_VALUE,
                    what + " are " + Integer.toBinaryString(flags) + ", allowed are " + Integer.toBinaryString(known));
        }
        return flags;
    }

    /** UTF-8 with its length before it. */
    String text(String what, int maxBytes, Reason tooLong) throws MalformedInput {
        return utf8(what, number(what + " length", maxBytes, tooLong));
    }

    /** UTF-8 of a known length. */
    String utf8(String what, int length) throws MalformedInput {
        need(length, what);
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        // Malformed input becomes U+FFFD, which well-formed input may hold as well.
        if (text.indexOf('\uFFFD') >= 0
                && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(bytes, at, at + length))) {
            throw new MalformedInput(Reason.BAD_UTF8, what + " is not UTF-8");
        }
        at += length;
        return text;
    }

    /** Text, with its length before it, that may be a name. */
    String name(String what, int maxBytes) throws MalformedInput {
        return checkedName(what, text(what, maxBytes, Reason.BAD_NAME));
    }

    /** The rule that the API has for names. */
    static String checkedName(String what, String name) throws MalformedInput {
        if (name.isBlank()) {
            throw new MalformedInput(Reason.BAD_NAME, what + " is blank");
        }
        for (int i = 0; i < name.length(); i++) {
            if (Character.isISOControl(name.charAt(i))) {
                throw new MalformedInput(Reason.BAD_NAME, what + " has a control character at index " + i);
            }
        }
        return name;
    }

    NodeId nodeId(String what) throws MalformedInput {
        return NodeId.of(name(what, NodeId.MAX_BYTES));
    }

    /** What remains, copied. */
    byte[] rest() {
        byte[] rest = Arrays.copyOfRange(bytes, at, end);
        at = end;
        return rest;
    }

    static int intAt(byte[] bytes, int at) {
        return (bytes[at] << 24) | ((bytes[at + 1] & 0xFF) << 16) | ((bytes[at + 2] & 0xFF) << 8) | (bytes[at + 3] & 0xFF);
    }

    private void need(int length, String what) throws MalformedInput {
        if (length > end - at) {
            throw new MalformedInput(Reason.TRUNCATED,
                    what + " needs " + length + " bytes, " + remaining() + " are left in the frame");
        }
    }
}
