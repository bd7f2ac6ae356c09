package io.plumtree.simulator.paper;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.ConfigKey;
import io.plumtree.api.MessageHistory.Arrival;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.core.Effects;
import io.plumtree.core.NodeSnapshot;
import io.plumtree.core.NodeSnapshot.NeighbourState;
import io.plumtree.core.Tally;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Graft;
import io.plumtree.core.message.IHave;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.message.Prune;
import io.plumtree.core.message.Range;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.overlay.Neighbour;
import io.plumtree.core.overlay.Neighbours;
import io.plumtree.core.overlay.Overlay;
import io.plumtree.core.overlay.View;
import io.plumtree.core.store.Retained;
import io.plumtree.core.store.RetainedMessages;
import io.plumtree.core.store.RetainedStream;
import io.plumtree.core.util.Timer;
import io.plumtree.core.util.TimerQueue;
import io.plumtree.simulator.node.Protocol;

/**
 * Algorithms 1 to 4 of "Epidemic Broadcast Trees" (SRDS 2007): one set of eager and one of lazy neighbours, which all origins
 * share; an IHAVE for each message and lazy neighbour, at once; a timer for each announced message. Messages and links are
 * those of our engine. It promises less: who was cut off hears nothing of what was sent meanwhile, and is told of no gap.
 */
final class PaperPlumtree implements Protocol {

    private record MessageKey(StreamId stream, long sequence) {
    }

    private record Announced(Neighbour by, int round) {
    }

    /** Messages of one stream: which were received, and those that can still be sent. */
    private static final class Received {
        private final BitSet sequences = new BitSet();
        private final RetainedStream retained;

        Received(RetainedStream retained) {
            this.retained = retained;
        }
    }

    /** A message that was announced and did not come: by whom, in this order, and when the next one is asked. */
    private static final class Missing {
        private final Deque<Announced> announced = new ArrayDeque<>(2);
        private final Timer timer;

        Missing(Timer.Action onTime) {
            this.timer = new Timer(onTime);
        }
    }

    private final NodeId self;
    private final long epoch;
    private final Effects effects;
    private final PaperSettings settings;
    private final int maxPeers;
    private final Tally tally = new Tally();
    private final TimerQueue timers = new TimerQueue();
    private final Neighbours neighbours = new Neighbours();
    private final RetainedMessages store;
    private final Overlay overlay;
    private final Map<StreamId, Received> streams = new HashMap<>();
    private final Map<MessageKey, Missing> missing = new LinkedHashMap<>();
    private final Map<NodeId, String> closing = new LinkedHashMap<>();
    /** The slots of eagerPushPeers; the other neighbours are lazyPushPeers. */
    private long eager;

    PaperPlumtree(NodeId self, long epoch, PlumtreeConfig config, PaperSettings settings, View nobody, Effects effects) {
        this.self = self;
        this.epoch = epoch;
        this.effects = effects;
        this.settings = settings;
        this.maxPeers = config.get(ConfigKey.MAX_PEERS);
        this.store = new RetainedMessages(config.get(ConfigKey.MESSAGE_CACHE_MAX_SIZE),
                config.get(ConfigKey.MESSAGE_CACHE_MAX_BYTES), config.get(ConfigKey.MESSAGE_CACHE_TTL).toNanos(), timers);
        this.overlay = new Overlay(self, "", nobody, maxPeers, neighbours, timers, effects, new Overlay.Listener() {
            @Override
            public void viewChanged(int changed, int reachable, long now) {
                // Links tell all that matters.
            }

            @Override
            public void close(NodeId neighbour, String reason, long now) {
                closing.put(neighbour, reason);
            }
        });
    }

    // --- Algorithm 1: eager push, lazy push, prune --------------------------------------------------------------------

    @Override
    public long broadcast(String topic, byte[] payload, long sentAtMillis, Acknowledgement acknowledgement, long token,
            long now) {
        StreamId stream = new StreamId(self, epoch, topic);
        long sequence = stream(stream).sequences.cardinality() + 1L;
        tally.broadcasts++;
        accept(new Message(stream, sequence, sentAtMillis, Map.of(), Payload.plain(payload)), 0, null, now);
        return sequence;
    }

    private Received stream(StreamId stream) {
        return streams.computeIfAbsent(stream, s -> new Received(store.open(s)));
    }

    private void accept(Message message, int round, @Nullable Neighbour sender, long now) {
        Received stream = stream(message.stream());
        stream.sequences.set((int) message.sequence());
        store.keep(stream.retained, message, sender == null ? null : sender.id(), round, true,
                sender == null ? Arrival.OWN : Arrival.PUSHED, now);
        long others = sender == null ? -1L : ~sender.bit();
        for (Neighbour neighbour : neighbours.in(eager & others)) {
            push(neighbour, message, round + 1);
        }
        for (Neighbour neighbour : neighbours.in(~eager & others)) {
            announce(neighbour, message, round + 1);
        }
    }

    private void push(Neighbour to, Message message, int round) {
        tally.gossipSent++;
        // What a full queue does not take is announced: its owner asks when it can.
        if (!effects.send(to.id(), new Gossip(message, round, false, false, message.sequence(), 0))) {
            tally.pushesRefused++;
            announce(to, message, round);
        }
    }

    /** The paper's IHAVE tells the round; ours has no such field, so the one for the age holds it. */
    private void announce(Neighbour to, Message message, int round) {
        tally.ihaveSent++;
        effects.send(to.id(), new IHave(List.of(
                new IHave.Announcement(message.stream(), message.sequence(), message.sequence(), round, 0))));
    }

    private void gossip(Neighbour sender, Gossip gossip, long now) {
        Message message = gossip.message();
        tally.payloadsReceived++;
        if (received(message.stream(), message.sequence())) {
            tally.duplicates++;
            lazy(sender);
            prune(sender);
            return;
        }
        tally.delivered++;
        effects.deliver(message, gossip.round(), false);
        Missing announced = missing.remove(new MessageKey(message.stream(), message.sequence()));
        accept(message, gossip.round(), sender, now);
        eager(sender);
        if (announced != null) {
            timers.cancel(announced.timer);
            optimise(sender, gossip.round(), announced);
        }
    }

    private boolean received(StreamId stream, long sequence) {
        Received received = streams.get(stream);
        return received != null && received.sequences.get((int) sequence);
    }

    private void prune(Neighbour neighbour) {
        tally.pruneSent++;
        effects.send(neighbour.id(), new Prune(self, List.of()));
    }

    private void eager(Neighbour neighbour) {
        tally.promotions += (eager & neighbour.bit()) == 0 ? 1 : 0;
        eager |= neighbour.bit();
    }

    private void lazy(Neighbour neighbour) {
        tally.demotions += (eager & neighbour.bit()) != 0 ? 1 : 0;
        eager &= ~neighbour.bit();
    }

    // --- Algorithm 2: tree repair -------------------------------------------------------------------------------------

    private void ihave(Neighbour sender, IHave ihave, long now) {
        for (IHave.Announcement one : ihave.announcements()) {
            tally.ihaveReceived++;
            if (!received(one.stream(), one.from())) {
                MessageKey key = new MessageKey(one.stream(), one.from());
                Missing announced = missing.computeIfAbsent(key, k -> new Missing(at -> graftNext(k, at)));
                announced.announced.add(new Announced(sender, one.ageMillis()));
                if (!announced.timer.scheduled()) {
                    timers.schedule(announced.timer, now + settings.graftTimer().toNanos());
                }
            }
        }
    }

    private void graftNext(MessageKey key, long now) {
        Missing announced = missing.get(key);
        Announced first = announced.announced.poll();
        if (first == null) {
            // Nobody is left to ask. The next announcement starts again.
            missing.remove(key);
            return;
        }
        timers.schedule(announced.timer, now + settings.graftTimer().toNanos() / 2);
        graft(first.by, List.of(new Range(key.stream, key.sequence, key.sequence)));
    }

    private void graft(Neighbour neighbour, List<Range> wanted) {
        tally.graftSent++;
        eager(neighbour);
        effects.send(neighbour.id(), new Graft(self, wanted));
    }

    private void grafted(Neighbour sender, Graft graft) {
        tally.graftReceived++;
        eager(sender);
        for (Range wanted : graft.wanted()) {
            Received stream = streams.get(wanted.stream());
            Retained retained = stream == null ? null : stream.retained.get(wanted.from());
            if (retained != null) {
                push(sender, retained.message(), retained.round() + 1);
            }
        }
    }

    // --- Algorithm 3: the overlay changes -----------------------------------------------------------------------------

    @Override
    public void linkUp(NodeId peer, long now) {
        if (neighbours.get(peer) != null) {
            neighbours.remove(peer, now);
        }
        if (!overlay.makeRoom(peer, now)) {
            return;
        }
        finish(now);
        eager |= overlay.linkUp(peer, now).bit();
        finish(now);
    }

    @Override
    public void linkDown(NodeId peer, long now) {
        lost(peer, false, now);
        finish(now);
    }

    private void lost(NodeId peer, boolean disconnected, long now) {
        Neighbour neighbour = neighbours.remove(peer, now);
        if (neighbour != null) {
            eager &= ~neighbour.bit();
            missing.values().forEach(one -> one.announced.removeIf(announced -> announced.by == neighbour));
            overlay.linkDown(neighbour, disconnected, now);
        }
    }

    @Override
    public void membersChanged(Collection<NodeId> up, Collection<NodeId> down, Map<NodeId, String> zones, long now) {
        overlay.membersChanged(up, down, zones, now);
        finish(now);
    }

    @Override
    public void connectFailed(NodeId member, long now) {
        overlay.connectFailed(member, now);
        finish(now);
    }

    private void finish(long now) {
        while (!closing.isEmpty()) {
            Map.Entry<NodeId, String> next = closing.entrySet().iterator().next();
            closing.remove(next.getKey());
            if (neighbours.get(next.getKey()) != null) {
                effects.disconnect(next.getKey(), next.getValue());
                lost(next.getKey(), true, now);
            }
        }
    }

    // --- Algorithm 4: optimisation ------------------------------------------------------------------------------------

    private void optimise(Neighbour sender, int round, Missing announced) {
        if (settings.threshold() == 0) {
            return;
        }
        for (Announced one : announced.announced) {
            if (one.round < round && round - one.round >= settings.threshold()) {
                graft(one.by, List.of());
                lazy(sender);
                prune(sender);
                return;
            }
        }
    }

    // --- what any protocol does ---------------------------------------------------------------------------------------

    @Override
    public void receive(NodeId from, PlumtreeMessage message, long now) {
        Neighbour sender = neighbours.get(from);
        if (sender == null) {
            tally.rejected++;
        } else if (message instanceof Gossip gossip) {
            gossip(sender, gossip, now);
        } else if (message instanceof IHave ihave) {
            ihave(sender, ihave, now);
        } else if (message instanceof Graft graft) {
            grafted(sender, graft);
        } else if (message instanceof Prune) {
            tally.pruneReceived++;
            lazy(sender);
        } else {
            throw new AssertionError("BUG: the paper has no " + message);
        }
    }

    @Override
    public long epoch() {
        return epoch;
    }

    @Override
    public boolean accepts(NodeId peer) {
        return overlay.accepts(peer);
    }

    @Override
    public void drained(NodeId peer, long now) {
        // What was refused was announced.
    }

    @Override
    public void roundTrip(NodeId peer, long nanos) {
        // The timers are constants.
    }

    @Override
    public void flush(long now) {
        // Nothing waits.
    }

    @Override
    public long nanosToDeadline(long now) {
        return timers.nanosToFirst(now);
    }

    @Override
    public void advance(long now) {
        timers.advance(now);
        finish(now);
    }

    @Override
    public NodeSnapshot snapshot() {
        List<NeighbourState> states = new ArrayList<>();
        for (Neighbour neighbour : neighbours.all()) {
            states.add(new NeighbourState(neighbour.id(), (eager & neighbour.bit()) != 0 ? 1 : 0, 0, 0, false));
        }
        return new NodeSnapshot(tally.counters(),
                List.of(new NodeSnapshot.Fill("max-peers", neighbours.size(), maxPeers)), states, overlay.members(), 0,
                timers.size());
    }
}
