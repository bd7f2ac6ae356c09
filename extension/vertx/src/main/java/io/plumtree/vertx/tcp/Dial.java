package io.plumtree.vertx.tcp;

import java.time.Duration;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.Address;
import io.plumtree.api.ConfigKey;
import io.plumtree.api.NodeId;
import io.plumtree.core.util.Backoff;
import io.plumtree.core.wire.Reject;
import io.plumtree.vertx.RemoteNode;
import io.vertx.core.net.NetClient;

/** The wish for a link with one peer: attempts, waits between them, and rest while the link is up. */
final class Dial implements Outgoing.Result {

    private final Endpoint end;
    private final NetClient client;
    private final NodeId peer;
    private final Backoff backoff;
    private final BiConsumer<Connection, RemoteNode> welcomed;
    private Address address;
    private @Nullable Outgoing attempt;
    private long timer;
    private long upSince;
    private Reject.@Nullable Reason told;

    Dial(Endpoint end, NetClient client, NodeId peer, Address address, Backoff backoff,
            BiConsumer<Connection, RemoteNode> welcomed) {
        this.end = end;
        this.client = client;
        this.peer = peer;
        this.address = address;
        this.backoff = backoff;
        this.welcomed = welcomed;
    }

    /** @param next where to dial next; an attempt under way goes on */
    void next(Address next) {
        address = next;
    }

    void start() {
        attempt = new Outgoing(end, client, peer, address, this);
        attempt.start();
    }

    void stop() {
        end.cancel(timer);
        Outgoing running = attempt;
        if (running != null) {
            attempt = null;
            running.cancel();
        }
    }

    /** The link is up, whoever connected. */
    void linkUp() {
        stop();
        told = null;
        upSince = System.nanoTime();
    }

    /** The link was lost. One that never lasts is dialled ever less often. */
    void linkDown() {
        if (System.nanoTime() - upSince > end.config().get(ConfigKey.RECONNECT_MAX_DELAY).toNanos()) {
            backoff.reset();
        }
        again();
    }

    boolean saidHello() {
        return attempt != null && attempt.saidHello();
    }

    @Override
    public void welcomed(Connection connection, RemoteNode remote) {
        attempt = null;
        welcomed.accept(connection, remote);
    }

    @Override
    public void declined(Reject reject, String reason) {
        if (reject.reason() == Reject.Reason.ALREADY_CONNECTED) {
            // Its own connection is on the way here, or the link is up there and its loss not yet noticed.
            attempt = null;
            again();
            return;
        }
        if (reject.reason() != told && reject.reason() != Reject.Reason.LEAVING) {
            told = reject.reason();
            TcpLog.LOG.declined(peer, reason);
        }
        failed(reason);
    }

    @Override
    public void failed(String reason) {
        attempt = null;
        TcpLog.LOG.connectFailed(peer, reason);
        end.counters().connectFailed();
        again();
        end.handler().connectFailed(peer, reason);
    }

    private void again() {
        timer = end.after(Duration.ofNanos(backoff.next()), this::start);
    }
}
