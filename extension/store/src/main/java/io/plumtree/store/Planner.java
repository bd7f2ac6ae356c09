package io.plumtree.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.plumtree.core.message.Message;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.store.StoreBatch;
import io.plumtree.core.store.StoredAccount;
import io.plumtree.core.util.IntervalSet;

/** Says what a batch changes, and changes nothing: whatever is wrong with it shows before anything is written. */
final class Planner {

    /** More is not written at one time, so that frames stay small enough to be read. */
    static final long MAX_BATCH_BYTES = 1 << 28;

    private final StoreSettings settings;
    private final long maxAge;
    private final Index index;

    Planner(StoreSettings settings, Index index) {
        this.settings = settings;
        this.maxAge = StoreSettings.millis("maxAge", settings.maxAge());
        this.index = index;
    }

    /**
     * @param now of the clock that ages are taken by
     * @throws IllegalArgumentException if the batch cannot be right
     */
    Change plan(StoreBatch batch, long now) {
        Set<HeldStream> closed = new LinkedHashSet<>();
        for (StreamId id : batch.closed()) {
            HeldStream stream = index.stream(id);
            if (stream != null) {
                closed.add(stream);
            }
        }
        Map<StreamId, HeldStream> opened = new LinkedHashMap<>();
        Map<HeldStream, IntervalSet> seen = new LinkedHashMap<>();
        List<Held> messages = new ArrayList<>(batch.messages().size());
        long bytes = 0;
        for (Message message : batch.messages()) {
            HeldStream stream = stream(message.stream(), closed, opened);
            if (stream.find(message.sequence()) != null
                    || !seen.computeIfAbsent(stream, any -> new IntervalSet()).add(message.sequence())) {
                throw new IllegalArgumentException(
                        stream.id.message(message.sequence()) + " is held already; nothing of the batch was written");
            }
            messages.add(new Held(stream, message.sequence(), index.nextArrival() + messages.size(), now,
                    message.retainedBytes()));
            bytes += message.retainedBytes();
        }
        if (bytes > MAX_BATCH_BYTES) {
            throw new IllegalArgumentException(
                    bytes + " bytes are more than a batch may have; nothing of it was written");
        }
        List<Change.Account> accounts = new ArrayList<>(batch.accounts().size());
        for (StoredAccount account : batch.accounts()) {
            check(account);
            accounts.add(new Change.Account(stream(account.stream(), closed, opened), account));
        }
        return new Change(Math.max(batch.epoch(), index.epoch()), head(messages, bytes, closed, now), index.nextArrival(),
                List.copyOf(closed), List.copyOf(opened.values()), messages, accounts);
    }

    private HeldStream stream(StreamId id, Set<HeldStream> closed, Map<StreamId, HeldStream> opened) {
        HeldStream known = index.stream(id);
        if (known != null && !closed.contains(known)) {
            return known;
        }
        return opened.computeIfAbsent(id, any -> new HeldStream(index.nextStream() + opened.size(), id));
    }

    private static void check(StoredAccount account) {
        long last = account.baseline();
        for (StoredAccount.Interval settled : account.settled()) {
            if (settled.from() <= last || settled.to() < settled.from()) {
                throw new IllegalArgumentException("the account of " + account.stream()
                        + " is not ascending above its baseline: " + account + "; nothing of the batch was written");
            }
            last = settled.to();
        }
    }

    /** @return the arrival of the first message that is within all bounds together with those behind it */
    private long head(List<Held> added, long addedBytes, Set<HeldStream> closed, long now) {
        Room room = new Room(index.messages() + added.size(), index.retainedBytes() + addedBytes);
        for (HeldStream stream : closed) {
            room.messages -= stream.size();
            room.bytes -= stream.retainedBytes();
        }
        for (Held message = index.oldest(); message != null; message = message.newer) {
            if (!closed.contains(message.stream) && !room.tooLittleFor(message, now)) {
                return message.arrival;
            }
        }
        for (Held message : added) {
            if (!room.tooLittleFor(message, now)) {
                return message.arrival;
            }
        }
        return index.nextArrival() + added.size();
    }

    /** What would be held. */
    private final class Room {
        private long messages;
        private long bytes;

        Room(long messages, long bytes) {
            this.messages = messages;
            this.bytes = bytes;
        }

        /** @return whether the oldest of those that would be held has to go; then it is not counted any more */
        boolean tooLittleFor(Held oldest, long now) {
            if (messages <= settings.maxMessages() && bytes <= settings.maxBytes() && now - oldest.arrivedAt < maxAge) {
                return false;
            }
            messages--;
            bytes -= oldest.retainedBytes;
            return true;
        }
    }
}
