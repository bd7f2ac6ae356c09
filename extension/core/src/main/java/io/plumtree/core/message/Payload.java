package io.plumtree.core.message;

/**
 * Payload bytes as they travel. Copied once on receipt; nobody writes to the array afterwards.
 *
 * @param bytes the bytes, compressed or not
 * @param uncompressedSize the length after decompression, or {@link #NOT_COMPRESSED}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and not copied again
public record Payload(byte[] bytes, int uncompressedSize) {

    /** The bytes are what the application gave. */
    public static final int NOT_COMPRESSED = -1;

    public static Payload plain(byte[] bytes) {
        return new Payload(bytes, NOT_COMPRESSED);
    }

    public boolean compressed() {
        return uncompressedSize != NOT_COMPRESSED;
    }

    /** @return the length in bytes as it travels and is retained */
    public int size() {
        return bytes.length;
    }

    /** @return the length in bytes that the application gave */
    public int applicationSize() {
        return compressed() ? uncompressedSize : bytes.length;
    }
}
