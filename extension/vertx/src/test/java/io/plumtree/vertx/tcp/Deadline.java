package io.plumtree.vertx.tcp;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.plumtree.api.Address;
import io.vertx.core.Future;

/** How long tests wait at most; what is awaited comes much sooner. */
final class Deadline {

    static final long SECONDS = 60;

    private Deadline() {
    }

    static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Waits until a port can be bound again: the system frees it when the thread that accepted connections there turns the next
     * time, which may be a moment after closing was said to be complete.
     */
    static void isFree(Address address) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (true) {
            try (ServerSocket free = new ServerSocket()) {
                free.bind(new InetSocketAddress(address.host(), address.port()));
                return;
            } catch (BindException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw e;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
        }
    }
}
