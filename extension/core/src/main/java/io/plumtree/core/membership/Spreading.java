package io.plumtree.core.membership;

import io.plumtree.core.util.Timer;
import io.plumtree.core.util.TimerQueue;

/** Waits until news of this node was told often enough, or a time ran out; says so once. */
final class Spreading implements Runnable {

    private final TimerQueue timers;
    private final MembershipEffects effects;
    private final long token;
    private final Timer timeout;
    private boolean ended;

    Spreading(TimerQueue timers, MembershipEffects effects, long token) {
        this.timers = timers;
        this.effects = effects;
        this.token = token;
        this.timeout = new Timer(now -> end(false));
    }

    void waitUntil(long deadline) {
        if (!ended) {
            timers.schedule(timeout, deadline);
        }
    }

    /** It was told often enough. */
    @Override
    public void run() {
        end(true);
    }

    private void end(boolean inTime) {
        if (!ended) {
            ended = true;
            timers.cancel(timeout);
            effects.spread(token, inTime);
        }
    }
}
