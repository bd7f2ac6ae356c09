package io.plumtree.core.membership;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

import io.plumtree.api.Member;
import io.plumtree.api.MemberState;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.core.membership.message.ErrorReply;
import io.plumtree.core.membership.message.MemberAddress;
import io.plumtree.core.membership.message.StreamMessage;
import io.plumtree.core.membership.wire.Keyring;
import io.plumtree.core.membership.wire.PacketCodec;
import io.plumtree.core.membership.wire.RejectedBytes;
import io.plumtree.core.membership.wire.StreamCodec;
import io.plumtree.core.membership.wire.StreamHandler;
import io.plumtree.core.membership.wire.StreamReader;
import io.plumtree.core.membership.wire.WireSecurity;
import io.plumtree.core.util.Prng;

/** Several nodes on a network and a clock of the test's own: milliseconds of real time for minutes of theirs. */
final class MembershipNetwork {

    static final long MILLIS = 1_000_000L;
    static final long SECONDS = 1_000_000_000L;

    private record Due(long at, long order, Runnable what) {
    }

    /** One node. */
    final class Node implements MembershipEffects {
        final String name;
        final MemberAddress address;
        final Membership membership;
        final List<PlumtreeEvent> events = new ArrayList<>();
        final List<String> outcomes = new ArrayList<>();
        boolean down;
        boolean paused;
        private final List<Runnable> missed = new ArrayList<>();
        private final Map<Long, StreamMessage> replies = new LinkedHashMap<>();
        final WireSecurity wire;
        private final StreamCodec streamCodec;
        private long streams;
        private long wakeAt = Long.MAX_VALUE;

        private Node(String name, MemberAddress address, MembershipConfig config, Delegates delegates, WireSecurity wire) {
            this.name = name;
            this.address = address;
            this.wire = wire;
            this.streamCodec = new StreamCodec(wire);
            this.membership = new Membership(NodeId.of(name), address, config, delegates, new PacketCodec(wire),
                    random.split(), this);
        }

        private void input(Runnable input) {
            if (paused) {
                missed.add(input);
            } else if (!down) {
                input.run();
                arm();
            }
        }

        /** Looks when it wants to be woken next, unless that is known. */
        private void arm() {
            long wait = membership.nanosToDeadline(now);
            if (wait != Membership.NO_DEADLINE && now + wait < wakeAt) {
                wakeAt = now + wait;
                later(wait, this::wake);
            }
        }

        private void wake() {
            if (now < wakeAt) {
                return; // it was woken earlier than it wanted to be when this was arranged
            }
            wakeAt = Long.MAX_VALUE;
            if (!down && !paused) {
                membership.advance(now);
                arm();
            }
        }

        void resume() {
            paused = false;
            List<Runnable> late = new ArrayList<>(missed);
            missed.clear();
            late.forEach(this::input);
        }

        void join(Node... others) {
            List<MemberAddress> addresses = new ArrayList<>();
            for (Node other : others) {
                addresses.add(other.address);
            }
            membership.join(1, addresses, now);
        }

        /** Names of members in that state, sorted. */
        List<String> members(MemberState... states) {
            return membership.members().stream().filter(member -> List.of(states).contains(member.state()))
                    .map(Member::id).map(NodeId::value).sorted().toList();
        }

        MemberState sees(Node other) {
            return membership.member(NodeId.of(other.name)).map(Member::state).orElse(null);
        }

        <T extends PlumtreeEvent> List<T> events(Class<T> kind) {
            return events.stream().filter(kind::isInstance).map(kind::cast).toList();
        }

        @Override
        public void packet(byte[] datagram, MemberAddress to) {
            packets++;
            Node target = byAddress.get(to);
            if (target != null && udp.test(this, target) && random.nextDouble() >= loss) {
                later(latency(), () -> target.input(() -> target.membership.packet(datagram, address, now)));
            }
        }

        @Override
        public void exchange(long exchange, StreamMessage request, MemberAddress to, long timeoutNanos,
                boolean awaitsReply) {
            Node target = byAddress.get(to);
            if (target == null || target.down) {
                later(latency(), () -> input(() -> membership.failed(exchange, "connection refused", now)));
            } else if (!tcp.test(this, target) || target.paused) {
                later(timeoutNanos, () -> input(() -> membership.failed(exchange, "timed out", now)));
            } else {
                byte[] bytes = streamCodec.request(request);
                later(latency(), () -> target.input(() -> serve(target, exchange, bytes, awaitsReply)));
            }
        }

        private void serve(Node target, long exchange, byte[] request, boolean awaitsReply) {
            byte[] reply = target.serve(request);
            later(latency(), () -> input(() -> {
                if (reply != null) {
                    readReply(exchange, reply);
                } else if (awaitsReply) {
                    membership.failed(exchange, "closed without a reply", now);
                } else {
                    membership.written(exchange, now);
                }
            }));
        }

        /** As a transport does: null for a stream that is closed without an answer. */
        private byte[] serve(byte[] request) {
            long stream = ++streams;
            new StreamReader(wire, StreamReader.Side.REQUEST, new StreamHandler() {
                @Override
                public void message(StreamMessage message) {
                    membership.request(stream, message, now);
                }

                @Override
                public void rejected(RejectedBytes why) {
                    if (why.answered()) {
                        replies.put(stream, new ErrorReply(why.detail()));
                    }
                }
            }).feed(request, 0, request.length);
            StreamMessage reply = replies.remove(stream);
            return reply == null ? null : streamCodec.reply(reply);
        }

        private void readReply(long exchange, byte[] reply) {
            new StreamReader(wire, StreamReader.Side.REPLY, new StreamHandler() {
                @Override
                public void message(StreamMessage message) {
                    membership.reply(exchange, message, now);
                }

                @Override
                public void rejected(RejectedBytes why) {
                    membership.failed(exchange, why.reason().toString(), now);
                }
            }).feed(reply, 0, reply.length);
        }

        @Override
        public void reply(long stream, StreamMessage reply) {
            replies.put(stream, reply);
        }

        @Override
        public void event(PlumtreeEvent event) {
            events.add(event);
        }

        @Override
        public void joined(long token, int reached, List<String> failures) {
            outcomes.add("joined " + reached + " " + failures);
        }

        @Override
        public void spread(long token, boolean inTime) {
            outcomes.add("spread " + inTime);
        }

        @Override
        public void pinged(long token, long roundTripNanos) {
            outcomes.add("pinged " + roundTripNanos);
        }

        @Override
        public void sent(long token, String failure) {
            outcomes.add("sent " + failure);
        }
    }

    final Prng random;
    final List<Node> nodes = new ArrayList<>();
    private final Map<MemberAddress, Node> byAddress = new LinkedHashMap<>();
    private final PriorityQueue<Due> due = new PriorityQueue<>(
            (a, b) -> a.at != b.at ? Long.compare(a.at, b.at) : Long.compare(a.order, b.order));
    private long order;
    long now = 1_000 * SECONDS;
    long packets;
    double loss;
    BiPredicate<Node, Node> udp = (from, to) -> true;
    BiPredicate<Node, Node> tcp = (from, to) -> true;

    MembershipNetwork(long seed) {
        random = new Prng(seed);
    }

    Node node(String name) {
        return node(name, UnaryOperator.identity(), Delegates.NONE);
    }

    Node node(String name, UnaryOperator<MembershipConfig> config, Delegates delegates) {
        return node(name, config, delegates, new WireSecurity("", new Keyring(), nonce -> {
        }));
    }

    Node node(String name, UnaryOperator<MembershipConfig> config, Delegates delegates, WireSecurity wire) {
        int host = nodes.size() + 1;
        MemberAddress address = MemberAddress.of(new byte[] { 10, 1, (byte) (host >>> 8), (byte) host }, 7946);
        Node node = new Node(name, address, config.apply(MembershipConfig.lan()), delegates, wire);
        nodes.add(node);
        byAddress.put(address, node);
        node.membership.start(Map.of(), now);
        return node;
    }

    /** A process of the same name and address that knows nothing. */
    Node restart(Node old) {
        old.down = true;
        Node node = new Node(old.name, old.address, MembershipConfig.lan(), Delegates.NONE,
                new WireSecurity("", new Keyring(), nonce -> {
                }));
        nodes.set(nodes.indexOf(old), node);
        byAddress.put(old.address, node);
        node.membership.start(Map.of(), now);
        return node;
    }

    /** Nodes {@code n0} and so on, all joined with the first, when all know all. */
    List<Node> cluster(int size, UnaryOperator<MembershipConfig> config) {
        for (int i = 0; i < size; i++) {
            Node node = node("n" + i, config, Delegates.NONE);
            if (i > 0) {
                node.join(nodes.get(0));
            }
        }
        await(120 * SECONDS, () -> nodes.stream().allMatch(node -> node.membership.count(MemberState.ALIVE) == size));
        nodes.forEach(node -> node.events.clear());
        return nodes;
    }

    List<Node> cluster(int size) {
        return cluster(size, UnaryOperator.identity());
    }

    /** From now on those of one side and those of the other do not hear each other. */
    void partition(Set<Node> side) {
        Set<Node> one = new LinkedHashSet<>(side);
        udp = (from, to) -> one.contains(from) == one.contains(to);
        tcp = udp;
    }

    void heal() {
        udp = (from, to) -> true;
        tcp = udp;
    }

    /** @return how long it took */
    long await(long atMost, BooleanSupplier condition) {
        long began = now;
        while (!condition.getAsBoolean()) {
            if (now - began > atMost) {
                throw new AssertionError("not within " + atMost / MILLIS + " ms");
            }
            pass(10 * MILLIS);
        }
        return now - began;
    }

    void pass(long nanos) {
        long until = now + nanos;
        nodes.forEach(Node::arm); // the test may have asked something of them
        while (!due.isEmpty() && due.peek().at <= until) {
            Due next = due.remove();
            now = next.at;
            next.what.run();
        }
        now = until;
    }

    private void later(long nanos, Runnable what) {
        due.add(new Due(now + nanos, order++, what));
    }

    private long latency() {
        return MILLIS + random.nextInt((int) (4 * MILLIS));
    }
}
