package io.plumtree.core.broadcast;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.NodeSnapshot.Fill;
import io.plumtree.core.NodeSnapshot.StoreState;
import io.plumtree.core.StoreEffects;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.store.StoreBatch;
import io.plumtree.core.store.StoredAccount;
import io.plumtree.core.store.StoredAccount.Interval;
import io.plumtree.core.store.StoredRange;

/**
 * What is on its way to the durable store, and what the store holds: messages in the order of their arrival, and of each
 * stream, at most once in a batch, how far the application has come. One batch is under way at a time; what comes meanwhile
 * gathers for the next, bounded in bytes. Without a store nothing of it happens.
 */
final class Journal {

    private final Engine engine;
    private final @Nullable StoreEffects effects;
    private final Streams streams;
    private final Acknowledgements acknowledgements;
    private Deque<Message> waiting = new ArrayDeque<>(0);
    private long waitingBytes;
    /** Streams of which the store has an older account. */
    private final List<StreamState> changed = new ArrayList<>(0);
    private final Set<StreamId> closed = new LinkedHashSet<>(0);
    private @Nullable StoreBatch underWay;
    private long underWayBytes;
    private boolean asked;
    private boolean epochChanged = true;
    private @Nullable String failure;
    private long notStored;

    /** @param effects the way to the store; null if there is none */
    Journal(Engine engine, @Nullable StoreEffects effects, Streams streams) {
        this.engine = engine;
        this.effects = effects;
        this.streams = streams;
        this.acknowledgements = new Acknowledgements(engine, "it was not stored within acknowledgement-timeout");
    }

    /** @return why nothing is stored, in words; null if it is */
    @Nullable
    String unavailable() {
        return effects == null ? "no durable store is configured (store.directory)" : failure;
    }

    /** @return how many broadcasts wait to be stored */
    Acknowledgements acknowledgements() {
        return acknowledgements;
    }

    /** @return whether a message is taken before a batch is written; one that is larger than the bound travels alone */
    boolean hasRoom(int bytes) {
        long onTheWay = waitingBytes + underWayBytes;
        return onTheWay == 0 || onTheWay + bytes <= engine.settings().storeQueueMaxBytes;
    }

    /** A message arrived for the first time, or was broadcast here. What there is no room for is not stored, and counted. */
    void store(StreamState stream, Message message) {
        StoreAccount account = stream.store;
        if (account == null) {
            return;
        }
        int bytes = message.retainedBytes();
        if (failure != null || !hasRoom(bytes)) {
            notStored++;
            return;
        }
        waiting.addLast(message);
        account.onTheWay.add(message.sequence());
        waitingBytes += bytes;
        ask();
    }

    /** Account of a stream begins. */
    void opened(StreamState stream) {
        if (effects != null) {
            stream.store = new StoreAccount();
            change(stream, stream.store);
        }
    }

    /** The application has returned from these messages, or will never be handed them. */
    void settled(StreamId id, long from, long to) {
        StreamState stream = effects == null ? null : streams.find(id);
        if (stream != null && stream.store != null) {
            stream.store.settled.addAll(from, to);
            change(stream, stream.store);
        }
    }

    /** Account of a stream has ended, and of what is stored of it. */
    void closed(StreamState stream) {
        if (effects == null) {
            return;
        }
        changed.remove(stream);
        waiting.removeIf(message -> {
            boolean ofIt = message.stream().equals(stream.id);
            waitingBytes -= ofIt ? message.retainedBytes() : 0;
            return ofIt;
        });
        if (stream.store != null && stream.store.written) {
            close(stream.id);
        }
    }

    /** The store has a stream that has no place here. */
    void close(StreamId id) {
        closed.add(id);
        ask();
    }

    /** This node's incarnation changed: the next batch says so. */
    void epochChanged() {
        epochChanged = true;
        ask();
    }

    /** @return what waits to be written; null if nothing does, or a batch is under way, or the store failed */
    @Nullable
    StoreBatch next(long epoch) {
        asked = false;
        if (underWay != null || !somethingWaits()) {
            return null;
        }
        List<StoredAccount> accounts = new ArrayList<>(changed.size());
        for (StreamState stream : changed) {
            StoreAccount account = Objects.requireNonNull(stream.store);
            account.changed = false;
            account.written = true;
            List<Interval> settled = new ArrayList<>(account.settled.intervals());
            for (int i = 0; i < account.settled.intervals(); i++) {
                settled.add(new Interval(account.settled.from(i), account.settled.to(i)));
            }
            accounts.add(new StoredAccount(stream.id, stream.baseline, settled));
        }
        StoreBatch batch = new StoreBatch(epoch, List.copyOf(waiting), accounts, List.copyOf(closed));
        underWay = batch;
        underWayBytes = waitingBytes;
        waiting = new ArrayDeque<>(0);
        waitingBytes = 0;
        changed.clear();
        closed.clear();
        epochChanged = false;
        return batch;
    }

    /** The batch under way is as safe as the store makes it, which dropped these for it. */
    void stored(List<StoredRange> dropped) {
        StoreBatch batch = underWay;
        if (batch == null) {
            return;
        }
        underWay = null;
        underWayBytes = 0;
        for (Message message : batch.messages()) {
            // What began again after it was closed is another stream.
            StreamState stream = closed.contains(message.stream()) ? null : streams.find(message.stream());
            if (stream != null && stream.store != null) {
                stream.store.onTheWay.remove(message.sequence(), message.sequence());
                stream.store.held.add(message.sequence());
                acknowledgements.received(stream, message.sequence());
            }
        }
        dropped(dropped);
        if (somethingWaits()) {
            ask();
        }
    }

    /** The store holds these no more. */
    void dropped(List<StoredRange> ranges) {
        for (StoredRange range : ranges) {
            StreamState stream = streams.find(range.stream());
            if (stream != null && stream.store != null) {
                stream.store.held.remove(range.from(), range.to());
            }
        }
    }

    /** Nothing is stored any more; what the store holds it may still be asked for. */
    void failed(String why) {
        if (failure != null) {
            return;
        }
        failure = why;
        notStored += waiting.size() + (underWay == null ? 0 : underWay.messages().size());
        underWay = null;
        underWayBytes = 0;
        waiting.clear();
        waitingBytes = 0;
        for (StreamState stream : streams.all()) {
            StoreAccount account = Objects.requireNonNull(stream.store);
            account.changed = false;
            account.onTheWay.remove(0, Long.MAX_VALUE);
        }
        changed.clear();
        closed.clear();
        acknowledgements.fail("the store failed: " + why);
    }

    /** @return whether all that was to be written has been, or never will be */
    boolean idle() {
        return underWay == null && !somethingWaits();
    }

    @Nullable
    StoreState state() {
        return effects == null ? null : new StoreState(failure, notStored);
    }

    void addFills(List<Fill> fills) {
        if (effects != null) {
            fills.add(new Fill("store.queue-max-bytes", waitingBytes + underWayBytes,
                    engine.settings().storeQueueMaxBytes));
            fills.add(new Fill("max-pending-acknowledgements", acknowledgements.size(),
                    engine.settings().maxPendingAcknowledgements));
        }
    }

    private void change(StreamState stream, StoreAccount account) {
        if (failure == null && !account.changed) {
            account.changed = true;
            changed.add(stream);
            ask();
        }
    }

    private boolean somethingWaits() {
        return effects != null && failure == null
                && (epochChanged || !waiting.isEmpty() || !changed.isEmpty() || !closed.isEmpty());
    }

    private void ask() {
        if (effects != null && !asked && underWay == null && failure == null) {
            asked = true;
            effects.storing();
        }
    }
}
