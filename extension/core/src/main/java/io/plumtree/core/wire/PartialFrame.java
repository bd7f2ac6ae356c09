package io.plumtree.core.wire;

import java.util.Arrays;

/** The first bytes of a frame of which the rest has not come yet. Grows with the bytes that are there. */
final class PartialFrame {

    private static final int KEPT_BYTES = 1 << 16;
    private static final byte[] NONE = {};

    private byte[] bytes = NONE;
    private int size;

    int size() {
        return size;
    }

    byte[] array() {
        return bytes;
    }

    /**
     * Takes bytes until there are {@code target}.
     *
     * @return after the last byte taken
     */
    int append(byte[] source, int from, int to, int target) {
        int count = Math.min(to - from, target - size);
        if (size + count > bytes.length) {
            long doubled = Math.max(64, bytes.length * 2L);
            bytes = Arrays.copyOf(bytes, (int) Math.max(size + count, Math.min(doubled, target)));
        }
        System.arraycopy(source, from, bytes, size, count);
        size += count;
        return from + count;
    }

    /** Makes room for the next frame; one large frame does not hold memory for ever. */
    void clear() {
        size = 0;
        if (bytes.length > KEPT_BYTES) {
            bytes = NONE;
        }
    }

    void release() {
        bytes = NONE;
        size = 0;
    }
}
