package io.plumtree.core.util;

/** Something to be done at a time; made once, scheduled and cancelled as often as needed on a {@link TimerQueue}. */
public final class Timer {

    /** What a timer does. */
    @FunctionalInterface
    public interface Action {
        void fire(long now);
    }

    final Action action;
    long deadline;
    long order;
    int position = -1;

    public Timer(Action action) {
        this.action = action;
    }

    public boolean scheduled() {
        return position >= 0;
    }

    public long deadline() {
        return deadline;
    }
}
