package io.plumtree.core.message;

/**
 * An interval of one stream's sequences.
 *
 * @param stream whose
 * @param from first sequence
 * @param to last sequence, or {@link #OPEN}
 */
public record Range(StreamId stream, long from, long to) {

    /** The interval ends with whatever the asked node has. */
    public static final long OPEN = Long.MAX_VALUE;
}
