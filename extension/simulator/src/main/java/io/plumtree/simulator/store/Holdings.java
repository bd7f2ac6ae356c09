package io.plumtree.simulator.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.StorageSettings;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.store.StoreBatch;
import io.plumtree.core.store.StoreContents;
import io.plumtree.core.store.StoredAccount;
import io.plumtree.core.store.StoredRange;

/** What a store holds: what batches add up to, within bounds, the oldest arrival first to go. */
final class Holdings {

    private final StorageSettings bounds;
    private final Map<StreamId, Held> streams = new LinkedHashMap<>();
    private final Deque<Arrival> byArrival = new ArrayDeque<>();
    private long bytes;
    private long epoch;

    private record Arrival(Message message, long at) {
    }

    private static final class Held {
        final TreeMap<Long, Message> messages = new TreeMap<>();
        StoredAccount account;

        Held(StreamId stream) {
            account = new StoredAccount(stream, 0, List.of());
        }
    }

    Holdings(StorageSettings bounds) {
        this.bounds = bounds;
    }

    Holdings copy() {
        Holdings copy = new Holdings(bounds);
        streams.forEach((id, held) -> {
            Held same = copy.stream(id);
            same.account = held.account;
            same.messages.putAll(held.messages);
        });
        copy.byArrival.addAll(byArrival);
        copy.bytes = bytes;
        copy.epoch = epoch;
        return copy;
    }

    /** @return what was dropped to make room, or because of its age */
    List<StoredRange> write(StoreBatch batch, long now) {
        epoch = Math.max(epoch, batch.epoch());
        batch.closed().forEach(this::close);
        for (Message message : batch.messages()) {
            if (stream(message.stream()).messages.put(message.sequence(), message) != null) {
                throw new IllegalStateException(message.stream().message(message.sequence()) + " is held already");
            }
            byArrival.addLast(new Arrival(message, now));
            bytes += message.retainedBytes();
        }
        batch.accounts().forEach(account -> stream(account.stream()).account = account);
        return trim(now);
    }

    private Held stream(StreamId id) {
        return streams.computeIfAbsent(id, Held::new);
    }

    private void close(StreamId id) {
        if (streams.remove(id) != null) {
            byArrival.removeIf(arrival -> {
                boolean ofIt = arrival.message.stream().equals(id);
                bytes -= ofIt ? arrival.message.retainedBytes() : 0;
                return ofIt;
            });
        }
    }

    /** @return what is beyond the bounds, and gone now */
    List<StoredRange> trim(long now) {
        List<StoredRange> dropped = new ArrayList<>(0);
        while (!byArrival.isEmpty() && (byArrival.size() > bounds.maxSize() || bytes > bounds.maxBytes()
                || now - byArrival.getFirst().at >= bounds.maxAge().toNanos())) {
            Message oldest = byArrival.removeFirst().message;
            bytes -= oldest.retainedBytes();
            stream(oldest.stream()).messages.remove(oldest.sequence());
            dropped.add(new StoredRange(oldest.stream(), oldest.sequence(), oldest.sequence()));
        }
        return dropped;
    }

    /** @return when the oldest is too old; {@link Long#MAX_VALUE} if nothing is held */
    long expiry() {
        return byArrival.isEmpty() ? Long.MAX_VALUE : byArrival.getFirst().at + bounds.maxAge().toNanos();
    }

    List<Message> read(StreamId id, long from, long to, int maxMessages, long maxBytes) {
        List<Message> found = new ArrayList<>();
        Held held = streams.get(id);
        if (held == null || from > to) {
            return found;
        }
        long size = 0;
        for (Message message : held.messages.subMap(from, true, to, true).values()) {
            if (found.size() >= maxMessages || (size >= maxBytes && !found.isEmpty())) {
                break;
            }
            found.add(message);
            size += message.retainedBytes();
        }
        return found;
    }

    StoreContents contents() {
        List<StoredAccount> accounts = new ArrayList<>();
        List<StoredRange> ranges = new ArrayList<>();
        streams.forEach((id, held) -> {
            accounts.add(held.account);
            StoredRange last = null;
            for (long sequence : held.messages.keySet()) {
                if (last != null && last.to() + 1 < sequence) {
                    ranges.add(last);
                    last = null;
                }
                last = new StoredRange(id, last == null ? sequence : last.from(), sequence);
            }
            if (last != null) {
                ranges.add(last);
            }
        });
        return new StoreContents(epoch, accounts, ranges);
    }

    /** @return the account of a stream; null if there is none */
    @Nullable
    StoredAccount account(StreamId id) {
        Held held = streams.get(id);
        return held == null ? null : held.account;
    }
}
