package io.plumtree.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads what an {@link Encoder} wrote. Whatever it meets besides is a RuntimeException: checksums were right before. */
final class Decoder {

    private final ByteBuffer in;

    Decoder(ByteBuffer in) {
        this.in = in;
    }

    int position() {
        return in.position();
    }

    int remaining() {
        return in.remaining();
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new IllegalArgumentException("a number of more than 64 bits");
    }

    /** @return how many follow, each of which takes a byte or more */
    int count() {
        long count = number();
        if (count < 0 || count > in.remaining()) {
            throw new IllegalArgumentException("a count of " + count);
        }
        return (int) count;
    }

    String text() {
        return new String(bytes(count()), StandardCharsets.UTF_8);
    }

    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    void skip(int length) {
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("a length of " + length);
        }
        in.position(in.position() + length);
    }

    int int4() {
        return in.getInt();
    }
}
