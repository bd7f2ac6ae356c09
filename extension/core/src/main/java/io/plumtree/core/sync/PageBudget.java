package io.plumtree.core.sync;

/** How many pages this node may send, and roots it may answer, in the second that runs. */
final class PageBudget {

    private static final long SECOND = 1_000_000_000L;

    private final int perSecond;
    private int used;
    private long since;

    PageBudget(int perSecond) {
        this.perSecond = perSecond;
    }

    int perSecond() {
        return perSecond;
    }

    /** @return how many were sent in the last second in which any was */
    int used() {
        return used;
    }

    /** @return whether one more may be sent, and is counted */
    boolean take(long now) {
        if (used == 0 || now - since >= SECOND) {
            since = now;
            used = 0;
        }
        if (used == perSecond) {
            return false;
        }
        used++;
        return true;
    }

    /** @return when the next may be sent, after one was not */
    long renewedAt() {
        return since + SECOND;
    }
}
