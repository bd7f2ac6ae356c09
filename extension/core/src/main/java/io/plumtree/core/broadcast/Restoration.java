package io.plumtree.core.broadcast;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.plumtree.core.message.StreamId;
import io.plumtree.core.store.StoreContents;
import io.plumtree.core.store.StoredAccount;
import io.plumtree.core.store.StoredRange;

/**
 * Makes a node of what its earlier incarnation stored: what was settled or is held has arrived, what is held and not settled is
 * handed to the application again, and what came while the node was away is owed to it.
 */
final class Restoration {

    private final Engine engine;
    private final Streams streams;
    private final Origination origination;
    private final Summaries summaries;
    private final Delivery delivery;
    private final Journal journal;
    private boolean restored;

    Restoration(Engine engine, Streams streams, Origination origination, Summaries summaries, Delivery delivery,
            Journal journal) {
        this.engine = engine;
        this.streams = streams;
        this.origination = origination;
        this.summaries = summaries;
        this.delivery = delivery;
        this.journal = journal;
    }

    void restore(StoreContents contents, long now) {
        origination.follows(contents.epoch());
        restored = contents.epoch() > 0;
        Map<StreamId, List<StoredRange>> held = new LinkedHashMap<>();
        for (StoredRange range : contents.held()) {
            held.computeIfAbsent(range.stream(), stream -> new ArrayList<>()).add(range);
        }
        List<StoredAccount> accounts = new ArrayList<>(contents.accounts());
        accounts.sort(Comparator.comparingLong(account -> account.stream().epoch()));
        for (StoredAccount account : accounts) {
            restore(account, held.getOrDefault(account.stream(), List.of()), now);
        }
        if (!accounts.isEmpty()) {
            summaries.restored();
        }
        journal.epochChanged();
    }

    /**
     * Account of a stream begins that is not this incarnation's. What the store tells of it, or not, may be a little older than
     * what the application was handed last.
     */
    void opened(StreamState stream) {
        if (restored && !origination.owns(stream)) {
            stream.retained.restored();
        }
    }

    /**
     * Every hop to here pushed this message: it was broadcast a moment ago, and, if this node has had its links for longer, not
     * before it started. So were those behind it.
     */
    void pushed(StreamState stream, long sequence, long now) {
        if (restored && !engine.neighbours().newcomer(Settings.NEWCOMER_NANOS, now)) {
            stream.retained.isNew(sequence);
        }
    }

    private void restore(StoredAccount account, List<StoredRange> held, long now) {
        StreamState stream = streams.obtain(account.stream(), account.baseline(), now);
        if (stream == null) {
            engine.tally().rejectedTopics++;
            journal.close(account.stream());
            return;
        }
        StoreAccount store = Objects.requireNonNull(stream.store);
        store.written = true;
        for (StoredAccount.Interval settled : account.settled()) {
            stream.window.addAll(settled.from(), settled.to());
            store.settled.addAll(settled.from(), settled.to());
            delivery.settledBefore(stream, settled.from(), settled.to(), now);
        }
        for (StoredRange range : held) {
            stream.window.addAll(range.from(), range.to());
            store.held.addAll(range.from(), range.to());
        }
        for (StoredRange range : held) {
            store.settled.forEachMissing(Math.max(range.from(), stream.baseline + 1), range.to(),
                    (from, to) -> delivery.deliverStored(stream, from, to, now));
        }
    }
}
