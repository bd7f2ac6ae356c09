package io.plumtree.store;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where a {@link LogMessageStore} is and how much it holds. Bounds may be changed between two openings.
 *
 * @param directory of its own; made if it does not exist
 * @param maxMessages most messages held
 * @param maxBytes most payload and header bytes held
 * @param maxAge how long after its arrival a message is dropped
 * @param sync when what was written is forced to the disk
 */
public record StoreSettings(Path directory, long maxMessages, long maxBytes, Duration maxAge, SyncPolicy sync) {

    /** @throws IllegalArgumentException if a bound is not positive */
    public StoreSettings {
        directory = directory.toAbsolutePath().normalize();
        positive("maxMessages", maxMessages);
        positive("maxBytes", maxBytes);
        millis("maxAge", maxAge);
    }

    private static void positive(String what, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(what + " of a store must be positive, not " + value);
        }
    }

    /** @return {@code duration} in milliseconds, at least one */
    static long millis(String what, Duration duration) {
        try {
            long millis = duration.toMillis();
            if (millis > 0) {
                return millis;
            }
        } catch (ArithmeticException longerThanCanBeSaid) {
            return Long.MAX_VALUE;
        }
        throw new IllegalArgumentException(what + " of a store must be a millisecond or more, not " + duration);
    }
}
