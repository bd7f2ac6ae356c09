package io.plumtree.core.membership.message;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Bytes that only applications understand. Nobody writes to the array; bytes that are equal make equal blobs.
 * <p>
 * The wire tells an absent blob from an empty one, and both are seen. They mean the same and are equal, but what is passed
 * on is passed on as it came.
 */
public final class Blob {

    /** No bytes, written as nil. */
    public static final Blob ABSENT = new Blob(new byte[0], true);
    /** No bytes, written as bytes of length 0. */
    public static final Blob EMPTY = new Blob(new byte[0], false);

    private final byte[] bytes;
    private final boolean absent;

    private Blob(byte[] bytes, boolean absent) {
        this.bytes = bytes;
        this.absent = absent;
    }

    /**
     * @param bytes taken over, not copied
     * @return these bytes
     */
    public static Blob of(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Blob(bytes, false);
    }

    /** @return the bytes, no copy */
    public byte[] bytes() {
        return bytes;
    }

    /** @return how many bytes */
    public int size() {
        return bytes.length;
    }

    /** @return whether there are none */
    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** @return whether it is written as nil */
    public boolean absent() {
        return absent;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Blob blob && Arrays.equals(bytes, blob.bytes));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
