package io.plumtree.interop;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits with a deadline. */
final class Await {

    /** Far more than anything takes that is not measured. */
    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(20);

    private Await() {
    }

    static <T> T get(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("failed: " + e.getCause(), e.getCause());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** @param found told when it did not come to be */
    static void until(String what, BooleanSupplier reached, Supplier<?> found) {
        until(PATIENCE, what, reached, found);
    }

    static void until(Duration patience, String what, BooleanSupplier reached, Supplier<?> found) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!reached.getAsBoolean()) {
            if (deadline - System.nanoTime() <= 0) {
                throw new AssertionError("waited " + patience + " in vain until " + what + ", but found " + found.get());
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** Fails as soon as {@code happens}, looking for {@code time}. */
    static void never(Duration time, String what, BooleanSupplier happens, Supplier<?> found) {
        long deadline = System.nanoTime() + time.toNanos();
        while (deadline - System.nanoTime() > 0) {
            if (happens.getAsBoolean()) {
                throw new AssertionError("must not be: " + what + "; found " + found.get());
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}
