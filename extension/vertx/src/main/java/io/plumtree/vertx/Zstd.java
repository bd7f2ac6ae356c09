package io.plumtree.vertx;

import org.jspecify.annotations.Nullable;

import com.github.luben.zstd.ZstdException;

import io.plumtree.core.message.Payload;

/** Compression of payloads. Any thread but an event loop. */
final class Zstd {

    private Zstd() {
    }

    /** @return whether the native library of this platform could be loaded; loads it, which reads and writes files */
    static boolean available() {
        try {
            com.github.luben.zstd.util.Native.load();
            return true;
        } catch (LinkageError | RuntimeException e) {
            PlumtreeLog.LOG.zstdUnavailable(e.toString());
            return false;
        }
    }

    /** @return {@code bytes} compressed, or themselves if that is not shorter or fails */
    static Payload compress(byte[] bytes, int level) {
        try {
            byte[] compressed = com.github.luben.zstd.Zstd.compress(bytes, level);
            return compressed.length < bytes.length ? new Payload(compressed, bytes.length) : Payload.plain(bytes);
        } catch (ZstdException e) {
            PlumtreeLog.LOG.debugf("payload of %d bytes cannot be compressed: %s", bytes.length, e);
            return Payload.plain(bytes);
        }
    }

    /**
     * @param payload compressed bytes of anybody
     * @param maxSize the longest result allowed
     * @return the bytes, exactly as many as the payload announces; null if they cannot be had
     */
    static byte @Nullable [] decompress(Payload payload, int maxSize) {
        int size = payload.uncompressedSize();
        if (size < 0 || size > maxSize) {
            return null;
        }
        // The destination bounds what a hostile frame can unfold to.
        byte[] bytes = new byte[size];
        try {
            long length = com.github.luben.zstd.Zstd.decompressByteArray(bytes, 0, size, payload.bytes(), 0,
                    payload.size());
            return length == size ? bytes : null;
        } catch (LinkageError | RuntimeException e) {
            PlumtreeLog.LOG.debugf("payload of %d bytes cannot be decompressed: %s", payload.size(), e);
            return null;
        }
    }
}
