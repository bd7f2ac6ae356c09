package io.plumtree.core.membership.wire;

import io.plumtree.core.wire.WireBuffer;

/**
 * The little of MessagePack that memberlist writes: its old form, in which strings and bytes are the same "raw" with
 * lengths of 5, 16 or 32 bits, and every number is unsigned and as short as it can be.
 */
final class MsgPackWriter {

    private static final int NIL = 0xC0;
    private static final int FALSE = 0xC2;
    private static final int TRUE = 0xC3;
    private static final int UINT8 = 0xCC;
    private static final int UINT16 = 0xCD;
    private static final int UINT32 = 0xCE;
    private static final int FIXMAP = 0x80;
    private static final int FIXRAW = 0xA0;
    private static final int RAW16 = 0xDA;
    private static final int RAW32 = 0xDB;

    private MsgPackWriter() {
    }

    static void map(int entries, WireBuffer out) {
        if (entries > 0x0F) {
            throw new IllegalArgumentException(entries + " entries, a short map has 15 at most");
        }
        out.putByte(FIXMAP | entries);
    }

    static void nil(WireBuffer out) {
        out.putByte(NIL);
    }

    static void bool(boolean value, WireBuffer out) {
        out.putByte(value ? TRUE : FALSE);
    }

    /** From 0 to 2^32 - 1. */
    static void number(long value, WireBuffer out) {
        if (value < 0 || value > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException(value + " is not an unsigned 32-bit number");
        } else if (value <= 0x7F) {
            out.putByte((int) value);
        } else if (value <= 0xFF) {
            out.putByte(UINT8);
            out.putByte((int) value);
        } else if (value <= 0xFFFF) {
            out.putByte(UINT16);
            out.putShort((int) value);
        } else {
            out.putByte(UINT32);
            out.putInt((int) value);
        }
    }

    static void raw(byte[] bytes, WireBuffer out) {
        if (bytes.length <= 0x1F) {
            out.putByte(FIXRAW | bytes.length);
        } else if (bytes.length <= 0xFFFF) {
            out.putByte(RAW16);
            out.putShort(bytes.length);
        } else {
            out.putByte(RAW32);
            out.putInt(bytes.length);
        }
        out.putBytes(bytes);
    }
}
