package io.plumtree.simulator.time;

import java.util.Arrays;

/**
 * Virtual time and what is to happen in it: events by moment, those of one moment in the order in which they were scheduled.
 * It starts at 0 and knows no other clock.
 */
public final class VirtualTime {

    private static final int CHILDREN = 4;

    /** A heap of four children a node: {@link #moments} and {@link #orders} beside it, so that comparing touches no event. */
    private Event[] heap = new Event[1024];
    private long[] moments = new long[1024];
    private long[] orders = new long[1024];
    private int size;
    private long now;
    private long scheduled;
    private long happened;

    /** @return nanoseconds since the start */
    public long now() {
        return now;
    }

    /** @return how many events have happened */
    public long happened() {
        return happened;
    }

    /** @return how many events are to happen */
    public int pending() {
        return size;
    }

    /**
     * Schedules an event.
     *
     * @param at when, now or later
     * @param event what; may be scheduled again once it has happened
     */
    public void at(long at, Event event) {
        if (at < now) {
            throw new IllegalArgumentException("an event at " + at + ", and it is " + now + " already");
        }
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
            moments = Arrays.copyOf(moments, size * 2);
            orders = Arrays.copyOf(orders, size * 2);
        }
        up(size++, event, at, scheduled++);
    }

    /**
     * Schedules an action.
     *
     * @param at when, now or later
     * @param action what
     */
    public void at(long at, Runnable action) {
        at(at, new Event() {
            @Override
            protected void happen() {
                action.run();
            }
        });
    }

    /** Schedules an action {@code nanos} from now. */
    public void in(long nanos, Runnable action) {
        at(now + nanos, action);
    }

    /**
     * Lets happen what is to happen before and at a moment, which it is then.
     *
     * @param moment now or later
     */
    public void runUntil(long moment) {
        while (size > 0 && moments[0] <= moment) {
            next();
        }
        now = Math.max(now, moment);
    }

    private void next() {
        Event first = heap[0];
        now = moments[0];
        size--;
        Event last = heap[size];
        heap[size] = null;
        if (size > 0) {
            down(last, moments[size], orders[size]);
        }
        happened++;
        first.happen();
    }

    private void up(int from, Event event, long at, long order) {
        int place = from;
        while (place > 0) {
            int parent = (place - 1) / CHILDREN;
            if (!before(at, order, parent)) {
                break;
            }
            move(parent, place);
            place = parent;
        }
        put(place, event, at, order);
    }

    private void down(Event event, long at, long order) {
        int place = 0;
        while (true) {
            int first = CHILDREN * place + 1;
            if (first >= size) {
                break;
            }
            int least = first;
            for (int child = first + 1; child < Math.min(first + CHILDREN, size); child++) {
                if (before(moments[child], orders[child], least)) {
                    least = child;
                }
            }
            if (before(at, order, least)) {
                break;
            }
            move(least, place);
            place = least;
        }
        put(place, event, at, order);
    }

    private boolean before(long at, long order, int place) {
        return at < moments[place] || (at == moments[place] && order < orders[place]);
    }

    private void move(int from, int to) {
        put(to, heap[from], moments[from], orders[from]);
    }

    private void put(int place, Event event, long at, long order) {
        heap[place] = event;
        moments[place] = at;
        orders[place] = order;
    }
}
