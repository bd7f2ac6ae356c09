package io.plumtree.core.store;

import java.util.List;

import io.plumtree.core.message.StreamId;

/**
 * How far one stream was delivered.
 *
 * @param stream which
 * @param baseline what is not above it was never owed to the node
 * @param settled above the baseline, ascending and disjoint: what the application was handed and has returned from, or was told
 *        of as a gap
 */
public record StoredAccount(StreamId stream, long baseline, List<Interval> settled) {

    /**
     * Sequences in a row.
     *
     * @param from first
     * @param to last
     */
    public record Interval(long from, long to) {
    }
}
