package io.plumtree.core.membership;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.plumtree.api.MemberState;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.core.membership.message.Ack;
import io.plumtree.core.membership.message.Alive;
import io.plumtree.core.membership.message.Blob;
import io.plumtree.core.membership.message.Dead;
import io.plumtree.core.membership.message.MemberAddress;
import io.plumtree.core.membership.message.NodeState;
import io.plumtree.core.membership.message.PacketMessage;
import io.plumtree.core.membership.message.Ping;
import io.plumtree.core.membership.message.ProtocolVersions;
import io.plumtree.core.membership.message.PushPull;
import io.plumtree.core.membership.message.StreamMessage;
import io.plumtree.core.membership.message.Suspect;
import io.plumtree.core.membership.wire.Keyring;
import io.plumtree.core.membership.wire.MembershipEncoder;
import io.plumtree.core.membership.wire.PacketCodec;
import io.plumtree.core.membership.wire.PacketHandler;
import io.plumtree.core.membership.wire.RejectedBytes;
import io.plumtree.core.membership.wire.WireSecurity;
import io.plumtree.core.util.Prng;

/** One node, {@code self}, whose peers are the test: it says what they say, and sees what they are told. */
final class MembershipFixture implements MembershipEffects {

    static final long MILLIS = 1_000_000L;
    static final long SECONDS = 1_000_000_000L;
    static final ProtocolVersions VERSIONS = new ProtocolVersions(1, 5, 2, 0, 0, 0);
    static final MemberAddress SELF = MemberAddress.of(new byte[] { 10, 0, 0, 1 }, 7946);

    /** A message in a datagram. */
    record Sent(MemberAddress to, PacketMessage message, int datagram) {
    }

    /** A request over TCP. */
    record Asked(long exchange, StreamMessage request, MemberAddress to, long timeout, boolean awaitsReply) {
    }

    final Membership membership;
    final PacketCodec codec = plain();
    final List<Sent> sent = new ArrayList<>();
    final List<byte[]> datagrams = new ArrayList<>();
    final List<Asked> asked = new ArrayList<>();
    final List<PlumtreeEvent> events = new ArrayList<>();
    final Map<Long, StreamMessage> replies = new LinkedHashMap<>();
    final List<String> outcomes = new ArrayList<>();
    private final List<PacketMessage> pending = new ArrayList<>();
    private Set<String> silent = Set.of();
    private boolean answering;
    long now = 1_000 * SECONDS;

    MembershipFixture() {
        this(UnaryOperator.identity(), Delegates.NONE);
    }

    /** Without gossip and exchanges of its own accord, so that a test sees what its inputs cause. */
    MembershipFixture(UnaryOperator<MembershipConfig> config, Delegates delegates) {
        this(config, delegates, Map.of());
    }

    MembershipFixture(UnaryOperator<MembershipConfig> config, Delegates delegates, Map<String, String> tags) {
        membership = new Membership(NodeId.of("self"), SELF, config.apply(quiet()), delegates, codec, new Prng(7), this);
        membership.start(tags, now);
        drain();
    }

    static MembershipConfig quiet() {
        return MembershipConfig.lan()
                .withGossip(Duration.ofHours(20), 3, Duration.ofSeconds(30))
                .withStateExchange(Duration.ZERO, Duration.ofSeconds(10))
                .withRetries(Duration.ZERO);
    }

    static PacketCodec plain() {
        return new PacketCodec(new WireSecurity("", new Keyring(), nonce -> {
        }).compression(false));
    }

    static MemberAddress address(int host) {
        return MemberAddress.of(new byte[] { 10, 0, (byte) (host >>> 8), (byte) host }, 7946);
    }

    /** The address of a peer named by a letter or by {@code n} and a number. */
    static MemberAddress address(String name) {
        return address(name.length() == 1 ? name.charAt(0) : 1000 + Integer.parseInt(name.substring(1)));
    }

    static Alive aliveMessage(String name, long incarnation) {
        return new Alive(incarnation, name, address(name), Blob.ABSENT, VERSIONS);
    }

    void alive(String name, long incarnation) {
        receive(aliveMessage(name, incarnation));
    }

    void suspect(String name, long incarnation, String from) {
        receive(new Suspect(incarnation, name, from));
    }

    void dead(String name, long incarnation, String from) {
        receive(new Dead(incarnation, name, from));
    }

    /** Peers become members, and all that told is forgotten. */
    MembershipFixture with(String... names) {
        for (String name : names) {
            alive(name, 1);
        }
        drain();
        return this;
    }

    void receive(PacketMessage message) {
        receive(message, address("z"));
    }

    void receive(PacketMessage message, MemberAddress from) {
        membership.packet(codec.seal(List.of(MembershipEncoder.encode(message)), false), from, now);
    }

    void merge(NodeState... states) {
        membership.request(1, new PushPull(false, List.of(states), Blob.ABSENT), now);
        replies.clear();
    }

    static NodeState state(String name, long incarnation, NodeState.State state) {
        return new NodeState(name, address(name), Blob.ABSENT, incarnation, state, VERSIONS);
    }

    /** Lets time pass, doing what is due at its time. */
    void pass(long nanos) {
        long until = now + nanos;
        while (membership.nanosToDeadline(now) <= until - now) {
            now += membership.nanosToDeadline(now);
            membership.advance(now);
            answerPending();
        }
        now = until;
    }

    /** Until something of that kind is sent. */
    <T extends PacketMessage> Sent awaitSent(Class<T> kind) {
        for (int i = 0; i < 10_000; i++) {
            for (Sent each : sent) {
                if (kind.isInstance(each.message())) {
                    return each;
                }
            }
            long wait = membership.nanosToDeadline(now);
            now += wait;
            membership.advance(now);
        }
        throw new AssertionError("no " + kind + " in " + sent);
    }

    <T extends PacketMessage> List<T> sent(Class<T> kind) {
        return sent.stream().map(Sent::message).filter(kind::isInstance).map(kind::cast).toList();
    }

    /** What waits to be gossiped, as it comes beside answers to pings, until it waits no more. */
    List<PacketMessage> drain() {
        Set<PacketMessage> news = new LinkedHashSet<>();
        while (queued() > 0) {
            int before = sent.size();
            receive(new Ping(77, "", null, ""));
            sent.subList(before + 1, sent.size()).forEach(each -> news.add(each.message()));
        }
        sent.clear();
        events.clear();
        return List.copyOf(news);
    }

    /** How many pieces of news wait to be gossiped. */
    long queued() {
        return membership.snapshot().fills().stream().filter(fill -> fill.key().equals("membership.max-queued")).findFirst()
                .orElseThrow().used();
    }

    /** From now on every peer but one answers what it is asked within the call. */
    void alivePeersAnswer(String... except) {
        silent = Set.of(except);
        answering = true;
    }

    private void answerPending() {
        while (!pending.isEmpty()) {
            receive(pending.remove(0));
        }
    }

    private void answer(PacketMessage message) {
        if (message instanceof Ping ping && !silent.contains(ping.node())) {
            pending.add(new Ack(ping.sequence(), Blob.ABSENT));
        }
    }

    MemberState stateOf(String name) {
        return membership.member(NodeId.of(name)).map(member -> member.state()).orElse(null);
    }

    long incarnationOf(String name) {
        return membership.member(NodeId.of(name)).orElseThrow().incarnation();
    }

    List<String> eventNames() {
        return events.stream().map(event -> event.getClass().getSimpleName()).toList();
    }

    long count(Counted what) {
        return membership.snapshot().count(what);
    }

    int health() {
        return membership.snapshot().health();
    }

    @Override
    public void packet(byte[] datagram, MemberAddress to) {
        datagrams.add(datagram);
        List<PacketMessage> messages = new ArrayList<>();
        codec.open(datagram, reading(messages));
        messages.forEach(message -> sent.add(new Sent(to, message, datagrams.size() - 1)));
        if (answering) {
            messages.forEach(this::answer);
        }
    }

    private static PacketHandler reading(List<PacketMessage> into) {
        return new PacketHandler() {
            @Override
            public void message(PacketMessage message) {
                into.add(message);
            }

            @Override
            public void rejected(RejectedBytes why) {
                throw new AssertionError(why.toString());
            }
        };
    }

    @Override
    public void exchange(long exchange, StreamMessage request, MemberAddress to, long timeoutNanos, boolean awaitsReply) {
        asked.add(new Asked(exchange, request, to, timeoutNanos, awaitsReply));
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
        outcomes.add("joined " + token + ": " + reached + " " + failures);
    }

    @Override
    public void spread(long token, boolean inTime) {
        outcomes.add("spread " + token + ": " + inTime);
    }

    @Override
    public void pinged(long token, long roundTripNanos) {
        outcomes.add("pinged " + token + ": " + (roundTripNanos < 0 ? "no answer" : roundTripNanos / MILLIS + " ms"));
    }

    @Override
    public void sent(long token, String failure) {
        outcomes.add("sent " + token + ": " + failure);
    }
}
