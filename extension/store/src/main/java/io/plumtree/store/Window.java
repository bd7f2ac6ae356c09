package io.plumtree.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/** Reads files some way ahead, because what is asked for next follows as a rule. */
final class Window {

    private static final int BYTES = 1 << 16;

    private final ByteBuffer ahead = ByteBuffer.allocate(BYTES).limit(0);
    private @Nullable StoreFile file;
    private long start;

    /**
     * @return {@code length} bytes, valid until the next call
     * @throws EOFException if the file ends before
     */
    ByteBuffer at(StoreFile in, long position, int length) throws IOException {
        if (length > BYTES) {
            return read(in, position, length, ByteBuffer.allocate(length));
        }
        if (in != file || position < start || position + length > start + ahead.limit()) {
            file = null;
            read(in, position, length, ahead.clear());
            file = in;
            start = position;
        }
        return ahead.slice((int) (position - start), length);
    }

    /** What was read may be otherwise now. */
    void forget() {
        file = null;
    }

    private static ByteBuffer read(StoreFile in, long position, int atLeast, ByteBuffer to) throws IOException {
        in.read(to, position);
        if (to.position() < atLeast) {
            throw new EOFException("it ends at " + (position + to.position()) + ", within what is read at " + position);
        }
        return to.flip();
    }
}
