package io.plumtree.vertx.membership;

/** The one timer of a state machine. On the event loop. */
public interface Alarm {

    /**
     * Sees to it that the state machine is called in time.
     *
     * @param nanos at the latest in how long; {@link Long#MAX_VALUE} for not at all
     * @param now the time
     */
    void arm(long nanos, long now);

    /** Does not call any more. */
    void cancel();
}
