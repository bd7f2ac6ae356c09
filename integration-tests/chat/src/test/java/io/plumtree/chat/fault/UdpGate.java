package io.plumtree.chat.fault;

import java.util.Map;
import java.util.Random;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;

/**
 * Where the others send datagrams to one node. What a node sends goes on through its own gate, so that it comes from where
 * others are told to answer. A node is known by the port it sends from; whoever is not known sends through the gate that it
 * sent to, and is answered where its pings say that it is.
 */
final class UdpGate {

    private final Vertx vertx;
    private final Faults faults;
    private final Random random;
    private final Wiring wiring;
    private final Map<Integer, UdpGate> gatesBySource;
    private final DatagramSocket socket;

    /** @param gatesBySource the gates of all nodes, by the port that the node sends from */
    UdpGate(Vertx vertx, Faults faults, Random random, Wiring wiring, Map<Integer, UdpGate> gatesBySource) {
        this.vertx = vertx;
        this.faults = faults;
        this.random = random;
        this.wiring = wiring;
        this.gatesBySource = gatesBySource;
        this.socket = vertx.createDatagramSocket().handler(this::received);
    }

    Future<?> open() {
        return socket.listen(wiring.membershipProxy(), FaultProxy.HOST);
    }

    private void received(DatagramPacket packet) {
        UdpGate source = gatesBySource.get(packet.sender().port());
        Link link = new Link(faults, random, source == null ? null : source.wiring.node(), wiring.node());
        if (link.severed() || link.loses()) {
            return;
        }
        UdpGate out = source == null ? this : source;
        int latency = link.latencyMillis();
        if (latency == 0) {
            out.send(packet.data(), wiring.membership());
        } else {
            vertx.setTimer(latency, timer -> {
                if (!link.severed()) {
                    out.send(packet.data(), wiring.membership());
                }
            });
        }
    }

    private void send(Buffer data, int port) {
        // It may be lost: that is a datagram's nature.
        socket.send(data, port, FaultProxy.HOST);
    }
}
