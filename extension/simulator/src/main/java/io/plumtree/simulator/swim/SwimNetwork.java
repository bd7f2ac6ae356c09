package io.plumtree.simulator.swim;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.membership.message.MemberAddress;
import io.plumtree.core.util.Prng;
import io.plumtree.simulator.time.Event;
import io.plumtree.simulator.time.VirtualTime;

/** What is between the nodes: time, loss, and cuts. */
final class SwimNetwork {

    /** Datagrams of one pair take up to this share longer than the pair's latency, each another time, so that some overtake. */
    private static final double JITTER = 0.2;

    private final VirtualTime time;
    private final SwimSettings settings;
    private final Prng random;
    private final Traffic traffic = new Traffic();
    /** Looked up, never iterated. */
    private final Map<MemberAddress, SwimNode> nodes = new HashMap<>();
    /** By number of the node; those of different sides do not hear each other. */
    private final int[] side;
    private long trace;

    SwimNetwork(VirtualTime time, SwimSettings settings, Prng random) {
        this.time = time;
        this.settings = settings;
        this.random = random;
        this.side = new int[settings.nodes()];
    }

    void add(SwimNode node) {
        nodes.put(node.address(), node);
    }

    VirtualTime time() {
        return time;
    }

    Traffic traffic() {
        return traffic;
    }

    /** @return one number for every datagram that arrived, in order */
    long trace() {
        return trace;
    }

    @Nullable
    SwimNode at(MemberAddress address) {
        return nodes.get(address);
    }

    void side(int node, int of) {
        side[node] = of;
    }

    boolean connected(SwimNode a, SwimNode b) {
        return side[a.index()] == side[b.index()];
    }

    long latency(SwimNode a, SwimNode b) {
        return settings.latency().between(a.index(), b.index());
    }

    void datagram(SwimNode from, byte[] bytes, MemberAddress to) {
        traffic.datagram(bytes.length);
        SwimNode target = nodes.get(to);
        if (target == null || !connected(from, target) || (settings.loss() > 0 && random.nextDouble() < settings.loss())) {
            return;
        }
        long nanos = (long) (latency(from, target) * (1 + JITTER * random.nextDouble()));
        time.at(time.now() + nanos, new Datagram(bytes, from, target));
    }

    private final class Datagram extends Event {
        private final byte[] bytes;
        private final SwimNode from;
        private final SwimNode to;

        Datagram(byte[] bytes, SwimNode from, SwimNode to) {
            this.bytes = bytes;
            this.from = from;
            this.to = to;
        }

        @Override
        protected void happen() {
            long pair = (long) from.index() << 32 | to.index();
            trace = Prng.mix(trace * 31 + time.now()) + Prng.mix(pair * 31 + bytes.length);
            to.arrived(bytes, from.address());
        }
    }
}
