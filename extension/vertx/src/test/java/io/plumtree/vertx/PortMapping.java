package io.plumtree.vertx;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.SocketAddress;

/** Maps a port to another one, as an address translator does: whoever is behind it sees the translator's addresses. */
final class PortMapping implements AutoCloseable {

    private static final String HOST = MemberNodes.LOCALHOST;

    private final Vertx vertx = Vertx.vertx();
    private final int inside;
    private final Map<SocketAddress, DatagramSocket> senders = new HashMap<>();
    private final AtomicInteger datagrams = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();

    PortMapping(int outside, int inside) {
        this.inside = inside;
        DatagramSocket udp = vertx.createDatagramSocket();
        udp.handler(packet -> {
            datagrams.incrementAndGet();
            senders.computeIfAbsent(packet.sender(), sender -> vertx.createDatagramSocket()).send(packet.data(), inside, HOST);
        });
        NetServer tcp = vertx.createNetServer().connectHandler(socket -> {
            connections.incrementAndGet();
            socket.pause();
            vertx.createNetClient().connect(inside, HOST).onComplete(to -> {
                socket.pipeTo(to);
                to.pipeTo(socket);
            }, failure -> socket.close());
        });
        Await.get(Future.join(udp.listen(outside, HOST), tcp.listen(outside, HOST)).toCompletionStage());
    }

    int datagrams() {
        return datagrams.get();
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() {
        Await.get(vertx.close().toCompletionStage());
    }

    @Override
    public String toString() {
        return "to " + inside;
    }
}
