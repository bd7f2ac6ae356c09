package io.plumtree.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.ConfigKey;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.RetainedQuery;
import io.plumtree.api.TreePlace;
import io.plumtree.core.NodeSnapshot.Fill;
import io.plumtree.core.NodeSnapshot.NeighbourState;
import io.plumtree.core.broadcast.BroadcastProtocol;
import io.plumtree.core.broadcast.History;
import io.plumtree.core.broadcast.Listing;
import io.plumtree.core.message.Leave;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.PathAnswer;
import io.plumtree.core.message.PathQuestion;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.message.SyncPage;
import io.plumtree.core.message.SyncRoot;
import io.plumtree.core.overlay.Neighbour;
import io.plumtree.core.overlay.Neighbours;
import io.plumtree.core.overlay.Overlay;
import io.plumtree.core.overlay.RingOverlay;
import io.plumtree.core.overlay.View;
import io.plumtree.core.store.StoreBatch;
import io.plumtree.core.store.StoreContents;
import io.plumtree.core.store.StoredRange;
import io.plumtree.core.sync.AntiEntropy;
import io.plumtree.core.tree.TreePlanner;
import io.plumtree.core.tree.TreePlanners;
import io.plumtree.core.util.Prng;
import io.plumtree.core.util.TimerQueue;
import io.plumtree.core.why.PathQuestions;

/**
 * One node: membership decides who is known, the overlay who is a neighbour, broadcasting who is pushed what.
 * <p>
 * Not safe for use by more than one thread. {@code now} is a monotonic clock in nanoseconds that never runs backwards
 * between inputs; its origin is arbitrary and it may wrap.
 */
public final class NodeEngine {

    /** {@link #nanosToDeadline} when nothing is due. */
    public static final long NO_DEADLINE = Long.MAX_VALUE;

    private final Effects effects;
    private final Tally tally = new Tally();
    private final TimerQueue timers = new TimerQueue();
    private final Neighbours neighbours = new Neighbours();
    private final Overlay overlay;
    private final BroadcastProtocol broadcasting;
    private final AntiEntropy sync;
    private final PathQuestions paths;
    private final int maxPeers;
    /** Links that an input found reason to end, with the reason: ended when the input is done. */
    private final Map<NodeId, String> closing = new LinkedHashMap<>();

    /**
     * A node that knows nobody, with the planner that its configuration names.
     *
     * @param self its id
     * @param epoch its incarnation
     * @param config its configuration, {@linkplain PlumtreeConfig#validated() validated}
     * @param random its randomness
     * @param effects where its outputs go
     */
    public NodeEngine(NodeId self, long epoch, PlumtreeConfig config, Prng random, Effects effects) {
        this(self, epoch, config, random, effects, null);
    }

    /**
     * As the other constructor, with a durable store: {@link #restore} is the first input.
     *
     * @param store the way to it; null if there is none
     */
    public NodeEngine(NodeId self, long epoch, PlumtreeConfig config, Prng random, Effects effects,
            @Nullable StoreEffects store) {
        this(self, epoch, config, TreePlanners.of(config), new RingOverlay(config.get(ConfigKey.RINGS)), random, effects,
                store);
    }

    /**
     * As the other constructor, with another planner and another overlay.
     *
     * @param planner computes the first tree of an origin
     * @param nobody a view without members: those of others are made from it
     */
    public NodeEngine(NodeId self, long epoch, PlumtreeConfig config, TreePlanner planner, View nobody, Prng random,
            Effects effects) {
        this(self, epoch, config, planner, nobody, random, effects, null);
    }

    /**
     * As the other constructors, with all of it.
     *
     * @param store the way to the durable store; null if there is none
     */
    public NodeEngine(NodeId self, long epoch, PlumtreeConfig config, TreePlanner planner, View nobody, Prng random,
            Effects effects, @Nullable StoreEffects store) {
        this.effects = effects;
        this.maxPeers = config.get(ConfigKey.MAX_PEERS);
        this.overlay = new Overlay(self, config.zone().orElse(""), nobody, maxPeers, neighbours, timers, effects,
                new Overlay.Listener() {
                    @Override
                    public void viewChanged(int changed, int reachable, long now) {
                        broadcasting().viewChanged(changed, reachable, now);
                    }

                    @Override
                    public void close(NodeId neighbour, String reason, long now) {
                        closing.put(neighbour, reason);
                    }
                });
        this.broadcasting = new BroadcastProtocol(self, epoch, config, planner, overlay::view, neighbours, timers,
                random, tally, effects, store, (neighbour, reason, now) -> closing.put(neighbour, reason));
        this.sync = new AntiEntropy(config, broadcasting.holdings(), neighbours, timers, random.split(), tally, effects);
        this.paths = new PathQuestions(self, broadcasting::arrival, neighbours, timers, tally, effects);
    }

    private BroadcastProtocol broadcasting() {
        return broadcasting;
    }

    /** This node's incarnation: at least the one it was created with; greater once a neighbour knew of that one already. */
    public long epoch() {
        return broadcasting.epoch();
    }

    /** Membership: {@code member} is part of the cluster. Told again, or of this node itself, it changes nothing. */
    public void memberUp(NodeId member, long now) {
        membersChanged(List.of(member), List.of(), now);
    }

    /** Membership: {@code member} is no part of the cluster any more. Its link, if up, is disconnected. */
    public void memberDown(NodeId member, long now) {
        membersChanged(List.of(), List.of(member), now);
    }

    /**
     * Membership: many changes at once, as {@link #memberUp} of each of {@code up} and then {@link #memberDown} of each of
     * {@code down}, except that links are asked for and given up as the outcome wants it.
     */
    public void membersChanged(Collection<NodeId> up, Collection<NodeId> down, long now) {
        membersChanged(up, down, Map.of(), now);
    }

    /**
     * As {@link #membersChanged(Collection, Collection, long)}, also telling in which zone members are.
     *
     * @param zones of some of {@code up} and of those who were members before; empty where one names none
     */
    public void membersChanged(Collection<NodeId> up, Collection<NodeId> down, Map<NodeId, String> zones, long now) {
        overlay.membersChanged(up, down, zones, now);
        finish(now);
    }

    /**
     * Whether an incoming link of {@code peer} may come up: there is room below {@code max-peers}, or an unwanted link can go.
     */
    public boolean accepts(NodeId peer) {
        return overlay.accepts(peer);
    }

    /**
     * A link is up, in either direction of connecting. A peer that membership has not told of is a member as long as it is
     * linked. Nothing else of {@code peer} may be an input before this, and its summaries are sent within this call.
     */
    public void linkUp(NodeId peer, long now) {
        Neighbour before = neighbours.remove(peer, now);
        if (before != null) {
            // Another connection took the place of the old one; whether the overlay wants the link is not the question.
            unlinked(before, now);
        }
        if (!overlay.makeRoom(peer, now)) {
            return;
        }
        finish(now);
        Neighbour neighbour = overlay.linkUp(peer, now);
        tally.neighboursAdded++;
        finish(now);
        broadcasting.linkUp(neighbour, now);
    }

    /** A link that was up is lost; not for links that the engine itself disconnected. */
    public void linkDown(NodeId peer, long now) {
        lost(peer, false, now);
        finish(now);
    }

    /** A member that the engine wanted connected cannot be reached now; trying goes on. */
    public void connectFailed(NodeId member, long now) {
        overlay.connectFailed(member, now);
        finish(now);
    }

    /** A message of a neighbour whose link is up. Of others it is counted and dropped. */
    public void receive(NodeId from, PlumtreeMessage message, long now) {
        Neighbour neighbour = neighbours.get(from);
        if (neighbour == null) {
            tally.rejected++;
            return;
        }
        if (message instanceof Leave) {
            if (!neighbour.leaving()) {
                overlay.leaves(neighbour, now);
                broadcasting.leaves(neighbour, now);
            }
        } else if (message instanceof SyncRoot || message instanceof SyncPage) {
            sync.receive(neighbour, message, now);
        } else if (message instanceof PathQuestion question) {
            paths.receive(neighbour, question, now);
        } else if (message instanceof PathAnswer told) {
            paths.receive(neighbour, told, now);
        } else {
            broadcasting.receive(neighbour, message, now);
        }
        finish(now);
    }

    /** A neighbour's queue, which refused a GOSSIP, has room again. */
    public void drained(NodeId peer, long now) {
        Neighbour neighbour = neighbours.get(peer);
        if (neighbour != null) {
            broadcasting.drained(neighbour, now);
            finish(now);
        }
    }

    /** A round trip to a neighbour was measured. */
    public void roundTrip(NodeId peer, long nanos) {
        Neighbour neighbour = neighbours.get(peer);
        if (neighbour != null && nanos > 0) {
            neighbour.measured(nanos);
        }
    }

    /**
     * Broadcasts.
     *
     * @param topic a checked topic name
     * @param headers checked headers, unmodifiable
     * @param payload the bytes, owned by the engine from now on
     * @param sentAtMillis the wall clock
     * @param acknowledgement with {@code RECEIVED} and {@code STORED}, {@code token} is told to {@link Effects} once, perhaps
     *        within this call
     * @param token the caller's name for this broadcast
     * @return the message's sequence; with {@link #epoch()} its identity
     * @throws io.plumtree.api.PlumtreeException of the kinds {@link io.plumtree.api.Plumtree} names; no state changed then
     */
    public long broadcast(String topic, Map<String, String> headers, Payload payload, long sentAtMillis,
            Acknowledgement acknowledgement, long token, long now) {
        long sequence = broadcasting.broadcast(topic, headers, payload, sentAtMillis, acknowledgement, token,
                overlay.members(), now);
        finish(now);
        return sequence;
    }

    /** @return whether {@link #broadcast} would not throw OverloadedException now */
    public boolean takes(Map<String, String> headers, Payload payload, Acknowledgement acknowledgement) {
        return broadcasting.takes(headers, payload, acknowledgement);
    }

    /**
     * The application has returned from messages and gaps of a topic that it was handed, the oldest first.
     *
     * @param topic which
     * @param count how many
     */
    public void handled(String topic, int count, long now) {
        broadcasting.handled(topic, count);
        finish(now);
    }

    /**
     * What the durable store holds, of this node's earlier incarnations: the first input of a node with a store. What was held
     * and not settled is handed to the application first.
     */
    public void restore(StoreContents contents, long now) {
        broadcasting.restore(contents, now);
        finish(now);
    }

    /** @return what waits to be written to the store; null if nothing does, a batch is under way, or the store failed */
    public @Nullable StoreBatch nextBatch() {
        return broadcasting.nextBatch();
    }

    /**
     * The batch taken last is as safe as the store makes it.
     *
     * @param dropped what the store holds no more
     */
    public void stored(List<StoredRange> dropped, long now) {
        broadcasting.stored(dropped);
        finish(now);
    }

    /**
     * The store dropped messages without a batch, because of their age.
     *
     * @param dropped what it holds no more
     */
    public void dropped(List<StoredRange> dropped, long now) {
        broadcasting.dropped(dropped);
        finish(now);
    }

    /**
     * The store failed: nothing is stored any more, and this node is degraded until it starts anew.
     *
     * @param why in words
     */
    public void storeFailed(String why, long now) {
        broadcasting.storeFailed(why);
        finish(now);
    }

    /** The answer to {@link StoreEffects#fetch}; of a store that failed: what it found. */
    public void fetched(long token, List<Message> messages, long now) {
        broadcasting.fetched(token, messages, now);
        finish(now);
    }

    /**
     * Lists what is retained, page by page. Changes nothing.
     *
     * @param query what
     * @param answer takes the page, once: within this call, or within a {@link #fetched}
     */
    public void list(RetainedQuery query, Consumer<Listing> answer) {
        broadcasting.list(query, answer);
    }

    /**
     * Finds out how a message came here, asking backwards from neighbour to neighbour.
     *
     * @param stream the message's
     * @param sequence which
     * @param answer takes what was found out, once: within this call, or within a later input, after
     *        {@link PathQuestions#PATIENCE_MILLIS} at the latest
     */
    public void why(StreamId stream, long sequence, Consumer<History> answer, long now) {
        paths.ask(stream, sequence, path -> answer.accept(broadcasting.history(stream, sequence, path)), now);
        finish(now);
    }

    /** @return whether nothing is on its way to the store */
    public boolean storeIdle() {
        return broadcasting.storeIdle();
    }

    /**
     * @return what this node compares with other members in the exchange of membership, for their {@link #compare}; null if it
     *         compares otherwise, or does not know enough yet
     */
    public @Nullable SyncRoot syncRoot(long now) {
        return sync.root(now);
    }

    /** Another member, which need be no neighbour, told its {@link #syncRoot} in the exchange of membership. */
    public void compare(SyncRoot theirs, long now) {
        sync.heard(theirs, now);
        finish(now);
    }

    /** @return messages and gaps that the application has not returned from, or not been handed yet */
    public long undelivered() {
        return broadcasting.undelivered();
    }

    /** Sends the announcements that wait, so that nothing is held back when the links close. */
    public void flush(long now) {
        broadcasting.flush(now);
    }

    /**
     * Tells the neighbours that this node is about to leave, so that who depends on it finds another parent while it still
     * relays.
     *
     * @return nanoseconds that they need for it: then the links can be closed
     */
    public long leave(long now) {
        long farthest = 0;
        for (Neighbour neighbour : neighbours.all()) {
            effects.send(neighbour.id(), new Leave());
            farthest = Math.max(farthest, neighbour.roundTrip());
        }
        // To the neighbours, from them to another parent and back, and once more where that one refuses.
        return 3 * farthest;
    }

    /** @return nanoseconds until {@link #advance} is due, 0 if it is overdue, {@link #NO_DEADLINE} if nothing is due */
    public long nanosToDeadline(long now) {
        return timers.nanosToFirst(now);
    }

    /** Does what is due. Calling it early does nothing. */
    public void advance(long now) {
        timers.advance(now);
        finish(now);
    }

    /** @return counters and the fill of every bounded collection, as of now */
    public NodeSnapshot snapshot() {
        List<Fill> fills = new ArrayList<>();
        fills.add(new Fill("max-peers", neighbours.size(), maxPeers));
        broadcasting.addFills(fills);
        sync.addFills(fills);
        List<NeighbourState> states = new ArrayList<>();
        for (Neighbour neighbour : neighbours.all()) {
            states.add(broadcasting.describe(neighbour));
        }
        return new NodeSnapshot(tally.counters(), List.copyOf(fills), List.copyOf(states), overlay.members(),
                broadcasting.attachedOrigins(), broadcasting.orphanedOrigins(), timers.size(), broadcasting.storeState(),
                sync.lastCompletedAt());
    }

    /** @return this node's place in the tree of every origin that it keeps account of, in the order of their ids */
    public List<TreePlace> trees() {
        return broadcasting.places();
    }

    private void lost(NodeId peer, boolean disconnected, long now) {
        Neighbour neighbour = neighbours.remove(peer, now);
        if (neighbour != null) {
            unlinked(neighbour, now);
            overlay.linkDown(neighbour, disconnected, now);
        }
    }

    private void unlinked(Neighbour neighbour, long now) {
        tally.neighboursRemoved++;
        sync.linkDown(neighbour);
        paths.linkDown(neighbour, now);
        broadcasting.linkDown(neighbour, now);
    }

    /** Ends every input: closes what is to be closed, sends what was gathered. */
    private void finish(long now) {
        while (!closing.isEmpty()) {
            Map.Entry<NodeId, String> next = closing.entrySet().iterator().next();
            closing.remove(next.getKey());
            if (neighbours.get(next.getKey()) != null) {
                effects.disconnect(next.getKey(), next.getValue());
                lost(next.getKey(), true, now);
            }
        }
        broadcasting.finish();
        sync.finish(now);
    }
}
