package io.plumtree.vertx.membership;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

import io.plumtree.api.Address;
import io.plumtree.api.BindException;
import io.plumtree.api.MembershipSettings;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.core.membership.message.MemberAddress;
import io.plumtree.vertx.tcp.HostAddress;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;

/**
 * A UDP and a TCP socket on one port number, because members tell each other one. Where the system picks the port, what is
 * free for UDP may be taken for TCP: then another one is tried.
 */
final class Listening {

    private static final int ATTEMPTS = 10;
    /**
     * Wanted of the system, which gives what it allows: the members of a large cluster may all answer at once. Vert.x makes it
     * the size of the buffer for one datagram, too, so that none is cut off.
     */
    private static final int RECEIVE_BUFFER_BYTES = 2 << 20;

    private final DatagramSocket udp;
    private final NetServer tcp;
    private final MemberAddress advertised;

    private Listening(DatagramSocket udp, NetServer tcp, MemberAddress advertised) {
        this.udp = udp;
        this.tcp = tcp;
        this.advertised = advertised;
    }

    /** Where to listen, and what to tell others; found out by calls that block. */
    private record Host(InetAddress bind, InetAddress advertised) {

        String literal() {
            return bind.getHostAddress();
        }
    }

    /** @return fails with {@link BindException} */
    static Future<Listening> open(Context context, PlumtreeConfig config, Handler<DatagramPacket> datagrams,
            Handler<NetSocket> accepted) {
        MembershipSettings settings = config.membership();
        Address wanted = new Address(settings.bindHost().orElse(config.bind().host()), settings.bindPort());
        Opening opening = new Opening(context, settings, datagrams, accepted);
        return context.owner().sharedData().getLocalLock(HostAddress.LOCK)
                .compose(lock -> context.executeBlocking(() -> find(config, wanted.host()))
                        .compose(host -> opening.attempt(host, 1))
                        .onComplete(done -> lock.release()))
                .recover(e -> Future.failedFuture(new BindException("membership.", wanted, e)));
    }

    private static Host find(PlumtreeConfig config, String bindHost) throws IOException {
        InetAddress bind = InetAddress.getByName(bindHost);
        String told = config.membership().advertiseHost().or(config::advertiseHost).orElse("");
        InetAddress advertised = !told.isEmpty() ? InetAddress.getByName(told)
                : bind.isAnyLocalAddress() ? HostAddress.toAdvertise(bind) : bind;
        return new Host(bind, advertised);
    }

    private record Opening(Context context, MembershipSettings settings, Handler<DatagramPacket> datagrams,
            Handler<NetSocket> accepted) {

        Future<Listening> attempt(Host host, int number) {
            Vertx vertx = context.owner();
            DatagramSocket udp = vertx.createDatagramSocket(new DatagramSocketOptions()
                    .setReceiveBufferSize(RECEIVE_BUFFER_BYTES).setIpV6(host.bind() instanceof Inet6Address));
            udp.handler(datagrams);
            return udp.listen(settings.bindPort(), host.literal())
                    .compose(bound -> listen(host, bound.localAddress().port()))
                    .map(tcp -> new Listening(udp, tcp, MemberAddress.of(host.advertised().getAddress(),
                            settings.advertisePort() == 0 ? tcp.actualPort() : settings.advertisePort())))
                    .recover(e -> udp.close().transform(closed -> settings.bindPort() == 0 && number < ATTEMPTS
                            ? attempt(host, number + 1)
                            : Future.failedFuture(e)));
        }

        /** Two servers of one Vertx on one port would share it, so it is tried first whether the port is free. */
        private Future<NetServer> listen(Host host, int port) {
            return context.executeBlocking(() -> {
                try (ServerSocket free = new ServerSocket()) {
                    free.bind(new InetSocketAddress(host.bind(), port));
                }
                return port;
            }).compose(free -> context.owner().createNetServer(new NetServerOptions().setTcpNoDelay(true))
                    .connectHandler(accepted).listen(SocketAddress.inetSocketAddress(free, host.literal())));
        }
    }

    /** @return where others reach this node */
    MemberAddress advertised() {
        return advertised;
    }

    DatagramSocket udp() {
        return udp;
    }

    int port() {
        return tcp.actualPort();
    }

    /** Closes both, and what others opened. */
    Future<Void> close() {
        return Future.join(udp.close(), tcp.close()).mapEmpty();
    }
}
