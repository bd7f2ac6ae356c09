package io.plumtree.store;

import org.jspecify.annotations.Nullable;

/** A message that is held: what is known of it without reading it. */
final class Held {

    final HeldStream stream;
    final long sequence;
    /** Counts the messages ever written: what arrived first is dropped first. */
    final long arrival;
    final long arrivedAt;
    /** What it counts against the bound. */
    final int retainedBytes;

    /** Where it is written. */
    Segment segment;
    int position;
    int length;

    /** Neighbours by arrival. */
    @Nullable
    Held older;
    @Nullable
    Held newer;

    @SuppressWarnings("NullAway.Init") // placed when its frame is written
    Held(HeldStream stream, long sequence, long arrival, long arrivedAt, int retainedBytes) {
        this.stream = stream;
        this.sequence = sequence;
        this.arrival = arrival;
        this.arrivedAt = arrivedAt;
        this.retainedBytes = retainedBytes;
    }

    void placedAt(Segment in, int at, int bytes) {
        segment = in;
        position = at;
        length = bytes;
    }
}
