package io.plumtree.vertx;

import java.util.List;

/**
 * The bounded store of a {@link Lane}, which guards it: one thread at a time.
 *
 * @param <T> what waits
 */
interface LaneQueue<T> {

    /** Most items that leave at one time. */
    int BATCH_ITEMS = 64;
    /** Payload bytes at which a batch ends, so that what is taken but not yet handled stays small beside the bound. */
    int BATCH_BYTES = 256 * 1024;

    /** Adds an item, dropping others if the bound is met. */
    void add(T item);

    /** Moves the oldest items to {@code batch}: at least one if there is any, at most {@link #BATCH_ITEMS}. */
    void drainTo(List<T> batch);

    /** Drops everything. */
    void clear();
}
