package io.plumtree.core.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes to send: grows as needed, is cleared and used again. Numbers are big-endian. For one thread. */
public final class WireBuffer {

    private static final int INITIAL_BYTES = 512;
    /** What a buffer keeps when it is cleared, so that one large message does not hold memory for ever. */
    private static final int KEPT_BYTES = 1 << 18;
    private static final int GREATEST_ARRAY = Integer.MAX_VALUE - 8;

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int size;

    /** @return the bytes from 0 to {@link #size()}, no copy; another array after more was put */
    public byte[] array() {
        return bytes;
    }

    /** @return how many bytes were put */
    public int size() {
        return size;
    }

    /** Forgets all bytes. */
    public void clear() {
        size = 0;
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[INITIAL_BYTES];
        }
    }

    /** @param value its low 8 bits are put */
    public void putByte(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    /** @param value its low 16 bits are put */
    public void putShort(int value) {
        putByte(value >>> 8);
        putByte(value);
    }

    /** @param value put in 4 bytes */
    public void putInt(int value) {
        room(Integer.BYTES);
        size += Integer.BYTES;
        setInt(size - Integer.BYTES, value);
    }

    /** @param value put in 8 bytes */
    public void putLong(long value) {
        putInt((int) (value >>> 32));
        putInt((int) value);
    }

    /** @param value put in 1 to 10 bytes, 7 bits in each, the low ones first (unsigned LEB128) */
    public void putVarint(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** @param value put as a varint that is short for small numbers of either sign: 0, -1, 1, -2 as 0, 1, 2, 3 */
    public void putZigzag(long value) {
        putVarint((value << 1) ^ (value >> 63));
    }

    /** @param source all of it is put */
    public void putBytes(byte[] source) {
        putBytes(source, 0, source.length);
    }

    /**
     * @param source copied
     * @param from the first byte
     * @param to after the last byte
     */
    public void putBytes(byte[] source, int from, int to) {
        room(to - from);
        System.arraycopy(source, from, bytes, size, to - from);
        size += to - from;
    }

    /** @param text put as a varint of the number of bytes, and its UTF-8 */
    public void putText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        putVarint(utf8.length);
        putBytes(utf8);
    }

    /** Starts a frame, whose length is not known yet. @return what {@link #endFrame} wants */
    int beginFrame(int type) {
        int start = size;
        putInt(0);
        putByte(type);
        return start;
    }

    /** Ends the frame that started at {@code start}. */
    void endFrame(int start) {
        setInt(start, size - start - Integer.BYTES);
    }

    private void setInt(int at, int value) {
        bytes[at] = (byte) (value >>> 24);
        bytes[at + 1] = (byte) (value >>> 16);
        bytes[at + 2] = (byte) (value >>> 8);
        bytes[at + 3] = (byte) value;
    }

    private void room(int more) {
        if (more > bytes.length - size) {
            long needed = (long) size + more;
            if (needed > GREATEST_ARRAY) {
                throw new IllegalStateException(needed + " bytes do not fit one buffer");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(GREATEST_ARRAY, Math.max(needed, bytes.length * 2L)));
        }
    }
}
