package io.plumtree.processes;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** How long the machine, or the collector, kept this process from running at worst: what no node can do anything about. */
final class Hiccups implements Runnable {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final AtomicLong worstNanos = new AtomicLong();

    void mark() {
        worstNanos.set(0);
    }

    long worstMillis() {
        return TimeUnit.NANOSECONDS.toMillis(worstNanos.get());
    }

    @Override
    public void run() {
        long last = System.nanoTime();
        while (true) {
            LockSupport.parkNanos(PAUSE_NANOS);
            long now = System.nanoTime();
            worstNanos.accumulateAndGet(now - last - PAUSE_NANOS, Math::max);
            last = now;
        }
    }
}
