package io.plumtree.core;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.Broadcast;
import io.plumtree.api.ClusterGap;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.util.Prng;

/**
 * Real engines on virtual time with ordered links of seeded latency: enough of a network to see a whole cluster behave.
 * Nodes are named {@code n0}, {@code n1}, and so on.
 */
final class TestCluster {

    static final long MILLIS = 1_000_000L;
    static final long SECONDS = 1_000_000_000L;

    final Map<NodeId, Node> nodes = new LinkedHashMap<>();
    /** Messages for which this holds are lost on the way. */
    Predicate<PlumtreeMessage> lost = message -> false;
    /** Payloads sent from one to another for which {@link #crosses} holds. */
    int crossings;
    BiPredicate<NodeId, NodeId> crosses = (from, to) -> false;
    long now = -5 * SECONDS; // the engine's clock may be negative, and pass zero
    private final PriorityQueue<Event> queue = new PriorityQueue<>();
    private final Prng random;
    private final PlumtreeConfig config;
    private final long minLatency;
    private final long maxLatency;
    private final Map<String, Long> latencies = new TreeMap<>();
    private final Map<String, Long> lastArrival = new TreeMap<>();
    private final Set<String> links = new LinkedHashSet<>();
    private final Set<String> cut = new LinkedHashSet<>();
    private long events;

    private record Event(long at, long order, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    TestCluster(long seed, PlumtreeConfig config, long minLatency, long maxLatency) {
        this.random = new Prng(seed);
        this.config = config;
        this.minLatency = minLatency;
        this.maxLatency = maxLatency;
    }

    static NodeId id(int i) {
        return NodeId.of("n" + i);
    }

    Node node(int i) {
        return nodes.get(id(i));
    }

    List<Node> live() {
        return nodes.values().stream().filter(node -> node.alive).toList();
    }

    /** Starts {@code n0} to {@code n(count-1)}, each knowing all, and lets their links come up. */
    TestCluster start(int count) {
        for (int i = 0; i < count; i++) {
            boot(i);
        }
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                if (i != j) {
                    node(i).input(engine -> engine.memberUp(id(0), now));
                    meet(i, j);
                }
            }
        }
        run(2 * SECONDS);
        return this;
    }

    Node boot(int i) {
        Node node = new Node(id(i), 1_000 + now / MILLIS + 5_000);
        nodes.put(id(i), node);
        return node;
    }

    /** Node {@code i} learns that {@code j} is a member. */
    void meet(int i, int j) {
        node(i).input(engine -> engine.memberUp(id(j), now));
    }

    /** The process is gone: its links close, nothing it has not sent leaves it. */
    void kill(int i) {
        Node dead = node(i);
        dead.alive = false;
        for (Node other : live()) {
            unlink(dead, other, true);
        }
    }

    /** The link is lost, and cannot come up again before {@link #heal}. */
    void cut(int i, int j) {
        cut.add(pair(id(i), id(j)));
        unlink(node(i), node(j), true);
    }

    void heal(int i, int j) {
        cut.remove(pair(id(i), id(j)));
    }

    boolean linked(int i, int j) {
        return links.contains(pair(id(i), id(j)));
    }

    void run(long nanos) {
        long until = now + nanos;
        while (!queue.isEmpty() && queue.peek().at <= until) {
            Event event = queue.poll();
            now = event.at;
            event.action.run();
        }
        now = until;
    }

    Counters total() {
        Tally sum = new Tally();
        for (Node node : nodes.values()) {
            Counters c = node.engine.snapshot().counters();
            sum.broadcasts += c.broadcasts();
            sum.delivered += c.delivered();
            sum.payloadsReceived += c.payloadsReceived();
            sum.duplicates += c.duplicates();
            sum.gossipSent += c.gossipSent();
            sum.ihaveSent += c.ihaveSent();
            sum.graftSent += c.graftSent();
            sum.pruneSent += c.pruneSent();
            sum.pullSent += c.pullSent();
            sum.missingSent += c.missingSent();
            sum.gapMessages += c.gapMessages();
            sum.parentChanges += c.parentChanges();
            sum.rejected += c.rejected();
        }
        return sum.counters();
    }

    private void schedule(long at, Runnable action) {
        queue.add(new Event(at, events++, action));
    }

    private long latency(NodeId a, NodeId b) {
        return latencies.computeIfAbsent(pair(a, b),
                pair -> minLatency + (long) (random.nextDouble() * (maxLatency - minLatency)));
    }

    private static String pair(NodeId a, NodeId b) {
        return a.compareTo(b) < 0 ? a + "-" + b : b + "-" + a;
    }

    private void unlink(Node a, Node b, boolean bothHear) {
        if (links.remove(pair(a.id, b.id))) {
            long at = now + latency(a.id, b.id);
            lastArrival.remove(a.id + ">" + b.id);
            lastArrival.remove(b.id + ">" + a.id);
            schedule(at, () -> b.hearLinkDown(a));
            if (bothHear) {
                schedule(at, () -> a.hearLinkDown(b));
            }
        }
    }

    final class Node implements Effects {
        final NodeId id;
        final NodeEngine engine;
        final List<Message> delivered = new ArrayList<>();
        final List<Integer> rounds = new ArrayList<>();
        final List<Long> deliveredAt = new ArrayList<>();
        final List<PlumtreeEvent> events = new ArrayList<>();
        final List<Long> acknowledged = new ArrayList<>();
        final List<Long> notAcknowledged = new ArrayList<>();
        final Set<NodeId> refusing = new LinkedHashSet<>();
        private final Set<NodeId> wanted = new LinkedHashSet<>();
        boolean alive = true;
        private long wakeAt = Long.MAX_VALUE;

        Node(NodeId id, long epoch) {
            this.id = id;
            this.engine = new NodeEngine(id, epoch, config, random.split(), this);
        }

        void input(java.util.function.Consumer<NodeEngine> action) {
            if (alive) {
                action.accept(engine);
                rearm();
            }
        }

        long broadcast(String text) {
            return broadcast(Broadcast.DEFAULT_TOPIC, text, Acknowledgement.QUEUED, 0);
        }

        long broadcast(String topic, String text, Acknowledgement acknowledgement, long token) {
            long[] sequence = new long[1];
            input(e -> sequence[0] = e.broadcast(topic, Collections.emptyMap(),
                    Payload.plain(text.getBytes(StandardCharsets.UTF_8)), now / MILLIS, acknowledgement, token, now));
            return sequence[0];
        }

        List<String> texts() {
            return delivered.stream().map(m -> new String(m.payload().bytes(), StandardCharsets.UTF_8)).toList();
        }

        List<String> textsFrom(NodeId origin) {
            return delivered.stream().filter(m -> m.stream().origin().equals(origin))
                    .map(m -> new String(m.payload().bytes(), StandardCharsets.UTF_8)).toList();
        }

        List<ClusterGap> gaps() {
            return events.stream().filter(ClusterGap.class::isInstance).map(ClusterGap.class::cast).toList();
        }

        private void rearm() {
            long nanos = engine.nanosToDeadline(now);
            if (nanos == NodeEngine.NO_DEADLINE || now + nanos >= wakeAt && wakeAt > now) {
                return;
            }
            long at = now + nanos;
            wakeAt = at;
            schedule(at, () -> {
                if (wakeAt == at) {
                    wakeAt = Long.MAX_VALUE;
                    input(e -> e.advance(now));
                }
            });
        }

        private void hearLinkDown(Node other) {
            if (!links.contains(pair(id, other.id))) {
                input(e -> e.linkDown(other.id, now));
                redial(other.id);
            }
        }

        private void redial(NodeId peer) {
            if (wanted.contains(peer)) {
                schedule(now + 100 * MILLIS, () -> dial(peer));
            }
        }

        private void dial(NodeId peer) {
            if (!alive || !wanted.contains(peer) || links.contains(pair(id, peer))) {
                return;
            }
            Node other = nodes.get(peer);
            if (other == null || !other.alive || cut.contains(pair(id, peer)) || !other.engine.accepts(id)) {
                input(e -> e.connectFailed(peer, now));
                redial(peer);
                return;
            }
            links.add(pair(id, peer));
            other.input(e -> e.linkUp(id, now));
            input(e -> e.linkUp(peer, now));
            long roundTrip = 2 * latency(id, peer);
            input(e -> e.roundTrip(peer, roundTrip));
            other.input(e -> e.roundTrip(id, roundTrip));
        }

        @Override
        public boolean send(NodeId peer, PlumtreeMessage message) {
            if (message instanceof Gossip && refusing.contains(peer)) {
                return false;
            }
            if (!links.contains(pair(id, peer)) || lost.test(message)) {
                return true;
            }
            if (message instanceof Gossip && crosses.test(id, peer)) {
                crossings++;
            }
            String direction = id + ">" + peer;
            long at = Math.max(now + latency(id, peer), lastArrival.getOrDefault(direction, Long.MIN_VALUE));
            lastArrival.put(direction, at);
            Node receiver = nodes.get(peer);
            schedule(at, () -> {
                if (links.contains(pair(id, peer))) {
                    receiver.input(e -> e.receive(id, message, now));
                }
            });
            return true;
        }

        @Override
        public boolean deliver(Message message, int round, boolean redelivered) {
            delivered.add(message);
            rounds.add(round);
            deliveredAt.add(now);
            return false;
        }

        @Override
        public boolean gap(ClusterGap gap) {
            events.add(gap);
            return false;
        }

        @Override
        public void event(PlumtreeEvent event) {
            events.add(event);
        }

        @Override
        public void acknowledged(long token) {
            acknowledged.add(token);
        }

        @Override
        public void notAcknowledged(long token, String why) {
            notAcknowledged.add(token);
        }

        @Override
        public void connect(NodeId member) {
            wanted.add(member);
            schedule(now + 2 * latency(id, member), () -> dial(member));
        }

        @Override
        public void disconnect(NodeId member, String reason) {
            wanted.remove(member);
            Node other = nodes.get(member);
            if (other != null) {
                unlink(this, other, false);
            }
        }
    }
}
