package io.plumtree.chat.rest;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;

/**
 * Splits bytes at each line feed, which belongs to no line. Nothing else is interpreted: a carriage return stays, and bytes
 * need not be text. What follows the last line feed is a line unless it is empty. Of a line that is too long only the length
 * is kept.
 */
final class LineReader {

    private final InputStream in;
    private final int maxBytes;
    private long number;

    LineReader(InputStream in, int maxBytes) {
        this.in = new BufferedInputStream(in);
        this.maxBytes = maxBytes;
    }

    /** @return the next line, or null at the end */
    @Nullable
    Line next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long length = 0;
        int b = in.read();
        if (b < 0) {
            return null;
        }
        for (; b >= 0 && b != '\n'; b = in.read()) {
            if (length < maxBytes) {
                line.write(b);
            }
            length++;
        }
        number++;
        return new Line(number, length > maxBytes ? new byte[0] : line.toByteArray(), length);
    }

    /**
     * One line.
     *
     * @param number counted from 1
     * @param bytes what it says; empty if it is too long
     * @param length its length in bytes
     */
    record Line(long number, byte[] bytes, long length) {
    }
}
