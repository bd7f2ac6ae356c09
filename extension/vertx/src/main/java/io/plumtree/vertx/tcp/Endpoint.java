package io.plumtree.vertx.tcp;

import java.time.Duration;

import io.plumtree.api.Address;
import io.plumtree.api.ConfigKey;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.core.wire.Hello;
import io.plumtree.core.wire.Welcome;
import io.plumtree.core.wire.WireLimits;
import io.plumtree.core.wire.WireVersion;
import io.plumtree.vertx.LocalNode;
import io.plumtree.vertx.Transport;
import io.vertx.core.Context;
import io.vertx.core.net.NetworkOptions;

/** This end of all connections: who it is, and what they share. */
final class Endpoint {

    private static final int CHUNK_BYTES = 16 * 1024;

    private final Context context;
    private final LocalNode local;
    private final Transport.Handler handler;
    private final Address address;
    private final WireLimits limits;
    private final TcpCounters counters = new TcpCounters();
    private final TurnEnd turnEnd;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private int connections;

    Endpoint(Context context, LocalNode local, Transport.Handler handler, Address address) {
        this.context = context;
        this.local = local;
        this.handler = handler;
        this.address = address;
        this.limits = WireLimits.of(local.config());
        this.turnEnd = new TurnEnd(context);
    }

    Context context() {
        return context;
    }

    NodeId self() {
        return local.id();
    }

    /** @return where others connect to */
    Address address() {
        return address;
    }

    PlumtreeConfig config() {
        return local.config();
    }

    Duration handshakeTimeout() {
        return config().get(ConfigKey.HANDSHAKE_TIMEOUT);
    }

    Transport.Handler handler() {
        return handler;
    }

    WireLimits limits() {
        return limits;
    }

    TcpCounters counters() {
        return counters;
    }

    TurnEnd turnEnd() {
        return turnEnd;
    }

    void connectionOpened() {
        connections++;
    }

    void connectionClosed() {
        connections--;
    }

    /** @return how many connections are open: links, handshakes, and those that wait for the other end to close */
    int connections() {
        return connections;
    }

    /**
     * A socket is closed in good order, after what was written to it; so one that is stuck stays open until nothing could be
     * written for this long. A link that is alive writes at least its keep-alive.
     */
    static Duration stuckTimeout(PlumtreeConfig config) {
        return config.get(ConfigKey.IDLE_TIMEOUT).plus(config.get(ConfigKey.HANDSHAKE_TIMEOUT));
    }

    /** @return {@code options}, by which sockets get buffers of the configured size */
    static <O extends NetworkOptions> O withBuffers(O options, PlumtreeConfig config) {
        int bytes = config.get(ConfigKey.SOCKET_BUFFER_BYTES);
        if (bytes > 0) {
            options.setSendBufferSize(bytes).setReceiveBufferSize(bytes);
        }
        return options;
    }

    /** @return for bytes on their way into a decoder: connections are read one after the other, so one is enough */
    byte[] chunk() {
        return chunk;
    }

    Hello hello(NodeId expected) {
        return new Hello(WireVersion.OLDEST, WireVersion.NEWEST, config().clusterName(), self(), local.epoch().getAsLong(),
                address, local.capabilities(), expected);
    }

    Welcome welcome(int version) {
        return new Welcome(version, self(), local.epoch().getAsLong(), address, local.capabilities());
    }

    /** @return the timer, for {@link #cancel}; ids are not used again */
    long after(Duration delay, Runnable what) {
        return context.owner().setTimer(Math.max(1, delay.toMillis()), id -> what.run());
    }

    /** @return the timer, for {@link #cancel} */
    long every(Duration interval, Runnable what) {
        return context.owner().setPeriodic(Math.max(1, interval.toMillis()), id -> what.run());
    }

    /** @param timer one that may have run already */
    void cancel(long timer) {
        context.owner().cancelTimer(timer);
    }
}
