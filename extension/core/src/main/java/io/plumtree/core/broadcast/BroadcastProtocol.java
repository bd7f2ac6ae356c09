package io.plumtree.core.broadcast;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.ClusterGap;
import io.plumtree.api.ConfigKey;
import io.plumtree.api.MessageHistory.Arrival;
import io.plumtree.api.MessageHistory.RepairKind;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.RetainedQuery;
import io.plumtree.api.TreePlace;
import io.plumtree.core.Effects;
import io.plumtree.core.NodeSnapshot.Fill;
import io.plumtree.core.NodeSnapshot.NeighbourState;
import io.plumtree.core.NodeSnapshot.StoreState;
import io.plumtree.core.StoreEffects;
import io.plumtree.core.Tally;
import io.plumtree.core.message.Accept;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Graft;
import io.plumtree.core.message.Handover;
import io.plumtree.core.message.IHave;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Missing;
import io.plumtree.core.message.Path;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.message.Prune;
import io.plumtree.core.message.Pull;
import io.plumtree.core.message.Range;
import io.plumtree.core.message.Received;
import io.plumtree.core.message.Refuse;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.message.Summary;
import io.plumtree.core.overlay.Neighbour;
import io.plumtree.core.overlay.Neighbours;
import io.plumtree.core.overlay.View;
import io.plumtree.core.store.Retained;
import io.plumtree.core.store.RetainedMessages;
import io.plumtree.core.store.StoreBatch;
import io.plumtree.core.store.StoreContents;
import io.plumtree.core.store.StoredRange;
import io.plumtree.core.sync.Holdings;
import io.plumtree.core.sync.SyncSettings;
import io.plumtree.core.tree.TreePlanner;
import io.plumtree.core.util.Prng;
import io.plumtree.core.util.TimerQueue;
import io.plumtree.core.why.PathQuestions.LocalArrival;

/**
 * Plumtree (Leitão, Pereira, Rodrigues: Epidemic Broadcast Trees, SRDS 2007) with a tree for each origin whose first shape is
 * computed. This class is the way of a message through the node; what is missing, announced, retained, ordered or changed in
 * a tree is its collaborators' matter. After each input {@link #finish()} is due.
 */
public final class BroadcastProtocol implements Streams.Lifecycle {

    private final Engine engine;
    private final RetainedMessages store;
    private final Streams streams;
    private final Trees trees;
    private final Requests requests;
    private final Calm calm;
    private final Links links;
    private final Grafts grafts;
    private final Repair repair;
    private final Announcer announcer;
    private final ParentChange parentChange;
    private final Acknowledgements acknowledgements;
    private final Supply supply;
    private final PassedPulls passedPulls;
    private final Summaries summaries;
    private final Delivery delivery;
    private final EagerPush eagerPush;
    private final Origination origination;
    private final Journal journal;
    private final Fetches fetches;
    private final Listings listings;
    private final Restoration restoration;
    private final ActiveStreams active;
    private final Comparison comparison;
    private final RepairLog repairLog = new RepairLog();

    /** What a link that must go is told to. */
    @FunctionalInterface
    public interface LinkCloser {
        void close(NodeId neighbour, String reason, long now);
    }

    public BroadcastProtocol(NodeId self, long epoch, PlumtreeConfig config, TreePlanner planner, Supplier<View> view,
            Neighbours neighbours, TimerQueue timers, Prng random, Tally tally, Effects effects,
            @Nullable StoreEffects toStore, LinkCloser closer) {
        Settings settings = new Settings(config, toStore != null);
        this.engine = new Engine(self, settings, effects, tally, timers, neighbours, random);
        this.store = new RetainedMessages(settings.cacheMaxSize, settings.cacheMaxBytes, settings.cacheTtl, timers);
        this.active = new ActiveStreams(config.get(ConfigKey.SYNC_WINDOW).toNanos());
        this.streams = new Streams(settings.maxStreams, settings.maxTopics, this);
        this.trees = new Trees(engine, planner, view);
        this.requests = new Requests(engine);
        this.calm = new Calm(neighbours);
        this.links = new Links(engine, requests, closer::close);
        this.grafts = new Grafts(engine, this::grafted);
        Replays replays = new Replays(settings, epoch);
        this.journal = new Journal(engine, toStore, streams);
        this.fetches = new Fetches(toStore);
        this.listings = new Listings(streams, fetches);
        this.delivery = new Delivery(engine, streams, journal, fetches, replays, this::heldTooLong);
        this.announcer = new Announcer(engine, calm);
        this.repair = new Repair(engine, requests, links, this::gap, calm, repairLog);
        this.parentChange = new ParentChange(engine, links);
        this.acknowledgements = new Acknowledgements(engine,
                "no neighbour confirmed it within acknowledgement-timeout");
        this.eagerPush = new EagerPush(engine, links, streams);
        this.passedPulls = new PassedPulls(engine, requests);
        this.supply = new Supply(engine, streams, announcer, acknowledgements, fetches,
                (by, stream, from, to, now) -> passedPulls
                        .pass(by, stream.id, from, to, now));
        this.origination = new Origination(engine, epoch, streams, trees, store, eagerPush, announcer, acknowledgements,
                journal, delivery, active);
        this.summaries = new Summaries(engine, streams, trees, links, repair, acknowledgements, origination, replays);
        this.comparison = new Comparison(active, summaries, SyncSettings.settle(config));
        this.restoration = new Restoration(engine, streams, origination, summaries, delivery, journal);
    }

    public long epoch() {
        return origination.epoch();
    }

    /** See {@link io.plumtree.core.NodeEngine#broadcast}; {@code members} is how many others are known. */
    public long broadcast(String topic, Map<String, String> headers, Payload payload, long sentAtMillis,
            Acknowledgement acknowledgement, long token, int members, long now) {
        return origination.broadcast(topic, headers, payload, sentAtMillis, acknowledgement, token, members, now);
    }

    public boolean takes(Map<String, String> headers, Payload payload, Acknowledgement acknowledgement) {
        return origination.takes(headers, payload, acknowledgement);
    }

    // --- store --------------------------------------------------------------------------------------------------------

    public void restore(StoreContents contents, long now) {
        restoration.restore(contents, now);
    }

    public @Nullable StoreBatch nextBatch() {
        return journal.next(origination.epoch());
    }

    public void stored(List<StoredRange> dropped) {
        journal.stored(dropped);
        delivery.storeMoved();
    }

    public void dropped(List<StoredRange> dropped) {
        journal.dropped(dropped);
    }

    public void storeFailed(String why) {
        journal.failed(why);
        delivery.storeMoved();
    }

    public void fetched(long token, List<Message> messages, long now) {
        fetches.fetched(token, messages, now);
    }

    /** See {@link io.plumtree.core.NodeEngine#list}. */
    public void list(RetainedQuery query, Consumer<Listing> answer) {
        listings.list(query, answer);
    }

    public boolean storeIdle() {
        return journal.idle();
    }

    public @Nullable StoreState storeState() {
        return journal.state();
    }

    // --- anti-entropy -------------------------------------------------------------------------------------------------

    /** What is compared with neighbours. */
    public Holdings holdings() {
        return comparison;
    }

    // --- messages ---------------------------------------------------------------------------------------------------

    public void receive(Neighbour from, PlumtreeMessage message, long now) {
        if (message instanceof Gossip gossip) {
            onGossip(from, gossip, now);
        } else if (message instanceof IHave ihave) {
            onIHave(from, ihave, now);
        } else if (message instanceof Graft graft) {
            onGraft(from, graft, now);
        } else if (message instanceof Handover handover) {
            engine.tally().graftReceived++;
            onTree(handover.origin(), tree -> parentChange.asked(tree, from, handover.deepest(), now));
        } else if (message instanceof Prune prune) {
            engine.tally().pruneReceived++;
            onTree(prune.origin(), tree -> pruned(tree, from, prune, now));
        } else if (message instanceof Pull pull) {
            engine.tally().pullReceived++;
            pull.wanted().forEach(wanted -> supply(from, wanted, now));
        } else if (message instanceof Missing missing) {
            onMissing(from, missing, now);
        } else if (message instanceof Accept accept) {
            onTree(accept.origin(), tree -> parentChange.accepted(tree, from, accept.marks(), now));
        } else if (message instanceof Refuse refuse) {
            onTree(refuse.origin(), tree -> {
                parentChange.refused(tree, from.slot());
                parentChange.replaceLeaver(tree, now);
            });
        } else if (message instanceof Summary summary) {
            summaries.receive(from, summary, now);
        } else if (message instanceof Received received) {
            StreamState stream = streams.find(received.stream());
            if (stream != null && stream.tree.own) {
                acknowledgements.received(stream, received.sequence());
            }
        }
    }

    /** Names of origins that nothing is known of open no account. */
    private void onTree(NodeId origin, Consumer<OriginTree> change) {
        OriginTree tree = trees.find(origin);
        if (tree == null) {
            engine.tally().rejected++;
        } else {
            change.accept(tree);
        }
    }

    /** Paper, Algorithm 1, upon Receive(GOSSIP). */
    private void onGossip(Neighbour from, Gossip gossip, long now) {
        Message message = gossip.message();
        engine.tally().payloadsReceived++;
        engine.tally().payloadBytesReceived += message.payload().size();
        if (message.payload().applicationSize() > engine.settings().maxMessageSize) {
            engine.tally().rejected++;
            return;
        }
        StreamState stream = obtain(message.stream(), gossip.baseline(), now);
        if (stream == null) {
            return;
        }
        stream.heard(from.slot(), message.sequence());
        if (message.sequence() <= stream.baseline) {
            passedPulls.arrived(from, stream, gossip);
        }
        if (stream.window.contains(message.sequence())) {
            onDuplicate(from, stream, gossip, now);
        } else if (origination.owns(stream)) {
            // Nobody but this node can number its messages.
            engine.tally().rejected++;
            return;
        } else {
            onFresh(from, stream, gossip, now);
        }
        // What was told as a gap counts as arrived, but is not here to survive its origin.
        if (gossip.acknowledge() && stream.retained.get(message.sequence()) != null) {
            engine.effects().send(from.id(), new Received(message.stream(), message.sequence()));
        }
    }

    private void onFresh(Neighbour from, StreamState stream, Gossip gossip, long now) {
        Message message = gossip.message();
        OriginTree tree = stream.tree;
        long sequence = message.sequence();
        trees.used(tree, now);
        stream.lastArrival = now;
        active.traffic(stream, now);
        long newestBefore = stream.window.newest();
        stream.window.add(sequence);
        MissingInterval awaited = repair.awaited(stream, sequence);
        boolean requested = repair.arrived(from, stream, sequence, !gossip.repaired(), now);
        boolean repaired = requested || gossip.repaired();
        if (requested && awaited != null && awaited.found) {
            engine.tally().syncRecovered++;
        }
        if (!requested) {
            pushedBy(from, stream, gossip, repaired, now);
        }
        if (awaited != null && awaited.earliest != OriginTree.NOBODY && !repaired) {
            parentChange.compare(engine.neighbours().at(awaited.earliest), tree, now, awaited.earliestPush, now);
        }
        if (!repaired) {
            restoration.pushed(stream, sequence, now);
        }
        Retained retained = store.keep(stream.retained, message, from.id(), gossip.round(), !repaired,
                arrival(requested, awaited), now);
        journal.store(stream, message);
        if (requested && awaited != null && awaited.late) {
            announcer.addLate(stream, sequence, now);
        } else {
            eagerPush.push(stream,
                    new Gossip(message, gossip.round() + 1, repaired, false, stream.window.low(), stream.baseline),
                    from.bit(), now);
            announcer.add(stream, sequence, repaired, now);
        }
        delivery.deliver(stream, message, retained, now);
        if (sequence > newestBefore + 1) {
            repair.hole(stream, newestBefore + 1, sequence - 1, gossip.low(), now);
        }
        if (!stream.missing.isEmpty()) {
            repair.passed(from, stream, gossip.low(), now);
        }
    }

    private static Arrival arrival(boolean requested, @Nullable MissingInterval awaited) {
        if (!requested) {
            return Arrival.PUSHED;
        }
        return awaited != null && awaited.found ? Arrival.RECOVERED : Arrival.PULLED;
    }

    /** @return the stream; null, and counted, if it has no place here */
    private @Nullable StreamState obtain(StreamId id, long baselineOfTeller, long now) {
        StreamState known = streams.use(id, now);
        if (known != null) {
            return known;
        }
        if (origination.owns(id)) {
            // Nobody knows a stream of this node that it did not begin.
            engine.tally().rejected++;
            return null;
        }
        StreamState stream = streams.obtain(id, summaries.baseline(baselineOfTeller, now), now);
        if (stream == null) {
            engine.tally().rejectedTopics++;
        }
        return stream;
    }

    /** Somebody pushed a message first: the parent, or somebody who may become it (tree-model R7, P13). */
    private void pushedBy(Neighbour from, StreamState stream, Gossip gossip, boolean repaired, long now) {
        OriginTree tree = stream.tree;
        int slot = from.slot();
        if (tree.own) {
            return;
        }
        links.demote(tree, from);
        if (slot == tree.parent) {
            tree.proven = true;
            tree.forerunner = OriginTree.NOBODY;
            tree.isAt(gossip.round());
            if (!repaired) {
                tree.holes = 0;
            }
        } else if (tree.parent == OriginTree.NOBODY) {
            tree.adopt(slot, true);
        } else if (!repaired && !tree.comesFromOldParent(stream.id, gossip.message().sequence())
                && !links.pruneUnderWay(tree, from, now)) {
            if (tree.forerunner == slot) {
                tree.adopt(slot, true);
            } else {
                tree.forerunner = slot;
            }
        }
    }

    /**
     * Paper, Algorithm 1, the else branch: a duplicate prunes, but always the one who is not the parent, whichever copy came
     * second, and never for a payload that somebody asked for (tree-model R7).
     */
    private void onDuplicate(Neighbour from, StreamState stream, Gossip gossip, long now) {
        engine.tally().duplicates++;
        long sequence = gossip.message().sequence();
        repairLog.had(RepairKind.DUPLICATE, stream.id, sequence, from, now);
        OriginTree tree = stream.tree;
        if (gossip.repaired()) {
            return;
        }
        links.demote(tree, from);
        if (from.slot() != tree.parent) {
            prune(from, stream, sequence, now);
            return;
        }
        tree.proven = true;
        Retained first = stream.retained.get(sequence);
        if (first != null && first.pushed() && first.from() != null) {
            Neighbour forerunner = engine.neighbours().get(first.from());
            if (forerunner != null && forerunner != from) {
                prune(forerunner, stream, sequence, now);
            }
        }
    }

    private void prune(Neighbour neighbour, StreamState stream, long duplicate, long now) {
        if (links.prune(stream.tree, neighbour, List.of(), now)) {
            repairLog.had(RepairKind.PRUNE_SENT, stream.id, duplicate, neighbour, now);
        }
    }

    /** Paper, Algorithm 2, upon Receive(IHAVE). */
    private void onIHave(Neighbour from, IHave ihave, long now) {
        engine.tally().ihaveReceived++;
        for (IHave.Announcement told : ihave.announcements()) {
            StreamState stream = obtain(told.stream(), told.baseline(), now);
            if (stream == null) {
                continue;
            }
            boolean news = told.to() > stream.heardFrom(from.slot());
            stream.heard(from.slot(), told.to());
            if (origination.owns(stream)) {
                acknowledgements.received(stream, told.to());
                continue;
            }
            if (!stream.window.contains(told.to())) {
                trees.needed(stream.tree, now);
            }
            long push = ParentChange.pushWouldHaveCome(told.ageMillis(), now);
            Retained mine = news ? stream.retained.get(told.to()) : null;
            if (mine != null) {
                parentChange.compare(from, stream.tree, mine, push, now);
            }
            repair.announced(from, stream, told.from(), told.to(), push, now);
        }
    }

    /** Paper, Algorithm 2, upon Receive(GRAFT). */
    private void onGraft(Neighbour from, Graft graft, long now) {
        engine.tally().graftReceived++;
        OriginTree tree = trees.find(graft.origin());
        if (tree == null) {
            // Nothing is known of that origin: there is nothing to push, and no account is opened for a name.
            graft.wanted().forEach(wanted -> supply.decline(from, wanted));
            return;
        }
        grafts.asked(tree, from, now);
        graft.wanted().forEach(wanted -> supply(from, wanted, now));
    }

    /** {@code child} is pushed to from now on. */
    private void grafted(OriginTree tree, Neighbour child, long now) {
        trees.joined(tree, now);
        if (tree.parent == child.slot()) {
            // It depends on this node now, so this node must not depend on it.
            tree.parent = OriginTree.NOBODY;
            tree.proven = false;
        }
        links.promote(tree, child);
        links.reattach(tree, now);
    }

    private void pruned(OriginTree tree, Neighbour by, Prune prune, long now) {
        StreamState last = tree.lastUsed();
        if (last != null) {
            repairLog.had(RepairKind.PRUNE_RECEIVED, last.id, last.window.newest(), by, now);
        }
        grafts.withdrawn(tree, by);
        eagerPush.pruned(tree, by, prune.after(), now);
    }

    private void onMissing(Neighbour from, Missing missing, long now) {
        Range range = missing.range();
        StreamState stream = streams.find(range.stream());
        if (stream != null) {
            repair.answeredMissing(from, stream, range.from(), range.to(), missing.gone(), now);
            passedPulls.answeredMissing(from, range.stream(), range.from(), range.to());
        }
    }

    private void supply(Neighbour to, Range wanted, long now) {
        calm.asked(now);
        StreamState stream = streams.find(wanted.stream());
        if (stream == null) {
            supply.decline(to, wanted);
        } else {
            supply.supply(to, stream, wanted, now);
        }
    }

    // --- links and view ---------------------------------------------------------------------------------------------

    public void linkUp(Neighbour neighbour, long now) {
        summaries.send(neighbour, now);
    }

    /** {@code leaver} is about to leave: whoever is pushed by it asks another, before anything is missing. */
    public void leaves(Neighbour leaver, long now) {
        for (OriginTree tree : trees.all()) {
            parentChange.leaves(tree, leaver, now);
        }
    }

    /** {@code lost} is no neighbour any more. */
    public void linkDown(Neighbour lost, long now) {
        for (StreamState stream : streams.all()) {
            stream.forget(lost.slot());
        }
        List<OriginTree> orphaned = new ArrayList<>();
        for (OriginTree tree : trees.all()) {
            boolean wasParent = tree.parent == lost.slot();
            tree.forget(lost.slot());
            if (wasParent) {
                orphaned.add(tree);
            }
        }
        orphaned.forEach(tree -> links.reattach(tree, now));
        repair.forget(lost.slot(), now);
        passedPulls.forget(lost.slot());
        // What only the lost neighbour's origin and this node have must not wait for the next interval.
        announcer.flushSoon(now);
    }

    /** Of the members, {@code changed} became reachable or out of reach, now that {@code reachable} can be reached. */
    public void viewChanged(int changed, int reachable, long now) {
        trees.viewChanged(changed, reachable, now);
    }

    /** A neighbour that was served lazily has caught up with its queue. */
    public void drained(Neighbour neighbour, long now) {
        if (neighbour.lagging()) {
            long since = neighbour.laggingSince();
            engine.neighbours().caughtUp(neighbour);
            announcer.catchUp(neighbour, streams.all(), since, now);
        }
    }

    public void handled(String topic, int count) {
        delivery.handled(topic, count);
    }

    public long undelivered() {
        return delivery.undelivered();
    }

    /** Announces what waits to be announced. */
    public void flush(long now) {
        announcer.flush(now);
    }

    /** Sends what the collaborators gathered during one input. */
    public void finish() {
        requests.flush();
    }

    // --- streams ----------------------------------------------------------------------------------------------------

    @Override
    public StreamState open(StreamId id, long baseline, long now) {
        OriginTree tree = trees.get(id.origin(), now);
        StreamState stream = new StreamState(id, tree, baseline, store.open(id), delivery.cursor(id.topic()));
        stream.sequencer = delivery.sequencer(stream);
        stream.lastArrival = now;
        tree.streams.add(stream);
        active.opened(stream, now);
        journal.opened(stream);
        restoration.opened(stream);
        return stream;
    }

    @Override
    public void closed(StreamState stream, long now) {
        repair.abandon(stream, now);
        announcer.forget(stream);
        active.closed(stream);
        store.drop(stream.retained);
        journal.closed(stream);
        if (stream.sequencer != null) {
            stream.sequencer.close();
        }
        delivery.closed(stream.id.topic());
        stream.tree.streams.remove(stream);
        if (stream.tree.streams.isEmpty()) {
            trees.remove(stream.tree);
        }
    }

    @Override
    public boolean mayClose(StreamState stream) {
        return !origination.owns(stream);
    }

    private void heldTooLong(StreamState stream, long from, long to, long now) {
        repair.settled(stream, from, to, now);
        gap(stream, from, to, ClusterGap.Reason.HELD_TOO_LONG, now);
    }

    private void gap(StreamState stream, long from, long to, ClusterGap.Reason reason, long now) {
        delivery.gap(stream, from, to, reason, now);
        announcer.addGap(stream, now);
    }

    // --- why --------------------------------------------------------------------------------------------------------

    /** @return how a message came here; null if it is not retained */
    public @Nullable LocalArrival arrival(StreamId id, long sequence) {
        StreamState stream = streams.find(id);
        if (stream == null) {
            return null;
        }
        Retained retained = stream.retained.get(sequence);
        if (retained != null) {
            return new LocalArrival(retained.arrival(), retained.from(), retained.round(), retained.arrivedAt());
        }
        return stream.isStored(sequence) ? new LocalArrival(Arrival.STORED, null, 0, 0) : null;
    }

    /** @return what is known here of a message that came to this node by {@code path} */
    public History history(StreamId id, long sequence, Path path) {
        StreamState stream = streams.find(id);
        Retained retained = stream == null ? null : stream.retained.get(sequence);
        OptionalLong sentAtMillis = retained == null ? OptionalLong.empty()
                : OptionalLong.of(retained.message().sentAtMillis());
        return new History(sentAtMillis, path, repairLog.of(id, sequence, engine.neighbours()));
    }

    // --- what others may see ----------------------------------------------------------------------------------------

    /** Adds the fill of every bounded collection. */
    public void addFills(List<Fill> fills) {
        Settings settings = engine.settings();
        fills.add(new Fill("message-cache-max-size", store.size(), settings.cacheMaxSize));
        fills.add(new Fill("message-cache-max-bytes", store.bytes(), settings.cacheMaxBytes));
        fills.add(new Fill("max-streams", streams.size(), settings.maxStreams));
        fills.add(new Fill("max-topics", streams.topics(), settings.maxTopics));
        fills.add(new Fill("max-missing", repair.missing(), settings.maxMissing));
        fills.add(new Fill("max-missing", passedPulls.size(), settings.maxMissing));
        fills.add(new Fill("max-pending-acknowledgements", acknowledgements.size(),
                settings.maxPendingAcknowledgements));
        journal.addFills(fills);
        delivery.addFills(fills);
        for (StreamState stream : streams.all()) {
            if (stream.sequencer != null && stream.sequencer.heldBytes() > 0) {
                fills.add(new Fill("fifo-hold-max-bytes", stream.sequencer.heldBytes(),
                        settings.config.topic(stream.id.topic()).fifoHoldMaxBytes()));
            }
        }
    }

    public NeighbourState describe(Neighbour neighbour) {
        int eager = 0;
        int parent = 0;
        for (OriginTree tree : trees.all()) {
            eager += tree.isChild(neighbour.slot()) ? 1 : 0;
            parent += tree.parent == neighbour.slot() ? 1 : 0;
        }
        return new NeighbourState(neighbour.id(), eager, parent, neighbour.roundTrip(), neighbour.lagging());
    }

    /** @return {@link io.plumtree.core.NodeEngine#trees} */
    public List<TreePlace> places() {
        return trees.places();
    }

    public int attachedOrigins() {
        int attached = 0;
        for (OriginTree tree : trees.all()) {
            attached += tree.attached() ? 1 : 0;
        }
        return attached;
    }

    public int orphanedOrigins() {
        return trees.all().size() - attachedOrigins();
    }
}
