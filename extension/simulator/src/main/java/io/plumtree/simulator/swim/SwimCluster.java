package io.plumtree.simulator.swim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import io.plumtree.api.MemberState;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.core.membership.wire.Keyring;
import io.plumtree.core.membership.wire.PacketCodec;
import io.plumtree.core.membership.wire.WireSecurity;
import io.plumtree.core.util.Prng;
import io.plumtree.simulator.time.VirtualTime;

/**
 * A cluster of nodes with the real membership on virtual time. The same settings give the same {@link #trace}, in any JVM.
 */
public final class SwimCluster {

    private static final long LOOK_NANOS = 10_000_000L;

    private final VirtualTime time = new VirtualTime();
    private final Prng random;
    private final SwimNetwork network;
    private final Streams streams;
    private final List<SwimNode> nodes = new ArrayList<>();
    /** Looked up, never iterated. */
    private final Map<NodeId, SwimNode> byId = new HashMap<>();
    private final List<SwimListener> listeners = new ArrayList<>();

    /**
     * Nodes of which none runs yet.
     *
     * @param settings what decides all that happens
     */
    public SwimCluster(SwimSettings settings) {
        this.random = new Prng(settings.seed());
        this.network = new SwimNetwork(time, settings, random.split());
        // Nothing is encrypted, so no nonce is needed, and one thread can use one codec for all nodes.
        WireSecurity wire = new WireSecurity("", new Keyring(), nonce -> {
        });
        this.streams = new Streams(network, wire);
        PacketCodec codec = new PacketCodec(wire);
        for (int i = 0; i < settings.nodes(); i++) {
            SwimNode node = new SwimNode(i, network, streams, settings, codec, random.split(), this::told);
            nodes.add(node);
            byId.put(node.id(), node);
            network.add(node);
        }
    }

    private void told(SwimNode at, PlumtreeEvent event) {
        for (SwimListener listener : listeners) {
            listener.event(at, event);
        }
    }

    /** From now on it hears what nodes tell their applications. */
    public void listen(SwimListener listener) {
        listeners.add(listener);
    }

    /** @return all nodes, by number */
    public List<SwimNode> nodes() {
        return List.copyOf(nodes);
    }

    /** @return a node */
    public SwimNode node(int index) {
        return nodes.get(index);
    }

    /** @return the node of that id */
    public SwimNode node(NodeId id) {
        return byId.get(id);
    }

    /** @return virtual time, which starts at 0 */
    public VirtualTime time() {
        return time;
    }

    /** @return randomness for whoever decides what happens to this cluster */
    public Prng random() {
        return random;
    }

    /** @return one number for every datagram that arrived so far */
    public long trace() {
        return network.trace();
    }

    /** @return what was sent until now; does not change any more */
    public Traffic traffic() {
        return network.traffic().copy();
    }

    /** @return what was sent after {@code before} */
    public Traffic trafficSince(Traffic before) {
        return network.traffic().since(before);
    }

    /** @return connections that were closed at once because too many were open */
    public long refusedStreams() {
        return streams.refused();
    }

    /**
     * A node's process begins after {@code nanos}, and joins until somebody answers.
     *
     * @param node which
     * @param seeds by whom
     */
    public void start(SwimNode node, List<SwimNode> seeds, long nanos) {
        time.in(nanos, () -> node.start(seeds));
    }

    /** Starts all nodes now, which join by the first {@code seeds} of them. */
    public void startAll(int seeds) {
        nodes.forEach(node -> start(node, nodes.subList(0, seeds), 0));
    }

    /** Starts all nodes, and waits until all see all, and until what they told each other has become quiet. */
    public void form() {
        startAll(Math.min(3, nodes.size()));
        until(Duration.ofMinutes(10), this::complete)
                .orElseThrow(() -> new AssertionError("BUG: no cluster of " + nodes.size() + " came about"));
        pass(Duration.ofMinutes(1));
    }

    /** @return whether every node whose process is not gone sees all those alive, and nobody else */
    public boolean complete() {
        int running = 0;
        for (SwimNode node : nodes) {
            running += node.crashed() ? 0 : 1;
        }
        for (SwimNode node : nodes) {
            if (!node.crashed() && node.count(MemberState.ALIVE) != running) {
                return false;
            }
        }
        return true;
    }

    /** From now on these and the others do not reach each other. */
    public void cut(Collection<SwimNode> off) {
        off.forEach(node -> network.side(node.index(), 1));
    }

    /** All reach all again. */
    public void heal() {
        nodes.forEach(node -> network.side(node.index(), 0));
    }

    /** The kernel of a process that is gone ends its connection with that node, whose transport sees it. */
    public void breakConnection(SwimNode gone, SwimNode witness) {
        time.in(network.latency(gone, witness), () -> witness.connectionReset(gone));
    }

    /** Lets virtual time pass. */
    public void pass(Duration span) {
        time.runUntil(time.now() + span.toNanos());
    }

    /**
     * Lets virtual time pass until something is so.
     *
     * @param atMost so long
     * @return how long it took; nothing if it did not come about
     */
    public Optional<Duration> until(Duration atMost, BooleanSupplier condition) {
        long began = time.now();
        while (!condition.getAsBoolean()) {
            if (time.now() - began >= atMost.toNanos()) {
                return Optional.empty();
            }
            time.runUntil(time.now() + LOOK_NANOS);
        }
        return Optional.of(Duration.ofNanos(time.now() - began));
    }
}
