package io.plumtree.vertx.tcp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.Address;
import io.plumtree.api.NodeId;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.vertx.LocalNode;
import io.plumtree.vertx.Transport;
import io.plumtree.vertx.TransportStats;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;

/**
 * Links over TCP.
 * <p>
 * Others are told to connect to the configured advertise address; without one to the bound address, or, if the node listens
 * on all addresses, to one of this host: of an interface that is up, a private address before a public one. A host with
 * several networks had better be told.
 * <p>
 * Once {@link #close} is called, the handler hears nothing any more.
 */
public final class TcpTransport implements Transport {

    private @Nullable Future<Parts> started;
    private @Nullable Parts parts;
    private @Nullable Future<Void> closed;

    /** What a transport consists of once it listens. */
    private record Parts(Endpoint end, Listening listening, NetClient client, Links links,
            Acceptor acceptor) {
    }

    @Override
    public String name() {
        return "tcp";
    }

    @Override
    public Future<Address> start(Context context, LocalNode local, Handler handler) {
        if (started != null || closed != null) {
            throw new IllegalStateException("a transport is started once; nothing has changed");
        }
        Future<Parts> starting = Listening.open(context, local.config(), this::accept)
                .map(listening -> assemble(context, local, handler, listening));
        started = starting;
        return starting.map(running -> running.end().address());
    }

    @Override
    public void connect(NodeId peer, Address address) {
        Parts running = running();
        if (closed == null) {
            running.links().dials().want(peer, address, running.links().with(peer) != null);
        }
    }

    @Override
    public void disconnect(NodeId peer, String reason) {
        Parts running = running();
        running.links().dials().unwant(peer);
        running.links().end(peer, reason);
    }

    @Override
    public boolean send(NodeId peer, PlumtreeMessage message) {
        return running().links().send(peer, message);
    }

    @Override
    public TransportStats stats() {
        Parts running = running();
        return running.end().counters().stats(running.links().queuedBytes());
    }

    @Override
    public Future<Void> close(Duration timeout) {
        Future<Void> closing = closed;
        if (closing == null) {
            closing = started == null ? Future.succeededFuture()
                    : started.transform(start -> start.succeeded() ? close(start.result(), timeout)
                            : Future.succeededFuture());
            closed = closing;
        }
        return closing;
    }

    private static Future<Void> close(Parts running, Duration timeout) {
        running.links().dials().unwantAll();
        List<Future<Void>> ends = new ArrayList<>(
                running.links().endAll(running.end().self() + " is leaving", timeout));
        ends.addAll(running.acceptor().leave());
        return Future.join(ends).transform(done -> {
            // Not waited for: all that is left to it is sockets that are stuck.
            running.client().close();
            return running.listening().close();
        });
    }

    private Parts assemble(Context context, LocalNode local, Handler handler, Listening listening) {
        Endpoint end = new Endpoint(context, local, handler, listening.advertised());
        NetClient client = context.owner().createNetClient(Endpoint.withBuffers(new NetClientOptions(), local.config())
                .setTcpNoDelay(true)
                .setWriteIdleTimeout(Math.toIntExact(Endpoint.stuckTimeout(local.config()).toMillis()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setConnectTimeout(Math.toIntExact(end.handshakeTimeout().toMillis())));
        Links links = new Links(end, client);
        Parts running = new Parts(end, listening, client, links, new Acceptor(end, links));
        parts = running;
        return running;
    }

    private void accept(NetSocket socket) {
        Parts running = parts;
        if (running == null) {
            // It came before this node knows its own address, which it has to tell; whoever it is will dial again.
            socket.close();
        } else {
            running.acceptor().accept(socket);
        }
    }

    private Parts running() {
        if (parts == null) {
            throw new IllegalStateException("the transport has not started");
        }
        return parts;
    }
}
