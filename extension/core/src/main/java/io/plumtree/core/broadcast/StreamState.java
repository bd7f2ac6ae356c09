package io.plumtree.core.broadcast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.message.StreamId;
import io.plumtree.core.message.Summary.StreamSummary;
import io.plumtree.core.overlay.Neighbours;
import io.plumtree.core.store.RetainedStream;
import io.plumtree.core.sync.StreamHash;
import io.plumtree.core.util.IntervalSet;

/** What this node knows of one stream. */
final class StreamState {

    final StreamId id;
    final OriginTree tree;
    final ReceiveWindow window;
    final RetainedStream retained;
    /** Null on topics without order. */
    @Nullable
    Sequencer sequencer;
    final TopicCursor cursor;
    /** What is above is owed to this node; what is not, it never asks for. */
    final long baseline;
    /** Where it stands among all, for every node. */
    final long place;
    /** When a message of it arrived last, here or at a neighbour that told so; a window ago if none did. */
    long trafficAt;
    /** When a message of this stream arrived last. */
    long lastArrival;
    /** When this stream was heard of last, to the second. */
    long lastUse;
    /** Grows with {@link #lastUse}, over all streams of this node. */
    long lastUseNumber;
    /** Missed messages, ascending and disjoint. */
    final List<MissingInterval> missing = new ArrayList<>(0);
    /** Arrived and not announced yet. */
    final IntervalSet unannounced = new IntervalSet();
    /** Whether one of {@link #unannounced} was repaired: it is announced widely. */
    boolean unannouncedRepair;
    /** Whether one of {@link #unannounced} was not pushed: it is announced to the children too. */
    boolean unannouncedLate;
    /** What the durable store has of it; null where there is none. */
    @Nullable
    StoreAccount store;
    /** After which silence the next digest is due; 0 if none is. */
    long digestAfter;
    /** The newest message that each neighbour is known to have, by slot; made when first needed. */
    private long @Nullable [] heard;

    StreamState(StreamId id, OriginTree tree, long baseline, RetainedStream retained, TopicCursor cursor) {
        this.id = id;
        this.place = StreamHash.place(id);
        this.tree = tree;
        this.baseline = baseline;
        this.window = new ReceiveWindow(baseline);
        this.retained = retained;
        this.cursor = cursor;
    }

    /** Notes that the neighbour of {@code slot} has {@code sequence}. */
    void heard(int slot, long sequence) {
        if (heard == null || slot >= heard.length) {
            int length = Math.min(Neighbours.MAX_SLOTS, Math.max(4, Integer.highestOneBit(slot) * 2));
            heard = heard == null ? new long[length] : Arrays.copyOf(heard, length);
        }
        heard[slot] = Math.max(heard[slot], sequence);
    }

    long heardFrom(int slot) {
        return heard == null || slot >= heard.length ? 0 : heard[slot];
    }

    void forget(int slot) {
        if (heard != null && slot < heard.length) {
            heard[slot] = 0;
        }
    }

    /** @return what a neighbour is told of this stream that may know nothing of it */
    StreamSummary summary() {
        return new StreamSummary(id, baseline, window.low(), window.newest(),
                oldestHeld(), tree.attached());
    }

    /**
     * @return the first message that can be served, from memory or from the store, or soon can; what is after the newest if
     *         there is none
     */
    long oldestHeld() {
        long oldest = retained.isEmpty() ? window.newest() + 1 : retained.oldest();
        if (store == null) {
            return oldest;
        }
        oldest = store.held.isEmpty() ? oldest : Math.min(oldest, store.held.from(0));
        return store.onTheWay.isEmpty() ? oldest : Math.min(oldest, store.onTheWay.from(0));
    }

    /** @return whether the store holds it, or will when what is on the way there has arrived */
    boolean willBeStored(long sequence) {
        return store != null && (store.held.contains(sequence) || store.onTheWay.contains(sequence));
    }

    boolean isStored(long sequence) {
        return store != null && store.held.contains(sequence);
    }

    /** @return the first message from {@code sequence} on that can be served, from memory or from the store; -1 if none can */
    long nextHeld(long sequence) {
        long kept = retained.next(sequence);
        long inStore = store == null ? -1 : store.held.next(sequence);
        return kept < 0 || inStore < 0 ? Math.max(kept, inStore) : Math.min(kept, inStore);
    }

    /** @return up to where, from {@code sequence} on, which it is, all is in the store and not in memory */
    long storedUpTo(long sequence) {
        long end = Objects.requireNonNull(store).held.endOf(sequence);
        long kept = retained.next(sequence);
        return kept < 0 ? end : Math.min(end, kept - 1);
    }

    /** @return the newest message that arrived or is known to be missing */
    long newestKnown() {
        long newest = window.newest();
        return missing.isEmpty() ? newest : Math.max(newest, missing.get(missing.size() - 1).to);
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
