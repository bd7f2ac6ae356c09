package io.plumtree.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.plumtree.api.MessageId;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.store.MessageStore;
import io.plumtree.core.store.StoreBatch;
import io.plumtree.core.store.StoreContents;
import io.plumtree.core.store.StoreException;
import io.plumtree.core.store.StoredAccount;
import io.plumtree.core.store.StoredRange;

/** What a store has to hold after each batch, kept in the plainest way. */
final class StoreModel {

    private record Kept(Message message, long arrivedAt) {
        MessageId id() {
            return message.stream().message(message.sequence());
        }
    }

    private final StoreSettings settings;
    private final List<Kept> kept = new ArrayList<>();
    private final Map<StreamId, StoredAccount> accounts = new LinkedHashMap<>();
    private long epoch;

    StoreModel(StoreSettings settings) {
        this.settings = settings;
    }

    StoreModel copy() {
        StoreModel copy = new StoreModel(settings);
        copy.kept.addAll(kept);
        copy.accounts.putAll(accounts);
        copy.epoch = epoch;
        return copy;
    }

    long epoch() {
        return epoch;
    }

    /** @return what is dropped */
    Set<MessageId> write(StoreBatch batch, long now) {
        epoch = Math.max(epoch, batch.epoch());
        kept.removeIf(message -> batch.closed().contains(message.message().stream()));
        batch.closed().forEach(accounts::remove);
        for (Message message : batch.messages()) {
            kept.add(new Kept(message, now));
            accounts.putIfAbsent(message.stream(), new StoredAccount(message.stream(), 0, List.of()));
        }
        batch.accounts().forEach(account -> accounts.put(account.stream(), account));
        return expire(now);
    }

    Set<MessageId> expire(long now) {
        Set<MessageId> dropped = new HashSet<>();
        long bytes = kept.stream().mapToLong(message -> message.message().retainedBytes()).sum();
        while (!kept.isEmpty() && (kept.size() > settings.maxMessages() || bytes > settings.maxBytes()
                || now - kept.get(0).arrivedAt() >= settings.maxAge().toMillis())) {
            Kept oldest = kept.remove(0);
            dropped.add(oldest.id());
            bytes -= oldest.message().retainedBytes();
        }
        return dropped;
    }

    /** Takes away what is not in {@code contents}: only a store that is not forced to the disk may have lost it. */
    void keepOnly(StoreContents contents) {
        Set<MessageId> held = ids(contents.held());
        kept.removeIf(message -> !held.contains(message.id()));
    }

    Set<MessageId> ids() {
        Set<MessageId> ids = new HashSet<>();
        kept.forEach(message -> ids.add(message.id()));
        return ids;
    }

    boolean hasAccountsOf(StoreContents contents) {
        return epoch == contents.epoch() && byStream(contents.accounts()).equals(byStream(List.copyOf(accounts.values())));
    }

    boolean matches(StoreContents contents) {
        return hasAccountsOf(contents) && ids().equals(ids(contents.held()));
    }

    /** Reads all of {@code store}. */
    void check(StoreContents contents, MessageStore store) throws StoreException {
        assertEquals(ids(), ids(contents.held()));
        assertEquals(byStream(List.copyOf(accounts.values())), byStream(contents.accounts()));
        assertEquals(epoch, contents.epoch());
        Map<MessageId, Message> expected = new HashMap<>();
        kept.forEach(message -> expected.put(message.id(), message.message()));
        for (StoredRange range : contents.held()) {
            long next = range.from();
            for (Message read : store.read(range.stream(), range.from(), range.to(), Integer.MAX_VALUE, Long.MAX_VALUE)) {
                assertEquals(next++, read.sequence());
                assertSame(expected.get(range.stream().message(read.sequence())), read);
            }
            assertEquals(range.to() + 1, next);
        }
        assertEquals(kept.size(), store.fill().messages());
        assertEquals(kept.stream().mapToLong(message -> message.message().retainedBytes()).sum(), store.fill().bytes());
    }

    static void assertSame(Message expected, Message read) {
        assertEquals(expected.stream(), read.stream());
        assertEquals(expected.sequence(), read.sequence());
        assertEquals(expected.sentAtMillis(), read.sentAtMillis());
        assertEquals(expected.headers(), read.headers());
        assertEquals(expected.payload().uncompressedSize(), read.payload().uncompressedSize());
        assertArrayEquals(expected.payload().bytes(), read.payload().bytes());
    }

    static Set<MessageId> ids(List<StoredRange> ranges) {
        Set<MessageId> ids = new HashSet<>();
        for (StoredRange range : ranges) {
            for (long sequence = range.from(); sequence <= range.to(); sequence++) {
                ids.add(range.stream().message(sequence));
            }
        }
        return ids;
    }

    private static Map<String, StoredAccount> byStream(List<StoredAccount> accounts) {
        Map<String, StoredAccount> byStream = new TreeMap<>();
        accounts.forEach(account -> byStream.put(account.stream().toString(), account));
        return byStream;
    }
}
