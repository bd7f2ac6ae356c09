package io.plumtree.chat.fault;

import java.util.Random;
import java.util.function.Supplier;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;

/** Where the others connect to one node. */
final class TcpGate {

    private final Vertx vertx;
    private final Faults faults;
    private final Random random;
    private final String node;
    private final int target;
    private final Supplier<Caller> callers;
    private final NetClient client;
    private final NetServer server;

    /**
     * @param node whose gate it is
     * @param port where the others connect to
     * @param target where the node listens
     * @param callers finds out who connects
     */
    TcpGate(Vertx vertx, Faults faults, Random random, String node, int port, int target, Supplier<Caller> callers) {
        this.vertx = vertx;
        this.faults = faults;
        this.random = random;
        this.node = node;
        this.target = target;
        this.callers = callers;
        this.client = vertx.createNetClient();
        this.server = vertx.createNetServer(new NetServerOptions().setHost(FaultProxy.HOST).setPort(port))
                .connectHandler(this::connected);
    }

    Future<?> open() {
        return server.listen();
    }

    private void connected(NetSocket near) {
        Caller caller = callers.get();
        Buffer read = Buffer.buffer();
        near.handler(bytes -> {
            read.appendBuffer(bytes);
            if (caller.read(bytes.getBytes())) {
                near.pause();
                connect(near, read, new Link(faults, random, caller.node().orElse(null), node));
            }
        });
        near.exceptionHandler(failure -> near.close());
    }

    /** As long as the link is cut the node does not hear that somebody calls. */
    private void connect(NetSocket near, Buffer read, Link link) {
        if (!link.severed()) {
            client.connect(target, FaultProxy.HOST)
                    .onSuccess(far -> Pipe.connect(vertx, link, near, read, far))
                    .onSuccess(far -> near.resume())
                    .onFailure(failure -> near.close());
            return;
        }
        Runnable[] again = new Runnable[1];
        again[0] = () -> {
            if (!link.severed()) {
                link.forget(again[0]);
                connect(near, read, link);
            }
        };
        link.listen(again[0]);
        near.closeHandler(closed -> link.forget(again[0]));
    }
}
