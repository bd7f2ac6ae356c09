package io.plumtree.core.broadcast;

import io.plumtree.core.overlay.Neighbours;

/** Whether all goes well around this node: no link of it changed lately, and neither it nor a neighbour asked for anything. */
final class Calm {

    private final Neighbours neighbours;
    private boolean everAsked;
    private long askedAt;

    Calm(Neighbours neighbours) {
        this.neighbours = neighbours;
    }

    /** Something is missing, here or at a neighbour. */
    void asked(long now) {
        everAsked = true;
        askedAt = now;
    }

    boolean lasts(long now) {
        return !neighbours.changedWithin(Settings.SETTLING_NANOS, now)
                && !(everAsked && now - askedAt <= Settings.SETTLING_NANOS);
    }
}
