package io.plumtree.api;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * When a durable store has the disk force what it wrote. It decides what a power cut may take; a process that dies takes
 * nothing that was stored.
 *
 * @param interval zero: each batch before it counts as stored; {@link #NONE}'s: when the operating system likes to; otherwise
 *        how much time a power cut may take
 */
public record StoreSync(Duration interval) {

    private static final String ALLOWED = "batch, none, or a duration of a millisecond or more such as PT1S";

    /** Each batch before it counts as stored: a power cut takes nothing. */
    public static final StoreSync BATCH = new StoreSync(Duration.ZERO);
    /** When the operating system likes to. */
    public static final StoreSync NONE = new StoreSync(Duration.ofMillis(Long.MAX_VALUE));

    /** @throws IllegalArgumentException if it is negative, or more than zero and less than a millisecond */
    public StoreSync {
        if (interval.isNegative() || (!interval.isZero() && interval.compareTo(Duration.ofMillis(1)) < 0)) {
            throw new IllegalArgumentException("allowed is " + ALLOWED);
        }
    }

    /**
     * @param text {@code batch}, {@code none}, or a duration as ISO 8601 writes it
     * @return what it says
     * @throws IllegalArgumentException if it is none of these, with what is allowed
     */
    public static StoreSync parse(String text) {
        String form = text.strip().toLowerCase(Locale.ROOT);
        if (form.equals("batch")) {
            return BATCH;
        } else if (form.equals("none")) {
            return NONE;
        }
        try {
            return new StoreSync(Duration.parse(form));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("allowed is " + ALLOWED, e);
        }
    }

    /** @return how {@link #parse} reads it */
    @Override
    public String toString() {
        return equals(BATCH) ? "batch" : equals(NONE) ? "none" : interval.toString();
    }
}
