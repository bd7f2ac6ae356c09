package io.plumtree.vertx.tcp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;

import io.plumtree.api.Address;
import io.plumtree.api.BindException;
import io.plumtree.api.PlumtreeConfig;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;

/** The socket on which a transport listens. */
final class Listening {

    private final NetServer server;
    private final Address advertised;

    private Listening(NetServer server, Address advertised) {
        this.server = server;
        this.advertised = advertised;
    }

    /**
     * What listening needs and only blocking calls tell.
     *
     * @param literal the address to listen on
     * @param advertised the host that others connect to
     */
    private record Host(String literal, String advertised) {
    }

    /**
     * Two servers of one Vertx on one port would share it and get the connections in turns, and so would the application's
     * HTTP server and this one. Hence it is tried first whether the port is free, and the lock keeps two from trying at once.
     *
     * @return fails with {@link BindException}
     */
    static Future<Listening> open(Context context, PlumtreeConfig config, Handler<NetSocket> accepted) {
        Vertx vertx = context.owner();
        return vertx.sharedData().getLocalLock(HostAddress.LOCK)
                .compose(lock -> context.executeBlocking(() -> find(config))
                        .compose(host -> listen(vertx, config, host, accepted))
                        .onComplete(done -> lock.release()))
                .recover(e -> Future.failedFuture(new BindException(config.bind(), e)));
    }

    /** @return where others connect to */
    Address advertised() {
        return advertised;
    }

    /** Closes the connections that others opened, too. */
    Future<Void> close() {
        return server.close();
    }

    private static Future<Listening> listen(Vertx vertx, PlumtreeConfig config, Host host, Handler<NetSocket> accepted) {
        NetServer server = vertx.createNetServer(Endpoint.withBuffers(new NetServerOptions(), config)
                .setTcpNoDelay(true)
                .setWriteIdleTimeout(Math.toIntExact(Endpoint.stuckTimeout(config).toMillis()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS));
        return server.connectHandler(accepted)
                .listen(SocketAddress.inetSocketAddress(config.bind().port(), host.literal()))
                .map(bound -> new Listening(bound, new Address(host.advertised(),
                        config.advertisePort() == 0 ? bound.actualPort() : config.advertisePort())));
    }

    private static Host find(PlumtreeConfig config) throws IOException {
        Address bind = config.bind();
        InetAddress address = InetAddress.getByName(bind.host());
        if (bind.port() != 0) {
            try (ServerSocket free = new ServerSocket()) {
                free.bind(new InetSocketAddress(address, bind.port()));
            }
        }
        String advertised = config.advertiseHost().orElse(bind.host());
        if (config.advertiseHost().isEmpty() && address.isAnyLocalAddress()) {
            advertised = HostAddress.toAdvertise(address).getHostAddress();
        }
        return new Host(address.getHostAddress(), advertised);
    }
}
