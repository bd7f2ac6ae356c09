package io.plumtree.core.store;

import io.plumtree.core.message.StreamId;

/**
 * Messages of one stream in a row.
 *
 * @param stream whose
 * @param from first sequence
 * @param to last sequence
 */
public record StoredRange(StreamId stream, long from, long to) {
}
