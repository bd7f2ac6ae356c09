package io.plumtree.vertx.tcp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;

import io.plumtree.api.Address;

/** Listens, and has no idea of the protocol. */
final class RawListener implements AutoCloseable {

    private final ServerSocket server;

    RawListener() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        server.setSoTimeout((int) TimeUnit.SECONDS.toMillis(Deadline.SECONDS));
    }

    Address address() {
        return new Address("127.0.0.1", server.getLocalPort());
    }

    RawPeer accept() throws IOException {
        return new RawPeer(server.accept());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
