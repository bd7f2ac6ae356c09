package io.plumtree.store;

import java.io.Closeable;
import java.io.IOException;

/** One file of the log: a header, a frame with the state that the frames before it had led to, and more frames. */
final class Segment implements Closeable {

    final long number;
    final StoreFile file;
    /** Where its last frame ends. What the file has behind that is of no account. */
    private long size;
    /** Of the messages held. */
    private long heldBytes;

    Segment(long number, StoreFile file, long size) {
        this.number = number;
        this.file = file;
        this.size = size;
    }

    long size() {
        return size;
    }

    void grownTo(long end) {
        size = end;
    }

    long heldBytes() {
        return heldBytes;
    }

    void holds(int bytes) {
        heldBytes += bytes;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
