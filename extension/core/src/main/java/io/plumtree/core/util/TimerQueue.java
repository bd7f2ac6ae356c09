package io.plumtree.core.util;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Timers by deadline, as a binary heap in which each timer knows its place, so that cancelling is as cheap as scheduling and
 * a cancelled timer leaves nothing behind. Timers of one deadline fire in the order in which they were scheduled.
 */
public final class TimerQueue {

    private @Nullable Timer[] heap = new @Nullable Timer[8];
    /** That of the first timer, which is asked for after every input. */
    private long firstDeadline;
    private int size;
    private long scheduledSoFar;

    /** Schedules {@code timer}, or moves it. */
    public void schedule(Timer timer, long deadline) {
        if (timer.scheduled()) {
            cancel(timer);
        }
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        timer.deadline = deadline;
        timer.order = scheduledSoFar++;
        place(timer, size++);
        up(timer);
    }

    /** Schedules {@code timer} unless it is due earlier already. */
    public void scheduleAtMost(Timer timer, long deadline) {
        if (!timer.scheduled() || timer.deadline - deadline > 0) {
            schedule(timer, deadline);
        }
    }

    /** Cancels {@code timer}; nothing happens if it is not scheduled. */
    public void cancel(Timer timer) {
        int at = timer.position;
        if (at < 0) {
            return;
        }
        timer.position = -1;
        Timer last = at(--size);
        heap[size] = null;
        if (last != timer) {
            place(last, at);
            up(last);
            down(last);
        }
    }

    /** Fires every timer that is due. What they schedule for now or earlier fires too. */
    public void advance(long now) {
        while (size > 0 && firstDeadline - now <= 0) {
            Timer first = at(0);
            cancel(first);
            first.action.fire(now);
        }
    }

    /** @return nanoseconds to the first deadline, 0 if it is overdue, {@code Long.MAX_VALUE} if there is none */
    public long nanosToFirst(long now) {
        return size == 0 ? Long.MAX_VALUE : Math.max(0, firstDeadline - now);
    }

    public int size() {
        return size;
    }

    private void up(Timer timer) {
        int at = timer.position;
        while (at > 0 && before(timer, at((at - 1) / 2))) {
            int parent = (at - 1) / 2;
            place(at(parent), at);
            at = parent;
        }
        place(timer, at);
    }

    private void down(Timer timer) {
        int at = timer.position;
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && before(at(child + 1), at(child))) {
                child++;
            }
            if (!before(at(child), timer)) {
                break;
            }
            place(at(child), at);
            at = child;
        }
        place(timer, at);
    }

    private void place(Timer timer, int at) {
        heap[at] = timer;
        timer.position = at;
        if (at == 0) {
            firstDeadline = timer.deadline;
        }
    }

    private Timer at(int position) {
        Timer timer = heap[position];
        if (timer == null) {
            throw new AssertionError("BUG: no timer at " + position + " of " + size);
        }
        return timer;
    }

    private static boolean before(Timer a, Timer b) {
        long difference = a.deadline - b.deadline;
        return difference < 0 || (difference == 0 && a.order < b.order);
    }
}
