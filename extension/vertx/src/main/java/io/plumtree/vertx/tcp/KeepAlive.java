package io.plumtree.vertx.tcp;

import java.time.Duration;
import java.util.function.LongConsumer;

import io.plumtree.api.ConfigKey;
import io.plumtree.core.wire.Ping;

/** Probes one link, which measures its round trip, and finds out when it is dead. */
final class KeepAlive {

    /** Probes that may be under way at one time and still measure. */
    private static final int PROBES = 8;

    private final Endpoint end;
    private final Connection connection;
    private final LongConsumer roundTrip;
    private final Runnable silent;
    private final long idleNanos;
    private final long[] sentAt = new long[PROBES];
    private long lastNonce;
    private long lastAnswered;
    private boolean warned;
    private long pingTimer;
    private long idleTimer;

    /**
     * @param roundTrip hears round trips, in nanoseconds
     * @param silent hears once that nothing came for {@code idle-timeout}
     */
    KeepAlive(Endpoint end, Connection connection, LongConsumer roundTrip, Runnable silent) {
        this.end = end;
        this.connection = connection;
        this.roundTrip = roundTrip;
        this.silent = silent;
        this.idleNanos = end.config().get(ConfigKey.IDLE_TIMEOUT).toNanos();
    }

    void start() {
        ping();
        pingTimer = end.every(end.config().get(ConfigKey.KEEP_ALIVE_INTERVAL), this::ping);
        check();
    }

    void stop() {
        end.cancel(pingTimer);
        end.cancel(idleTimer);
    }

    void ping() {
        lastNonce++;
        sentAt[(int) (lastNonce % PROBES)] = System.nanoTime();
        connection.send(new Ping(lastNonce));
    }

    /** @param nonce as the other end says, so perhaps of no ping of ours: then it measures nothing */
    void pong(long nonce) {
        if (nonce > lastAnswered && nonce <= lastNonce && nonce > lastNonce - PROBES) {
            lastAnswered = nonce;
            roundTrip.accept(System.nanoTime() - sentAt[(int) (nonce % PROBES)]);
        }
    }

    /**
     * An event loop that stood still finds its timers due before it reads what came meanwhile. So a link gets a last call,
     * and a time to answer it, before it counts as dead.
     */
    private void check() {
        long silence = System.nanoTime() - connection.lastReceivedNanos();
        long lastCall = idleNanos / 4 * 3;
        if (silence < lastCall) {
            warned = false;
            checkAfter(lastCall - silence);
        } else if (!warned || silence < idleNanos) {
            if (!warned) {
                warned = true;
                ping();
            }
            checkAfter(Math.max(idleNanos - silence, idleNanos / 8));
        } else {
            silent.run();
        }
    }

    private void checkAfter(long nanos) {
        idleTimer = end.after(Duration.ofNanos(nanos + 999_999), this::check);
    }
}
