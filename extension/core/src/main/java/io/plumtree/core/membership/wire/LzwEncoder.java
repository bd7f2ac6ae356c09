package io.plumtree.core.membership.wire;

import java.util.Arrays;

import io.plumtree.core.wire.WireBuffer;

/**
 * LZW as Go's {@code compress/lzw} writes it: codes of 9 to 12 bits, the low bits first, 8-bit literals. For one thread; the
 * table is kept between calls.
 */
final class LzwEncoder {

    static final int CLEAR = 256;
    static final int END = 257;
    static final int MAX_WIDTH = 12;

    private static final int MAX_CODE = (1 << MAX_WIDTH) - 1;
    private static final int TABLE_SIZE = 4 << MAX_WIDTH;
    private static final int FREE = 0;
    private static final int NO_CODE = -1;

    /** Open addressing: a prefix, a byte and the code of both in 32 bits; a code is never 0, so 0 is free. */
    private final int[] table = new int[TABLE_SIZE];
    private final WireBuffer out = new WireBuffer();
    private int bits;
    private int bitCount;
    private int width;
    private int greatest;
    private int overflow;

    byte[] encode(byte[] bytes) {
        out.clear();
        bits = 0;
        bitCount = 0;
        reset();
        write(CLEAR);
        if (bytes.length > 0) {
            int prefix = bytes[0] & 0xFF;
            for (int i = 1; i < bytes.length; i++) {
                int suffix = bytes[i] & 0xFF;
                int key = prefix << 8 | suffix;
                int slot = slot(key);
                if (table[slot] != FREE) {
                    prefix = table[slot] & MAX_CODE;
                } else {
                    write(prefix);
                    prefix = suffix;
                    int code = nextCode();
                    if (code != NO_CODE) {
                        table[slot] = key << MAX_WIDTH | code;
                    }
                }
            }
            write(prefix);
            nextCode();
        }
        write(END);
        if (bitCount > 0) {
            out.putByte(bits);
        }
        return Arrays.copyOf(out.array(), out.size());
    }

    /** @return a code for the next entry, or none if the table was full and starts anew */
    private int nextCode() {
        greatest++;
        if (greatest == overflow) {
            width++;
            overflow <<= 1;
        }
        if (greatest == MAX_CODE) {
            write(CLEAR);
            reset();
            return NO_CODE;
        }
        return greatest;
    }

    private void reset() {
        Arrays.fill(table, FREE);
        width = 9;
        greatest = END;
        overflow = 1 << width;
    }

    /** @return where the entry of {@code key}, of 20 bits, is or belongs */
    private int slot(int key) {
        int slot = (key >>> 12 ^ key) & (TABLE_SIZE - 1);
        while (table[slot] != FREE && table[slot] >>> MAX_WIDTH != key) {
            slot = (slot + 1) & (TABLE_SIZE - 1);
        }
        return slot;
    }

    private void write(int code) {
        bits |= code << bitCount;
        bitCount += width;
        while (bitCount >= Byte.SIZE) {
            out.putByte(bits);
            bits >>>= Byte.SIZE;
            bitCount -= Byte.SIZE;
        }
    }
}
