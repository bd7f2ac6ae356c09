package io.plumtree.core.membership;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.plumtree.core.util.Timer;
import io.plumtree.core.util.TimerQueue;

/**
 * One suspicion and its timer (Lifeguard): long as long as only one member suspects, shorter with every other that does, so
 * that a single slow member can hardly fail anybody.
 */
final class Suspicion {

    private final TimerQueue timers;
    private final Timer timer;
    private final String self;
    private final int expected;
    private final long min;
    private final long max;
    private final long since;
    private final Set<String> from = new LinkedHashSet<>();
    private int confirmations;
    /** Whether a transport of this node saw the member's connection reset, and the member did not answer thereafter. */
    private boolean reset;

    /**
     * @param expected confirmations that shorten it to {@code min}; fewer than 1: it is {@code min} long at once
     * @param from who suspected first
     * @param over what to do when it was not contradicted
     */
    Suspicion(TimerQueue timers, String self, String from, int expected, long min, long max, Timer.Action over, long now) {
        this.timers = timers;
        this.self = self;
        this.expected = expected;
        this.min = min;
        this.max = max;
        this.since = now;
        this.from.add(from);
        this.timer = new Timer(over);
        timers.schedule(timer, now + (expected < 1 ? min : max));
    }

    /** @return whether that is news */
    boolean confirm(String member, long now) {
        if (from.contains(member)) {
            return false;
        }
        if (reset) {
            timers.schedule(timer, now);
        }
        if (confirmations >= expected) {
            return false;
        }
        from.add(member);
        confirmations++;
        if (!reset) {
            timers.schedule(timer, since + Scaling.remainingSuspicion(confirmations, expected, 0, min, max));
        }
        return true;
    }

    /**
     * This node's transport saw a reset. What two members found by themselves, one of them from a broken connection, is not
     * waited for: the member runs no more.
     *
     * @param confirmed whether another member tried and got no answer either
     */
    void witnessReset(boolean confirmed, long now) {
        reset = true;
        if (confirmed || seenByAnother()) {
            timers.schedule(timer, now);
        }
    }

    void cancel() {
        timers.cancel(timer);
    }

    /** @return who suspects, the first one first, as many as matter */
    List<String> from() {
        return List.copyOf(from);
    }

    long deadline() {
        return timer.deadline();
    }

    /** Those who came when no confirmation shortened it any more are not remembered. */
    private boolean seenByAnother() {
        return from.size() > (from.contains(self) ? 1 : 0);
    }
}
