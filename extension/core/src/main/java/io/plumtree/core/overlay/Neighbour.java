package io.plumtree.core.overlay;

import io.plumtree.api.NodeId;

/** A member whose link is up. */
public final class Neighbour {

    private final NodeId id;
    private final int slot;
    private final long linkedAt;
    private long roundTrip;
    private boolean lagging;
    private long laggingSince;
    private long unwantedSince;
    private boolean unwanted;
    private boolean near = true;
    private boolean leaving;

    Neighbour(NodeId id, int slot, long linkedAt) {
        this.id = id;
        this.slot = slot;
        this.linkedAt = linkedAt;
    }

    public NodeId id() {
        return id;
    }

    /** @return its place among the neighbours, 0 to {@link Neighbours#MAX_SLOTS} - 1, its own as long as the link is up */
    public int slot() {
        return slot;
    }

    /** @return a mask with the bit of its slot */
    public long bit() {
        return 1L << slot;
    }

    public long linkedAt() {
        return linkedAt;
    }

    /** @return the measured round trip in nanoseconds, 0 before it is measured */
    public long roundTrip() {
        return roundTrip;
    }

    /**
     * Follows a shorter measurement at once and a longer one by an eighth (the smoothing of TCP's estimate, RFC 6298): queues
     * and a cold start only ever lengthen what is measured.
     */
    public void measured(long nanos) {
        roundTrip = roundTrip == 0 || nanos < roundTrip ? nanos : roundTrip + (nanos - roundTrip) / 8;
    }

    /** @return whether it is in the zone of this node */
    public boolean near() {
        return near;
    }

    void near(boolean isNear) {
        near = isNear;
    }

    /** @return whether it said that it is about to leave */
    public boolean leaving() {
        return leaving;
    }

    void leaves() {
        leaving = true;
    }

    /** @return whether its queue refused a GOSSIP and has not been drained since: it is served lazily */
    public boolean lagging() {
        return lagging;
    }

    /** @return when the oldest message arrived here that the full queue did not take */
    public long laggingSince() {
        return laggingSince;
    }

    void lags(long since) {
        if (!lagging || since - laggingSince < 0) {
            laggingSince = since;
        }
        lagging = true;
    }

    void caughtUp() {
        lagging = false;
    }

    /** Marks whether the overlay wants this link. */
    void wanted(boolean wanted, long now) {
        if (wanted) {
            unwanted = false;
        } else if (!unwanted) {
            unwanted = true;
            unwantedSince = now;
        }
    }

    boolean unwanted() {
        return unwanted;
    }

    long unwantedSince() {
        return unwantedSince;
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
