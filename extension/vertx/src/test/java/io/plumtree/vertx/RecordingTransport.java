package io.plumtree.vertx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.plumtree.api.Address;
import io.plumtree.api.NodeId;
import io.plumtree.core.message.PlumtreeMessage;
import io.vertx.core.Context;
import io.vertx.core.Future;

/** Writes down what it is told to do, and connects nobody. */
class RecordingTransport implements Transport {

    final List<String> calls = new ArrayList<>();

    @Override
    public Future<Address> start(Context context, LocalNode local, Handler handler) {
        return Future.succeededFuture(new Address(local.config().bind().host(), 4711));
    }

    @Override
    public void connect(NodeId peer, Address address) {
        calls.add("connect " + peer + " " + address);
    }

    @Override
    public void disconnect(NodeId peer, String reason) {
        calls.add("disconnect " + peer);
    }

    @Override
    public boolean send(NodeId peer, PlumtreeMessage message) {
        calls.add("send " + peer + " " + message);
        return true;
    }

    @Override
    public TransportStats stats() {
        return new TransportStats(0, 0, 0, 0, 0, Map.of(), Map.of());
    }

    @Override
    public Future<Void> close(Duration timeout) {
        calls.add("close");
        return Future.succeededFuture();
    }
}
