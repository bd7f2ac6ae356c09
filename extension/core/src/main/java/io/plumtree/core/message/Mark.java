package io.plumtree.core.message;

/**
 * A place in a stream.
 *
 * @param stream whose
 * @param sequence the last message before the place
 */
public record Mark(StreamId stream, long sequence) {
}
