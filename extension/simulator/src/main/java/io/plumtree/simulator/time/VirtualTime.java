package io.plumtree.simulator.time;

import org.jspecify.annotations.Nullable;

/**
 * Virtual time and what is to happen in it: events by moment, those of one moment in the order in which they were scheduled.
 * It starts at 0 and knows no other clock.
 * <p>
 * Most events are a few milliseconds away, so those of the next seconds lie in slices of time, unordered; only the slice that
 * it is now, and what is far away, is in order.
 */
public final class VirtualTime {

    /** A slice is 2^16 ns, some 66 microseconds. */
    private static final int SLICE_BITS = 16;
    /** Slices kept: some 4.3 seconds. */
    private static final int SLICES = 1 << 16;

    private final @Nullable Event[] slices = new @Nullable Event[SLICES];
    private final EventHeap current = new EventHeap();
    private final EventHeap far = new EventHeap();
    private long currentSlice;
    private int sliced;
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
        return current.size() + sliced + far.size();
    }

    /**
     * Schedules an event.
     *
     * @param at when, now or later
     * @param event what; not scheduled at present
     */
    public void at(long at, Event event) {
        if (at < now) {
            throw new IllegalArgumentException("an event at " + at + ", and it is " + now + " already");
        }
        event.at = at;
        event.order = scheduled++;
        long slice = at >>> SLICE_BITS;
        if (slice <= currentSlice) {
            current.add(event);
        } else if (slice - currentSlice < SLICES) {
            int index = (int) slice & (SLICES - 1);
            event.next = slices[index];
            slices[index] = event;
            sliced++;
        } else {
            far.add(event);
        }
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
        while (advanceTo(moment)) {
            Event first = current.removeFirst();
            now = first.at;
            happened++;
            first.happen();
        }
        now = Math.max(now, moment);
    }

    /** @return whether the next event, which is the first of {@link #current} then, is not after {@code moment} */
    private boolean advanceTo(long moment) {
        while (current.size() == 0) {
            if (pending() == 0 || currentSlice >= moment >>> SLICE_BITS) {
                return false;
            }
            currentSlice = sliced > 0
                    ? currentSlice + 1
                    : Math.min(far.first().at >>> SLICE_BITS, moment >>> SLICE_BITS);
            fill();
        }
        return current.first().at <= moment;
    }

    /** Orders the events of the slice that it is now. */
    private void fill() {
        int index = (int) currentSlice & (SLICES - 1);
        Event event = slices[index];
        slices[index] = null;
        while (event != null) {
            Event next = event.next;
            event.next = null;
            sliced--;
            current.add(event);
            event = next;
        }
        while (far.size() > 0 && far.first().at >>> SLICE_BITS <= currentSlice) {
            current.add(far.removeFirst());
        }
    }
}
