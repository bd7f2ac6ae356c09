package io.plumtree.simulator.time;

/**
 * What one node's clocks show: a monotonic clock that may run too fast or too slowly, and a wall clock that may be wrong and
 * may jump.
 */
public final class NodeClock {

    private static final long NANOS_PER_MILLI = 1_000_000L;
    /** 2026-01-01T00:00:00Z: where wall clocks stand when virtual time starts. */
    private static final long WALL_START_MILLIS = 1_767_225_600_000L;

    private final VirtualTime time;
    private final long origin;
    private long since;
    private long localSince;
    private double rate = 1;
    private long wallOffsetMillis;

    /**
     * A right clock.
     *
     * @param time virtual time
     * @param origin what the monotonic clock shows now; may be negative, as {@code System.nanoTime()} may
     */
    public NodeClock(VirtualTime time, long origin) {
        this.time = time;
        this.origin = origin;
        this.since = time.now();
        this.localSince = origin;
    }

    /** @return what the monotonic clock shows, in nanoseconds */
    public long nanos() {
        return rate == 1 ? localSince + (time.now() - since) : localSince + (long) ((time.now() - since) * rate);
    }

    /** @return what the wall clock shows, in milliseconds since 1970 */
    public long wallMillis() {
        return WALL_START_MILLIS + wallOffsetMillis + (nanos() - origin) / NANOS_PER_MILLI;
    }

    /** @return the least virtual nanoseconds in which the monotonic clock advances by {@code local} nanoseconds */
    public long virtualNanos(long local) {
        return rate == 1 ? local : (long) Math.ceil(local / rate) + 1;
    }

    /** From now on the clocks run {@code rate} times as fast as virtual time. */
    public void drift(double newRate) {
        long here = nanos();
        since = time.now();
        localSince = here;
        rate = newRate;
    }

    /** The wall clock jumps; the monotonic clock does not. */
    public void jump(long millis) {
        wallOffsetMillis += millis;
    }
}
