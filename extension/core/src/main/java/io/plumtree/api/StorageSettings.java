package io.plumtree.api;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The durable store that a node keeps messages in, and how far they were delivered.
 *
 * @param directory {@code store.directory}: of this node's own; made if it does not exist
 * @param maxSize {@code store.max-size}: most messages held
 * @param maxBytes {@code store.max-bytes}: most payload and header bytes held
 * @param maxAge {@code store.max-age}: how long after its arrival a message is dropped
 * @param sync {@code store.sync}: when what was written is forced to the disk
 */
public record StorageSettings(Path directory, long maxSize, long maxBytes, Duration maxAge, StoreSync sync) {

    /** @throws InvalidConfigException if a bound is not positive */
    public StorageSettings {
        if (maxSize < 1) {
            throw new InvalidConfigException("store.max-size", maxSize, "1 or more");
        }
        if (maxBytes < 1) {
            throw new InvalidConfigException("store.max-bytes", maxBytes, "1 or more");
        }
        if (maxAge.compareTo(Duration.ofMillis(1)) < 0) {
            throw new InvalidConfigException("store.max-age", maxAge, "PT0.001S or more");
        }
    }

    /**
     * @param directory of this node's own
     * @return a store for a million messages, of 1 GiB and 24 hours at most, each batch forced to the disk
     */
    public static StorageSettings in(Path directory) {
        return new StorageSettings(directory, 1_000_000, 1L << 30, Duration.ofHours(24), StoreSync.BATCH);
    }
}
