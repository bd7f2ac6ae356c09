package io.plumtree.vertx.tcp;

import java.time.Duration;

/** A link is asked to answer, because a newcomer says to be its peer. */
final class Challenge {

    private static final Duration LONGEST = Duration.ofSeconds(1);

    /** Who came while a link with the same node id was up. */
    interface Challenger {

        /** @return false if it has gone in the meantime */
        boolean waits();

        /** The link is alive and stays. */
        void declined();

        /** The link is no more; called in a turn of its own. */
        void admitted();
    }

    private final Endpoint end;
    private final Challenger challenger;
    private final long since = System.nanoTime();
    private final long timer;

    /** @param due called when the link shall have answered */
    Challenge(Endpoint end, Challenger challenger, Runnable due) {
        this.end = end;
        this.challenger = challenger;
        this.timer = end.after(limit(end.handshakeTimeout()), due);
    }

    /** @return whether anything came since, if only part of a long message, or nobody wants the place any more */
    boolean failedBefore(Connection challenged) {
        return challenged.lastReceivedNanos() - since > 0 || !challenger.waits();
    }

    /** The link gave a sign of life. */
    void lost() {
        end.cancel(timer);
        challenger.declined();
    }

    /** The link ended. */
    void won() {
        end.cancel(timer);
        // The link may have been ended from within the engine, which must not hear of another one before it returned.
        end.context().runOnContext(turn -> challenger.admitted());
    }

    private static Duration limit(Duration handshakeTimeout) {
        Duration half = handshakeTimeout.dividedBy(2);
        return half.compareTo(LONGEST) < 0 ? half : LONGEST;
    }
}
