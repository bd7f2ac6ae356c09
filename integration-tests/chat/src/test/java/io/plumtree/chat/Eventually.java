package io.plumtree.chat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Looks again until what is expected is there, or time is up. */
public final class Eventually {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(20);

    private Eventually() {
    }

    /** As the other one, with twenty seconds of patience. */
    public static <T> T get(Supplier<T> supplier, Predicate<T> expected) {
        return get(PATIENCE, supplier, expected);
    }

    /** Returns what {@code supplier} gave when it was as expected; otherwise fails with what it gave at last. */
    public static <T> T get(Duration patience, Supplier<T> supplier, Predicate<T> expected) {
        long deadline = System.nanoTime() + patience.toNanos();
        T last = supplier.get();
        while (!expected.test(last)) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not as expected after " + patience + ": " + last);
            }
            LockSupport.parkNanos(POLL.toNanos());
            last = supplier.get();
        }
        return last;
    }
}
