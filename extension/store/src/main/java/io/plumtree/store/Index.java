package io.plumtree.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.message.StreamId;
import io.plumtree.core.store.StoreContents;
import io.plumtree.core.store.StoreFill;
import io.plumtree.core.store.StoredAccount;
import io.plumtree.core.store.StoredRange;
import io.plumtree.core.util.IntervalSet;

/** What the store holds, and where: everything but the messages themselves. */
final class Index {

    private final Map<StreamId, HeldStream> streams = new LinkedHashMap<>();
    private long epoch;
    private long head;
    private long nextArrival;
    private long nextStream;

    private @Nullable Held oldest;
    private @Nullable Held newest;
    /** The last that came out of turn: the next such one follows it, as a rule. */
    private @Nullable Held inserted;
    private long messages;
    private long retainedBytes;
    private long heldBytes;

    long epoch() {
        return epoch;
    }

    long head() {
        return head;
    }

    long nextArrival() {
        return nextArrival;
    }

    long nextStream() {
        return nextStream;
    }

    @Nullable
    HeldStream stream(StreamId id) {
        return streams.get(id);
    }

    @Nullable
    Held oldest() {
        return oldest;
    }

    long messages() {
        return messages;
    }

    long retainedBytes() {
        return retainedBytes;
    }

    /** @return what the messages held take in the files */
    long heldBytes() {
        return heldBytes;
    }

    StoreFill fill(StoreSettings settings) {
        return new StoreFill(messages, settings.maxMessages(), retainedBytes, settings.maxBytes());
    }

    /** @return all but the messages, as one change to nothing */
    Change state() {
        List<Change.Account> accounts = new ArrayList<>();
        for (HeldStream stream : streams.values()) {
            StoredAccount account = stream.account();
            if (account != null) {
                accounts.add(new Change.Account(stream, account));
            }
        }
        return new Change(epoch, head, nextArrival, List.of(), List.copyOf(streams.values()), List.of(), accounts);
    }

    /** @return that these messages are somewhere else now */
    Change moved(List<Held> elsewhere) {
        return new Change(epoch, head, nextArrival, List.of(), List.of(), elsewhere, List.of());
    }

    StoreContents contents() {
        List<StoredAccount> accounts = new ArrayList<>();
        List<StoredRange> held = new ArrayList<>();
        for (HeldStream stream : streams.values()) {
            StoredAccount account = stream.account();
            accounts.add(account != null ? account : new StoredAccount(stream.id, 0, List.of()));
            IntervalSet sequences = new IntervalSet();
            for (int i = 0; i < stream.size(); i++) {
                sequences.add(stream.get(i).sequence);
            }
            addRanges(stream, sequences, held);
        }
        return new StoreContents(epoch, List.copyOf(accounts), List.copyOf(held));
    }

    /**
     * Makes a change.
     *
     * @return what was dropped by it
     * @throws IllegalArgumentException if it does not follow from what was before
     */
    List<StoredRange> apply(Change change) {
        epoch = Math.max(epoch, change.epoch());
        head = Math.max(head, change.head());
        nextArrival = Math.max(nextArrival, change.nextArrival());
        for (HeldStream stream : change.closed()) {
            close(stream);
        }
        for (HeldStream stream : change.opened()) {
            streams.put(stream.id, stream);
            nextStream = Math.max(nextStream, stream.number + 1);
        }
        Map<HeldStream, IntervalSet> dropped = new LinkedHashMap<>();
        // Before the new ones too: one of them may be there in place of one that was dropped.
        drop(dropped);
        for (Held message : change.messages()) {
            hold(message);
        }
        drop(dropped);
        for (Change.Account account : change.accounts()) {
            account.stream().account(account.written());
        }
        List<StoredRange> ranges = new ArrayList<>();
        dropped.forEach((stream, sequences) -> addRanges(stream, sequences, ranges));
        return ranges;
    }

    private static void addRanges(HeldStream stream, IntervalSet sequences, List<StoredRange> ranges) {
        for (int i = 0; i < sequences.intervals(); i++) {
            ranges.add(new StoredRange(stream.id, sequences.from(i), sequences.to(i)));
        }
    }

    private void close(HeldStream stream) {
        streams.remove(stream.id, stream);
        while (stream.size() > 0) {
            remove(stream.get(stream.size() - 1));
        }
    }

    private void drop(Map<HeldStream, IntervalSet> dropped) {
        while (oldest != null && oldest.arrival < head) {
            dropped.computeIfAbsent(oldest.stream, any -> new IntervalSet()).add(oldest.sequence);
            remove(oldest);
        }
    }

    private void hold(Held message) {
        nextArrival = Math.max(nextArrival, message.arrival + 1);
        Held before = message.stream.find(message.sequence);
        if (before == null) {
            message.stream.add(message);
            link(message);
            messages++;
            retainedBytes += message.retainedBytes;
            count(message, 1);
        } else if (before.arrival == message.arrival) {
            count(before, -1);
            before.placedAt(message.segment, message.position, message.length);
            count(before, 1);
        } else {
            throw new IllegalArgumentException(message.stream.id.message(message.sequence) + " is held twice");
        }
    }

    private void remove(Held message) {
        message.stream.remove(message);
        unlink(message);
        messages--;
        retainedBytes -= message.retainedBytes;
        count(message, -1);
    }

    private void count(Held message, int sign) {
        heldBytes += (long) sign * message.length;
        message.segment.holds(sign * message.length);
    }

    /** A message that was moved and whose first place is gone is met after later ones. */
    private void link(Held message) {
        Held after = newest;
        if (after != null && after.arrival > message.arrival) {
            after = inserted != null && inserted.arrival < message.arrival ? inserted : null;
            Held next = after == null ? oldest : after.newer;
            while (next != null && next.arrival < message.arrival) {
                after = next;
                next = next.newer;
            }
            inserted = message;
        }
        message.older = after;
        message.newer = after == null ? oldest : after.newer;
        join(after, message);
        join(message, message.newer);
    }

    private void unlink(Held message) {
        join(message.older, message.newer);
        if (inserted == message) {
            inserted = null;
        }
        message.older = null;
        message.newer = null;
    }

    private void join(@Nullable Held older, @Nullable Held newer) {
        if (older == null) {
            oldest = newer;
        } else {
            older.newer = newer;
        }
        if (newer == null) {
            newest = older;
        } else {
            newer.older = older;
        }
    }
}
