package io.plumtree.vertx;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.plumtree.api.Address;
import io.plumtree.api.NodeId;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.PlumtreeMessage;
import io.vertx.core.Context;
import io.vertx.core.Future;

/** Connects the nodes of one JVM without sockets: links come up, carry messages in order, and are lost with their node. */
final class HubTransport implements Transport {

    private static final long RETRY_MILLIS = 10;

    /** Where the transports of one test find each other. */
    static final class Hub {

        private final Map<Address, HubTransport> listening = new ConcurrentHashMap<>();
        private final AtomicInteger ports = new AtomicInteger(1);

        HubTransport transport() {
            return new HubTransport(this, -1L);
        }

        HubTransport transportWithout(long capabilities) {
            return new HubTransport(this, ~capabilities);
        }
    }

    private final Hub hub;
    private final long capabilities;
    private final Map<NodeId, Address> wanted = new HashMap<>();
    private final Map<NodeId, HubTransport> links = new HashMap<>();
    private Context context;
    private LocalNode local;
    private Handler handler;
    private Address address;
    private final Set<NodeId> refused = new LinkedHashSet<>();
    private boolean full;
    private long sent;
    private boolean closed;

    private HubTransport(Hub hub, long capabilities) {
        this.hub = hub;
        this.capabilities = capabilities;
    }

    @Override
    public Future<Address> start(Context on, LocalNode node, Handler hears) {
        context = on;
        local = node;
        handler = hears;
        address = new Address("127.0.0.1", hub.ports.getAndIncrement());
        hub.listening.put(address, this);
        return Future.succeededFuture(address);
    }

    @Override
    public void connect(NodeId peer, Address where) {
        wanted.put(peer, where);
        dial(peer);
    }

    @Override
    public void disconnect(NodeId peer, String reason) {
        wanted.remove(peer);
        end(peer, reason);
    }

    /** Whether links take payloads: set, they are refused, until it is not set any more. Any thread. */
    void full(boolean now) {
        context.runOnContext(turn -> {
            full = now;
            if (!now) {
                List.copyOf(refused).forEach(handler::drained);
                refused.clear();
            }
        });
    }

    @Override
    public boolean send(NodeId peer, PlumtreeMessage message) {
        if (full && message instanceof Gossip) {
            refused.add(peer);
            return false;
        }
        HubTransport other = links.get(peer);
        if (other != null) {
            sent++;
            other.context.runOnContext(turn -> {
                if (other.links.get(local.id()) == this) {
                    other.handler.received(local.id(), message);
                }
            });
        }
        return true;
    }

    @Override
    public TransportStats stats() {
        return new TransportStats(sent, 0, 0, 0, 0, Map.of(), Map.of());
    }

    @Override
    public Future<Void> close(Duration timeout) {
        closed = true;
        wanted.clear();
        if (address != null) {
            hub.listening.remove(address);
        }
        List.copyOf(links.keySet()).forEach(peer -> end(peer, "goodbye"));
        return Future.succeededFuture();
    }

    private void end(NodeId peer, String reason) {
        HubTransport other = links.remove(peer);
        if (other != null) {
            other.context.runOnContext(turn -> other.lost(this, reason));
        }
    }

    private void lost(HubTransport other, String reason) {
        if (links.remove(other.local.id(), other)) {
            handler.linkDown(other.local.id(), reason);
            dial(other.local.id());
        }
    }

    private void dial(NodeId peer) {
        Address where = wanted.get(peer);
        if (closed || where == null || links.containsKey(peer)) {
            return;
        }
        HubTransport other = hub.listening.get(where);
        if (other == null) {
            handler.connectFailed(peer, "nobody listens there");
        } else {
            other.context.runOnContext(turn -> other.dialled(this));
        }
        context.owner().setTimer(RETRY_MILLIS, id -> dial(peer));
    }

    /** The dial of the smaller id wins where both dial. */
    private void dialled(HubTransport from) {
        NodeId peer = from.local.id();
        boolean mine = wanted.containsKey(peer) && local.id().compareTo(peer) < 0;
        if (closed || mine || links.containsKey(peer) || !handler.accepts(peer)) {
            return;
        }
        links.put(peer, from);
        from.context.runOnContext(turn -> from.linked(this));
        handler.linkUp(from.self());
    }

    private void linked(HubTransport other) {
        NodeId peer = other.local.id();
        if (closed || links.putIfAbsent(peer, other) != null) {
            other.context.runOnContext(turn -> other.lost(this, "gone"));
        } else {
            handler.linkUp(other.self());
        }
    }

    private RemoteNode self() {
        return new RemoteNode(local.id(), local.epoch().getAsLong(), address, local.capabilities() & capabilities);
    }
}
