package io.plumtree.core.membership.wire;

import java.util.Arrays;

import io.plumtree.core.membership.wire.RejectedBytes.Reason;
import io.plumtree.core.wire.WireBuffer;

/** Reads what {@link LzwEncoder} writes, and what an older Go writes, which does not start with a clear code. */
final class LzwDecoder {

    private static final int CLEAR = LzwEncoder.CLEAR;
    private static final int END = LzwEncoder.END;
    private static final int MAX_WIDTH = LzwEncoder.MAX_WIDTH;
    private static final int NO_CODE = -1;

    private final byte[] bytes;
    private final int maxBytes;
    private final short[] prefix = new short[1 << MAX_WIDTH];
    private final byte[] suffix = new byte[1 << MAX_WIDTH];
    private final byte[] entry = new byte[1 << MAX_WIDTH];
    private final WireBuffer out = new WireBuffer();
    private int at;
    private int bits;
    private int bitCount;
    private int width;

    private LzwDecoder(byte[] bytes, int maxBytes) {
        this.bytes = bytes;
        this.maxBytes = maxBytes;
    }

    /** What stands behind the end is ignored. */
    static byte[] decode(byte[] bytes, int maxBytes) throws MalformedBytes {
        return new LzwDecoder(bytes, maxBytes).decode();
    }

    private byte[] decode() throws MalformedBytes {
        width = 9;
        int greatest = END;
        int last = NO_CODE;
        for (int code = next(); code != END; code = next()) {
            if (code == CLEAR) {
                width = 9;
                greatest = END;
                last = NO_CODE;
                continue;
            }
            if (code > greatest) {
                throw new MalformedBytes(Reason.BAD_COMPRESSION, "code " + code + ", known are " + greatest);
            }
            // An entry that is not complete yet is the last one followed by that one's own first byte.
            boolean incomplete = code == greatest && last != NO_CODE;
            byte first = put(incomplete ? last : code, incomplete);
            if (last != NO_CODE) {
                prefix[greatest] = (short) last;
                suffix[greatest] = first;
            }
            last = code;
            greatest++;
            if (greatest >= 1 << width) {
                if (width == MAX_WIDTH) {
                    last = NO_CODE;
                    greatest--;
                } else {
                    width++;
                }
            }
        }
        return Arrays.copyOf(out.array(), out.size());
    }

    /** Puts an entry, and its first byte once more if {@code again}. @return that byte */
    private byte put(int code, boolean again) throws MalformedBytes {
        int from = entry.length - 1;
        int at = from;
        int rest = code;
        while (rest >= CLEAR) {
            entry[--at] = suffix[rest];
            rest = prefix[rest];
        }
        entry[--at] = (byte) rest;
        int to = from;
        if (again) {
            entry[to++] = (byte) rest;
        }
        if (to - at > maxBytes - out.size()) {
            throw new MalformedBytes(Reason.TOO_LARGE, "more than " + maxBytes + " bytes when decompressed");
        }
        out.putBytes(entry, at, to);
        return (byte) rest;
    }

    private int next() throws MalformedBytes {
        while (bitCount < width) {
            if (at == bytes.length) {
                throw new MalformedBytes(Reason.BAD_COMPRESSION, "compressed bytes without their end");
            }
            bits |= (bytes[at++] & 0xFF) << bitCount;
            bitCount += Byte.SIZE;
        }
        int code = bits & ((1 << width) - 1);
        bits >>>= width;
        bitCount -= width;
        return code;
    }
}
