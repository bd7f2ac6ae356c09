package io.plumtree.cdi;

import org.jspecify.annotations.Nullable;

/** Runs things that may throw, all of them, and throws afterwards. Not safe for use by more than one thread. */
final class Failures {

    private @Nullable Throwable first;

    void guard(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            if (first == null) {
                first = e;
            } else if (first != e) {
                first.addSuppressed(e);
            }
        }
    }

    void rethrow() {
        if (first instanceof Error error) {
            throw error;
        }
        if (first != null) {
            throw (RuntimeException) first;
        }
    }
}
