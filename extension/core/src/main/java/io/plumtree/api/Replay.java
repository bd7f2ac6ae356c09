package io.plumtree.api;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of a topic's past a node is handed that starts and finds a cluster: what others still retain of it, at most. The newest
 * of each origin, or what was broadcast lately.
 *
 * @param last messages of each origin; 0 for none; {@link #ALL} for as many as are retained
 * @param within how long before the node's start they were broadcast, by the clocks of their origins and of this node
 */
public record Replay(long last, Duration within) {

    /** As many as are retained. */
    public static final long ALL = Long.MAX_VALUE;
    private static final Duration EVER = Duration.ofMillis(Long.MAX_VALUE);
    private static final Pattern FORM = Pattern.compile("none|last\\s+(?<last>\\d+)|since\\s+(?<since>\\S+)");
    private static final String ALLOWED = "none, \"last N\" with N from 1, or \"since D\" with a duration such as PT10M";

    /** Nothing: what was broadcast before the node came is not owed to it. */
    public static final Replay NONE = new Replay(0, EVER);

    /** @throws IllegalArgumentException if {@code last} or {@code within} is negative or cannot be counted */
    public Replay {
        if (last < 0 || within.isNegative() || within.compareTo(EVER) > 0) {
            throw new IllegalArgumentException("allowed is " + ALLOWED);
        }
    }

    /**
     * @param messages of each origin, at least 1
     * @return the newest messages
     * @throws IllegalArgumentException if it is less
     */
    public static Replay last(long messages) {
        if (messages < 1) {
            throw new IllegalArgumentException("allowed is " + ALLOWED);
        }
        return new Replay(messages, EVER);
    }

    /**
     * @param before the node's start, not negative
     * @return what was broadcast since then
     * @throws IllegalArgumentException if it is negative, or longer than milliseconds can be counted
     */
    public static Replay since(Duration before) {
        return new Replay(ALL, before);
    }

    /**
     * @param text {@code none}, {@code last N} or {@code since D}, D as ISO 8601 writes it
     * @return what it says
     * @throws IllegalArgumentException if it is none of these, with what is allowed
     */
    public static Replay parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        try {
            if (form.matches() && form.group("last") != null) {
                return last(Long.parseLong(form.group("last")));
            } else if (form.matches()) {
                return form.group("since") == null ? NONE : since(Duration.parse(form.group("since")));
            }
        } catch (NumberFormatException | DateTimeParseException e) {
            // said below
        }
        throw new IllegalArgumentException("allowed is " + ALLOWED);
    }

    /** @return how {@link #parse} reads it */
    @Override
    public String toString() {
        if (last == 0) {
            return "none";
        }
        return within.equals(EVER) ? "last " + last : "since " + within;
    }
}
