package io.plumtree.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.plumtree.api.Address;
import io.plumtree.api.NodeId;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.vertx.LocalNode;
import io.plumtree.vertx.RemoteNode;
import io.plumtree.vertx.Transport;
import io.plumtree.vertx.TransportStats;
import io.vertx.core.Context;
import io.vertx.core.Future;

/** Links with neighbours that are not there: what is sent to them goes nowhere, and the caller says what they send. */
final class StarTransport implements Transport {

    private final List<NodeId> neighbours;
    private Context loop;
    private Handler handler;

    StarTransport(List<NodeId> neighbours) {
        this.neighbours = neighbours;
    }

    /** Has the links come up, on the event loop. */
    void linkAll() {
        loop.runOnContext(turn -> neighbours
                .forEach(id -> handler.linkUp(new RemoteNode(id, 1, new Address("127.0.0.1", 1), RemoteNode.CAN_READ_ZSTD))));
    }

    /** Has the node's event loop do that. */
    void onLoop(Runnable task) {
        loop.runOnContext(turn -> task.run());
    }

    /** A neighbour sent that. On the event loop. */
    void receive(NodeId from, PlumtreeMessage message) {
        handler.received(from, message);
    }

    @Override
    public Future<Address> start(Context context, LocalNode local, Handler hears) {
        loop = context;
        handler = hears;
        return Future.succeededFuture(new Address("127.0.0.1", 1));
    }

    @Override
    public void connect(NodeId peer, Address address) {
        // linkAll does.
    }

    @Override
    public void disconnect(NodeId peer, String reason) {
        throw new AssertionError(peer + ": " + reason);
    }

    @Override
    public boolean send(NodeId peer, PlumtreeMessage message) {
        return true;
    }

    @Override
    public TransportStats stats() {
        return new TransportStats(0, 0, neighbours.size(), 0, 0, Map.of(), Map.of());
    }

    @Override
    public Future<Void> close(Duration timeout) {
        return Future.succeededFuture();
    }
}
