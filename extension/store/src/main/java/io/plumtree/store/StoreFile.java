package io.plumtree.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file. */
interface StoreFile extends Closeable {

    long size() throws IOException;

    /** Reads at {@code position} until {@code buffer} is full or the file ends. */
    void read(ByteBuffer buffer, long position) throws IOException;

    /** Writes all of {@code buffer} at {@code position}. */
    void write(ByteBuffer buffer, long position) throws IOException;

    /** Forces what was written to the disk. */
    void force() throws IOException;
}
