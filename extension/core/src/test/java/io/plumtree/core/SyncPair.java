package io.plumtree.core;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

import io.plumtree.api.ClusterGap;
import io.plumtree.api.ConfigKey;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.IHave;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.message.Summary;
import io.plumtree.core.message.SyncPage;
import io.plumtree.core.overlay.RingOverlay;
import io.plumtree.core.tree.TreePosition;
import io.plumtree.core.util.Prng;

/**
 * Two engines, {@code a} and {@code b}, on a link that loses all announcements and delivers all else at once. What they hold
 * they have from others, who are gone.
 */
final class SyncPair {

    static final long SECONDS = 1_000_000_000L;
    private static final NodeId GIVER = NodeId.of("giver");

    final Peer a;
    final Peer b;
    /** What was sent between the two, such as {@code a: SYNC_ROOT}. */
    final List<String> said = new ArrayList<>();
    /** Messages for which this holds are lost. */
    Predicate<PlumtreeMessage> lost = message -> message instanceof IHave || message instanceof Summary;
    long now = 1_000 * SECONDS;
    private final Deque<Runnable> wire = new ArrayDeque<>();

    SyncPair(PlumtreeConfig ofA, PlumtreeConfig ofB) {
        a = new Peer("a", ofA);
        b = new Peer("b", ofB);
        a.other = b;
        b.other = a;
        a.engine.linkUp(b.id, now);
        b.engine.linkUp(a.id, now);
        pass(10 * SECONDS);
        said.clear();
    }

    static StreamId stream(String origin) {
        return new StreamId(NodeId.of(origin), 7, "t");
    }

    static Message message(StreamId stream, long sequence) {
        return new Message(stream, sequence, 1_000 + sequence, Collections.emptyMap(),
                Payload.plain(("m" + sequence).getBytes(StandardCharsets.UTF_8)));
    }

    /** Lets time pass, doing what is due at its time. */
    void pass(long nanos) {
        long until = now + nanos;
        arrive();
        while (Math.min(a.engine.nanosToDeadline(now), b.engine.nanosToDeadline(now)) <= until - now) {
            now += Math.min(a.engine.nanosToDeadline(now), b.engine.nanosToDeadline(now));
            a.engine.advance(now);
            b.engine.advance(now);
            arrive();
        }
        now = until;
    }

    private void arrive() {
        while (!wire.isEmpty()) {
            wire.removeFirst().run();
        }
    }

    /** @return what was said since the last call */
    List<String> said() {
        List<String> since = List.copyOf(said);
        said.clear();
        return since;
    }

    /** One of the two. */
    final class Peer implements Effects {

        final NodeId id;
        final NodeEngine engine;
        final Map<StreamId, NavigableSet<Long>> delivered = new LinkedHashMap<>();
        final List<Message> messages = new ArrayList<>();
        final List<ClusterGap> gaps = new ArrayList<>();
        /** What it sent to others than the other. */
        final List<String> toOthers = new ArrayList<>();
        /** Pages it sent, by second. */
        final Map<Long, Integer> pages = new TreeMap<>();
        int mostDigests;
        private Peer other;

        Peer(String name, PlumtreeConfig config) {
            id = NodeId.of(name);
            engine = new NodeEngine(id, 100, config,
                    (view, self, origin) -> new TreePosition(null, List.of(), 0, TreePosition.UNBOUNDED),
                    new RingOverlay(config.get(ConfigKey.RINGS)), new Prng(3), this);
        }

        /** Has these messages, which somebody pushed who is gone now. */
        void has(StreamId stream, long... sequences) {
            engine.linkUp(GIVER, now);
            for (long sequence : sequences) {
                // It does not say what it had before, so that a hole is not asked for at once.
                engine.receive(GIVER, new Gossip(message(stream, sequence), 2, true, false, 0, 0), now);
            }
            engine.linkDown(GIVER, now);
            toOthers.clear();
        }

        NavigableSet<Long> held(StreamId stream) {
            return delivered.getOrDefault(stream, new TreeSet<>());
        }

        Counters counters() {
            return engine.snapshot().counters();
        }

        @Override
        public boolean send(NodeId peer, PlumtreeMessage message) {
            if (!peer.equals(other.id)) {
                toOthers.add(peer + ": " + EngineFixture.text(message));
                return true;
            }
            if (lost.test(message)) {
                return true;
            }
            said.add(id + ": " + EngineFixture.text(message));
            if (message instanceof SyncPage page) {
                pages.merge(now / SECONDS, 1, Integer::sum);
                mostDigests = Math.max(mostDigests, page.digests().size());
            }
            Peer to = other;
            wire.addLast(() -> to.engine.receive(id, message, now));
            return true;
        }

        @Override
        public boolean deliver(Message message, int round, boolean redelivered) {
            if (!delivered.computeIfAbsent(message.stream(), stream -> new TreeSet<>()).add(message.sequence())) {
                throw new AssertionError("delivered twice: " + message);
            }
            messages.add(message);
            return false;
        }

        @Override
        public boolean gap(ClusterGap gap) {
            gaps.add(gap);
            return false;
        }

        @Override
        public void event(PlumtreeEvent event) {
            // trees are not what this is about
        }

        @Override
        public void acknowledged(long token) {
            // nobody waits
        }

        @Override
        public void notAcknowledged(long token, String why) {
            // nobody waits
        }

        @Override
        public void connect(NodeId member) {
            // links are by hand
        }

        @Override
        public void disconnect(NodeId member, String reason) {
            // links are by hand
        }
    }
}
