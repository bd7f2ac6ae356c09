package io.plumtree.vertx.membership;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What is held of messages that are not complete, and so cannot be known to come from a member, for all connections together.
 * Where it would be too much the longest goes: whoever sends a lot for nothing pays for it, and short requests pass. On the
 * event loop.
 */
final class InputBudget {

    private final long max;
    private final Set<Share> shares = new LinkedHashSet<>();
    private long used;

    InputBudget(long max) {
        this.max = max;
    }

    /**
     * @param evicted called once when its owner has to drop what it holds, perhaps while it takes; never after it closed
     * @return what one connection takes of it
     */
    Share open(Runnable evicted) {
        Share share = new Share(evicted);
        shares.add(share);
        return share;
    }

    long used() {
        return used;
    }

    long max() {
        return max;
    }

    /** One connection's. */
    final class Share {

        private final Runnable evicted;
        private long bytes;

        private Share(Runnable evicted) {
            this.evicted = evicted;
        }

        /** More bytes came. */
        void take(int more) {
            if (!shares.contains(this)) {
                return;
            }
            bytes += more;
            used += more;
            while (used > max) {
                Share longest = longest();
                longest.close();
                longest.evicted.run();
            }
        }

        /** Nothing is held any more. */
        void close() {
            if (shares.remove(this)) {
                used -= bytes;
            }
        }

        private Share longest() {
            Share longest = this;
            for (Share share : shares) {
                if (share.bytes > longest.bytes) {
                    longest = share;
                }
            }
            return longest;
        }
    }
}
