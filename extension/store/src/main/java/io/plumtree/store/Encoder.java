package io.plumtree.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow. */
final class Encoder {

    private static final int FIRST = 1 << 16;
    /** What a large batch needed is not kept for the small ones. */
    private static final int KEPT = 1 << 22;

    private byte[] bytes = new byte[FIRST];
    private int size;

    void clear() {
        size = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[FIRST];
        }
    }

    int size() {
        return size;
    }

    byte[] array() {
        return bytes;
    }

    /** @return what was written, to be read */
    ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes, 0, size);
    }

    /** Seven bits a byte, small ones of either sign first. */
    void number(long value) {
        room(10);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        bytes(utf8);
    }

    void bytes(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    void bytes(ByteBuffer value) {
        int length = value.remaining();
        room(length);
        value.get(bytes, size, length);
        size += length;
    }

    /** @return where four bytes are left free */
    int skip4() {
        room(4);
        size += 4;
        return size - 4;
    }

    void int4(int value) {
        put4(skip4(), value);
    }

    void int8(long value) {
        int4((int) (value >> 32));
        int4((int) value);
    }

    void put4(int at, int value) {
        bytes[at] = (byte) (value >> 24);
        bytes[at + 1] = (byte) (value >> 16);
        bytes[at + 2] = (byte) (value >> 8);
        bytes[at + 3] = (byte) value;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), (int) Math.min(2L * bytes.length, 1 << 30)));
        }
    }
}
