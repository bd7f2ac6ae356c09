package io.plumtree.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.ClusterGap;
import io.plumtree.api.ConfigKey;
import io.plumtree.api.NodeId;
import io.plumtree.api.Ordering;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.api.PlumtreeException;
import io.plumtree.core.NodeSnapshot.Fill;
import io.plumtree.core.NodeSnapshot.NeighbourState;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.IHave;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.message.Summary;
import io.plumtree.core.util.IntervalSet;
import io.plumtree.core.util.Prng;
import io.plumtree.core.wire.LinkDecoder;
import io.plumtree.core.wire.LinkEncoder;
import io.plumtree.core.wire.Recorder;
import io.plumtree.core.wire.WireBuffer;
import io.plumtree.core.wire.WireLimits;

/**
 * A node, {@code self}, that is watched: with every output and after every input it is checked what holds of any node,
 * whatever its neighbours say.
 */
public final class CheckedNode implements Effects {

    static final NodeId SELF = NodeId.of("self");
    static final long EPOCH = 100;
    private static final long MILLIS = 1_000_000L;
    private static final long SECONDS = 1_000 * MILLIS;
    /** Longer than anything is retained, held back, asked for or waited for in the configurations used here. */
    private static final long UNTIL_QUIET = 1_000 * SECONDS;
    private static final int MOST_TIMERS = 200_000;
    private static final int GREATEST_ROUND = 0xFFFF;

    /** What is sent on one link, as the other end hears it. */
    private static final class Wire {
        final LinkEncoder encoder = new LinkEncoder(WireLimits.STREAMS);
        final Recorder heard = new Recorder();
        final LinkDecoder decoder;
        final WireBuffer bytes = new WireBuffer();

        Wire(WireLimits limits) {
            decoder = new LinkDecoder(limits, heard);
        }
    }

    /** What became of one stream's messages here. */
    private static final class Account {
        final IntervalSet had = new IntervalSet();
        final IntervalSet settled = new IntervalSet();
        final IntervalSet gaps = new IntervalSet();
    }

    private final NodeEngine engine;
    private final PlumtreeConfig config;
    private final int mostOrigins;
    private final WireLimits limits;
    private final Map<NodeId, Wire> links = new LinkedHashMap<>();
    /** For whom connect stands, linked or not. */
    private final Set<NodeId> connecting = new LinkedHashSet<>();
    private final Set<NodeId> refusing = new LinkedHashSet<>();
    private final Map<StreamId, Account> accounts = new LinkedHashMap<>();
    private final Set<Long> unanswered = new LinkedHashSet<>();
    private long now;
    private long tokens;
    private long epoch = EPOCH;
    private long delivered;
    /** Once a stream may have had to make room nobody remembers what was delivered of it. */
    private boolean forgetful;
    private NodeId comingUp;
    private NodeId speaking;

    /** @param mostOrigins how many origins its neighbours and itself speak of */
    public CheckedNode(PlumtreeConfig config, int mostOrigins, long seed) {
        this.config = config;
        this.mostOrigins = mostOrigins;
        this.limits = WireLimits.of(config);
        // The clock passes zero, and for some wraps.
        this.now = seed % 2 == 0 ? -20 * SECONDS : Long.MAX_VALUE - 20 * SECONDS;
        this.engine = new NodeEngine(SELF, EPOCH, config, new Prng(seed), this);
    }

    // --- inputs -----------------------------------------------------------------------------------------------------

    void memberUp(NodeId member) {
        engine.memberUp(member, now);
        check();
    }

    void memberDown(NodeId member) {
        engine.memberDown(member, now);
        check();
    }

    public void linkUp(NodeId peer) {
        if (!engine.accepts(peer)) {
            return;
        }
        links.put(peer, new Wire(limits));
        refusing.remove(peer);
        comingUp = peer;
        engine.linkUp(peer, now);
        comingUp = null;
        check();
        NeighbourState state = state(peer);
        assertEquals(0, state.eagerOrigins() + state.parentOrigins(), "nothing is left of who had the slot before");
        assertFalse(state.lagging());
    }

    void linkDown(NodeId peer) {
        if (links.remove(peer) != null) {
            engine.linkDown(peer, now);
            // The wish to be connected, if there was one, stands.
            check();
        }
    }

    void connectFailed(NodeId peer) {
        if (!links.containsKey(peer)) {
            engine.connectFailed(peer, now);
            check();
        }
    }

    public void receive(NodeId from, PlumtreeMessage message) {
        if (links.containsKey(from) && message instanceof Gossip gossip) {
            StreamId stream = gossip.message().stream();
            Account account = account(stream);
            boolean own = stream.origin().equals(SELF) && stream.epoch() == engine.epoch();
            if (!own && (forgetful || !account.gaps.contains(gossip.message().sequence()))) {
                account.had.add(gossip.message().sequence());
            }
        }
        speaking = from;
        engine.receive(from, message, now);
        speaking = null;
        check();
    }

    void refuse(NodeId peer) {
        if (links.containsKey(peer)) {
            refusing.add(peer);
        }
    }

    void drained(NodeId peer) {
        refusing.remove(peer);
        engine.drained(peer, now);
        check();
        if (links.containsKey(peer)) {
            assertFalse(state(peer).lagging());
        }
    }

    void roundTrip(NodeId peer, long nanos) {
        engine.roundTrip(peer, nanos);
    }

    void broadcast(String topic, boolean confirmed) {
        long token = tokens++;
        if (confirmed) {
            unanswered.add(token);
        }
        // Its own, as the engine will number it: outputs come before the sequence is known.
        Account account = account(new StreamId(SELF, engine.epoch(), topic));
        long next = account.had.isEmpty() ? 1 : account.had.last() + 1;
        account.had.add(next);
        try {
            long sequence = engine.broadcast(topic, Map.of(),
                    Payload.plain(topic.getBytes(StandardCharsets.UTF_8)), 5,
                    confirmed ? Acknowledgement.RECEIVED : Acknowledgement.QUEUED, token, now);
            assertEquals(next, sequence);
        } catch (PlumtreeException refused) {
            account.had.remove(next, next);
            unanswered.remove(token);
        }
        check();
    }

    void flush() {
        engine.flush(now);
        check();
    }

    /** Lets time pass, doing what is due at its time. */
    void pass(long nanos) {
        long until = now + nanos;
        for (int timers = 0; engine.nanosToDeadline(now) <= until - now; timers++) {
            assertTrue(timers < MOST_TIMERS, "timers without end");
            now += engine.nanosToDeadline(now);
            engine.advance(now);
            check();
        }
        now = until;
    }

    /** Nobody says anything any more: whatever was waited for is had or told as a gap, and nothing is left to do. */
    public void fallSilent() {
        pass(UNTIL_QUIET);
        assertEquals(NodeEngine.NO_DEADLINE, engine.nanosToDeadline(now));
        assertEquals(0, engine.snapshot().timers());
        assertEquals(Set.of(), unanswered);
        for (Fill fill : engine.snapshot().fills()) {
            // A rate stays what it was last.
            if (!List.of("max-peers", "max-streams", "max-topics", "sync.max-pages-per-second").contains(fill.key())) {
                assertEquals(0, fill.used(), fill.key());
            }
        }
        if (!forgetful) {
            accounts.forEach((stream, account) -> assertTrue(account.settled.intervals() <= 1,
                    () -> "neither delivered nor told as a gap: between " + account.settled + " of " + stream));
        }
    }

    // --- what holds after every input ---------------------------------------------------------------------------------

    private void check() {
        NodeSnapshot snapshot = engine.snapshot();
        int parents = 0;
        Set<NodeId> neighbours = new LinkedHashSet<>();
        for (NeighbourState neighbour : snapshot.neighbours()) {
            neighbours.add(neighbour.id());
            assertTrue(neighbour.eagerOrigins() >= 0 && neighbour.parentOrigins() >= 0);
            assertTrue(neighbour.eagerOrigins() + neighbour.parentOrigins() <= mostOrigins,
                    () -> "who is the parent is no child: " + neighbour);
            parents += neighbour.parentOrigins();
        }
        assertEquals(links.keySet(), neighbours);
        assertEquals(links.size(), snapshot.neighbours().size());
        assertTrue(parents <= mostOrigins, "no origin has two parents");
        int attached = snapshot.attachedOrigins();
        // Where this node is the origin it is attached without a parent.
        assertTrue(attached == parents || attached == parents + 1, () -> snapshot.toString());
        for (Fill fill : snapshot.fills()) {
            assertTrue(fill.used() >= 0 && fill.used() <= fill.bound(), fill::toString);
            forgetful |= fill.key().equals("max-streams") && fill.used() > fill.bound() / 2;
        }
        assertEquals(delivered, snapshot.counters().delivered());
        assertTrue(engine.epoch() >= epoch, "an incarnation goes back");
        epoch = engine.epoch();
        assertTrue(engine.nanosToDeadline(now) >= 0);
    }

    private NeighbourState state(NodeId peer) {
        return engine.snapshot().neighbours().stream().filter(n -> n.id().equals(peer)).findFirst().orElseThrow();
    }

    private Account account(StreamId stream) {
        return accounts.computeIfAbsent(stream, s -> new Account());
    }

    // --- outputs ----------------------------------------------------------------------------------------------------

    @Override
    public boolean send(NodeId peer, PlumtreeMessage message) {
        Wire wire = links.get(peer);
        assertTrue(wire != null, () -> message + " to " + peer + ", who is not linked");
        assertTrue(!peer.equals(comingUp) || message instanceof Summary, "a link begins with summaries");
        assertHeardAsSaid(wire, message);
        if (message instanceof Gossip gossip) {
            assertTrue(had(gossip.message().stream(), gossip.message().sequence(), gossip.message().sequence()));
            assertFalse(peer.equals(speaking) && !gossip.repaired(), "pushed back to who sent it");
            return !refusing.contains(peer);
        } else if (message instanceof IHave ihave) {
            assertTrue(ihave.announcements().size() <= config.get(ConfigKey.IHAVE_BATCH_SIZE));
            for (IHave.Announcement told : ihave.announcements()) {
                assertTrue(told.from() <= told.to() && told.baseline() < told.from(), told::toString);
                assertTrue(had(told.stream(), told.from(), told.to()),
                        () -> told + " is announced, had is " + account(told.stream()).had);
            }
        }
        return true;
    }

    private static void assertHeardAsSaid(Wire wire, PlumtreeMessage message) {
        wire.bytes.clear();
        wire.encoder.encode(message, wire.bytes);
        wire.heard.heard.clear();
        wire.decoder.feed(wire.bytes.array(), 0, wire.bytes.size());
        assertEquals(List.of(), wire.heard.rejected, () -> "the other end rejects " + message);
        PlumtreeMessage said = message;
        if (message instanceof Gossip g && g.round() > GREATEST_ROUND) {
            said = new Gossip(g.message(), GREATEST_ROUND, g.repaired(), g.acknowledge(), g.low(), g.baseline());
        }
        assertEquals(List.of(Recorder.value(said)), wire.heard.heard);
    }

    private boolean had(StreamId stream, long from, long to) {
        boolean[] all = { true };
        account(stream).had.forEachMissing(from, to, (first, last) -> all[0] = false);
        return all[0];
    }

    @Override
    public boolean deliver(Message message, int round, boolean redelivered) {
        delivered++;
        StreamId stream = message.stream();
        assertTrue(had(stream, message.sequence(), message.sequence()));
        assertTrue(!stream.origin().equals(SELF) || config.get(ConfigKey.DELIVER_OWN));
        settle(stream, message.sequence(), message.sequence());
        return false;
    }

    @Override
    public boolean gap(ClusterGap gap) {
        StreamId stream = new StreamId(gap.origin(), gap.epoch(), gap.topic());
        assertTrue(gap.from() <= gap.to(), gap::toString);
        settle(stream, gap.from(), gap.to());
        account(stream).gaps.addAll(gap.from(), gap.to());
        return false;
    }

    @Override
    public void event(PlumtreeEvent event) {
        // Of no interest.
    }

    /** Told to the application, as a delivery or a gap: once, and on ordered topics each right after the one before. */
    private void settle(StreamId stream, long from, long to) {
        if (forgetful) {
            return;
        }
        IntervalSet settled = account(stream).settled;
        settled.forEachContained(from, to, (first, last) -> {
            throw new AssertionError(stream + " " + first + ".." + last + " is told twice");
        });
        if (config.topic(stream.topic()).ordering() == Ordering.FIFO) {
            assertTrue(settled.isEmpty() || settled.last() + 1 == from,
                    () -> stream + " " + from + ".." + to + " follows " + settled);
        }
        settled.addAll(from, to);
    }

    @Override
    public void acknowledged(long token) {
        assertTrue(unanswered.remove(token));
    }

    @Override
    public void notAcknowledged(long token, String why) {
        assertTrue(unanswered.remove(token));
    }

    @Override
    public void connect(NodeId member) {
        assertFalse(links.containsKey(member) || member.equals(SELF), () -> "connect " + member);
        assertTrue(connecting.add(member), () -> "connect " + member + " stands already");
    }

    @Override
    public void disconnect(NodeId member, String reason) {
        assertTrue(links.remove(member) != null | connecting.remove(member), () -> "disconnect " + member);
    }
}
