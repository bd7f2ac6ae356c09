package io.plumtree.core.health;

import java.util.ArrayDeque;
import java.util.Deque;

import io.plumtree.core.Counters;

/**
 * What came of repairing lately: counters only grow, so a trouble that is over would stay in them for ever. Holds at most
 * {@value #SAMPLES} readings and two more, however often they are taken.
 */
public final class OutcomeWindow {

    /** Readings to the window: by so much of it, it may be longer than it should be. */
    static final int SAMPLES = 60;

    private record Reading(long at, Outcomes outcomes) {
    }

    private final long window;
    private final long spacing;
    private final Deque<Reading> readings = new ArrayDeque<>(SAMPLES + 2);
    private Outcomes latest = Outcomes.NONE;

    /**
     * @param windowNanos how far back it reaches
     * @param now when the node started, having counted nothing
     */
    public OutcomeWindow(long windowNanos, long now) {
        this.window = windowNanos;
        this.spacing = windowNanos / SAMPLES;
        readings.add(new Reading(now, Outcomes.NONE));
    }

    /** @param counters a node's, as of {@code now} */
    public void read(Counters counters, long now) {
        latest = Outcomes.sinceStart(counters);
        if (now - readings.getLast().at >= spacing) {
            readings.addLast(new Reading(now, latest));
        }
        Reading oldest = readings.removeFirst();
        while (!readings.isEmpty() && now - readings.getFirst().at >= window) {
            oldest = readings.removeFirst();
        }
        readings.addFirst(oldest);
    }

    /** @return what came within the window, as of the last reading */
    public Outcomes recent() {
        return latest.since(readings.getFirst().outcomes);
    }

    int held() {
        return readings.size();
    }
}
