package io.plumtree.core.broadcast;

import io.plumtree.core.util.IntervalSet;

/** What the durable store has of one stream. */
final class StoreAccount {

    /** The messages that it holds. */
    final IntervalSet held = new IntervalSet();
    /** The messages that it is about to hold. */
    final IntervalSet onTheWay = new IntervalSet();
    /** Above the baseline: what the application has returned from, or is not handed. */
    final IntervalSet settled = new IntervalSet();
    /** Whether {@link #settled} is not on its way to the store yet. */
    boolean changed;
    /** Whether the store has an account of the stream. */
    boolean written;
}
