package io.plumtree.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

import org.jspecify.annotations.Nullable;

/**
 * How a segment begins.
 *
 * @param number of the segment
 * @param previousEnd where the last frame of the segment before it ends; 0 if there was none
 */
record SegmentHeader(long number, long previousEnd) {

    static final int BYTES = 32;
    static final int VERSION = 1;

    /** "PlumStor" */
    private static final long MAGIC = 0x506c_756d_5374_6f72L;
    private static final int CHECKED = BYTES - 4;

    void encode(Encoder out) {
        int start = out.size();
        out.int8(MAGIC);
        out.int4(VERSION);
        out.int8(number);
        out.int8(previousEnd);
        out.int4(checksum(out.array(), start));
    }

    /**
     * @param name of the file, for messages
     * @return null if the file was made and its header never came to the disk
     * @throws IOException if it begins with something else
     */
    static @Nullable SegmentHeader read(StoreFile file, String name) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(BYTES);
        file.read(header, 0);
        if (header.hasRemaining()) {
            if (header.position() >= Long.BYTES && header.getLong(0) != MAGIC && header.getLong(0) != 0) {
                throw foreign(name);
            }
            return null;
        }
        byte[] bytes = header.array();
        header.flip();
        long magic = header.getLong();
        if (magic == 0 && ByteBuffer.wrap(bytes).equals(ByteBuffer.allocate(BYTES))) {
            return null;
        }
        if (magic != MAGIC) {
            throw foreign(name);
        }
        int version = header.getInt();
        if (version > VERSION) {
            throw new IOException(name + " was written by a newer version of Plumtree: its format is " + version
                    + ", and this one reads up to " + VERSION + ". Use the newer version, or another directory");
        }
        SegmentHeader read = new SegmentHeader(header.getLong(), header.getLong());
        if (version != VERSION || header.getInt() != checksum(bytes, 0)) {
            throw new IOException(name + " is damaged in its header. " + Recovery.WHAT_TO_DO);
        }
        return read;
    }

    private static IOException foreign(String name) {
        return new IOException(name + " is no file of a Plumtree store. Give the store a directory of its own");
    }

    private static int checksum(byte[] bytes, int start) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, start, CHECKED);
        return (int) crc.getValue();
    }
}
