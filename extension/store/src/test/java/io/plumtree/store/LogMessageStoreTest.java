package io.plumtree.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plumtree.core.message.Message;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.store.StoreBatch;
import io.plumtree.core.store.StoreContents;
import io.plumtree.core.store.StoreException;
import io.plumtree.core.store.StoreFill;
import io.plumtree.core.store.StoredAccount;
import io.plumtree.core.store.StoredRange;

class LogMessageStoreTest {

    private static final StreamId A = Load.stream("a");
    private static final StreamId B = Load.stream("b");
    private static final long ALL = Long.MAX_VALUE;
    private static final int MANY = Integer.MAX_VALUE;

    @TempDir
    Path directory;

    private final AtomicLong clock = new AtomicLong(1_000_000);
    private final List<LogMessageStore> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws IOException, StoreException {
        for (LogMessageStore store : opened) {
            store.close();
        }
    }

    private StoreSettings settings(long maxMessages, long maxBytes, Duration maxAge) {
        return new StoreSettings(directory.resolve("store"), maxMessages, maxBytes, maxAge, SyncPolicy.NEVER);
    }

    private LogMessageStore unopened(StoreSettings settings) {
        LogMessageStore store = new LogMessageStore(settings, clock::get);
        opened.add(store);
        return store;
    }

    private LogMessageStore open(StoreSettings settings) throws IOException, StoreException {
        LogMessageStore store = unopened(settings);
        store.open();
        return store;
    }

    private LogMessageStore open() throws IOException, StoreException {
        return open(settings(1_000, 1_000_000, Duration.ofHours(1)));
    }

    private static StoreBatch batch(StreamId stream, long from, long to) {
        return batch(stream, from, to, 100);
    }

    private static StoreBatch batch(StreamId stream, long from, long to, int bytes) {
        return Load.messages(
                LongStream.rangeClosed(from, to).mapToObj(s -> Load.message(stream, s, bytes)).toArray(Message[]::new));
    }

    private static StoredAccount account(StreamId stream, long baseline, long... settled) {
        List<StoredAccount.Interval> intervals = new ArrayList<>();
        for (int i = 0; i < settled.length; i += 2) {
            intervals.add(new StoredAccount.Interval(settled[i], settled[i + 1]));
        }
        return new StoredAccount(stream, baseline, intervals);
    }

    private static List<Long> sequences(List<Message> messages) {
        return messages.stream().map(Message::sequence).toList();
    }

    @Test
    void aNewStoreIsEmpty() throws IOException, StoreException {
        LogMessageStore store = unopened(settings(10, 1_000, Duration.ofHours(1)));

        assertEquals(StoreContents.EMPTY, store.open());
        assertEquals(new StoreFill(0, 10, 0, 1_000), store.fill());
        assertEquals(List.of(), store.read(A, 1, ALL, MANY, ALL));
    }

    @Test
    void whatWasWrittenIsReadAsItWas() throws IOException, StoreException {
        Message plain = new Message(A, 3, -5, Map.of(), Payload.plain(new byte[0]));
        Message compressed = new Message(A, Long.MAX_VALUE - 1, Long.MAX_VALUE, Map.of("name", "größe", "empty", ""),
                new Payload(new byte[] { 1, -1, 0 }, 4_711));
        LogMessageStore store = open();
        store.write(Load.messages(plain, compressed));

        List<Message> read = store.read(A, 0, ALL, MANY, ALL);

        assertEquals(2, read.size());
        StoreModel.assertSame(plain, read.get(0));
        StoreModel.assertSame(compressed, read.get(1));
    }

    @Test
    void aRangeIsReadInItsOrderWhateverTheOrderOfArrival() throws IOException, StoreException {
        LogMessageStore store = open();
        store.write(batch(A, 7, 9));
        store.write(batch(B, 1, 4));
        store.write(batch(A, 2, 4));

        assertEquals(List.of(2L, 3L, 4L, 7L, 8L, 9L), sequences(store.read(A, 0, ALL, MANY, ALL)));
        assertEquals(List.of(4L, 7L), sequences(store.read(A, 4, 7, MANY, ALL)));
        assertEquals(List.of(), sequences(store.read(A, 5, 6, MANY, ALL)));
        assertEquals(List.of(3L, 4L), sequences(store.read(A, 3, ALL, 2, ALL)));
        assertEquals(List.of(), sequences(store.read(A, 3, ALL, 0, ALL)));
        assertEquals(List.of(2L, 3L), sequences(store.read(A, 0, ALL, MANY, 101)), "ends with the one that reaches the limit");
        assertEquals(List.of(2L), sequences(store.read(A, 0, ALL, MANY, 1)), "at least one");
    }

    @Test
    void theOldestMakeRoomWhenThereAreTooMany() throws IOException, StoreException {
        LogMessageStore store = open(settings(5, 1_000_000, Duration.ofHours(1)));
        assertEquals(List.of(), store.write(batch(A, 10, 12)));
        assertEquals(List.of(), store.write(batch(B, 1, 2)));

        assertEquals(List.of(new StoredRange(A, 10, 11)), store.write(batch(A, 1, 2)));
        assertEquals(List.of(new StoredRange(A, 12, 12), new StoredRange(B, 1, 1)), store.write(batch(B, 3, 4)));

        assertEquals(List.of(1L, 2L), sequences(store.read(A, 0, ALL, MANY, ALL)));
        assertEquals(5, store.fill().messages());
    }

    @Test
    void theOldestMakeRoomWhenTheyHaveTooManyBytes() throws IOException, StoreException {
        LogMessageStore store = open(settings(1_000, 1_000, Duration.ofHours(1)));
        store.write(batch(A, 1, 10, 100));
        assertEquals(1_000, store.fill().bytes());

        assertEquals(List.of(new StoredRange(A, 1, 3)), store.write(batch(B, 1, 1, 250)));
        assertEquals(950, store.fill().bytes());
    }

    @Test
    void whatIsTooLargeByItselfGoesWithAllBeforeIt() throws IOException, StoreException {
        LogMessageStore store = open(settings(1_000, 1_000, Duration.ofHours(1)));
        store.write(batch(A, 1, 3));

        assertEquals(List.of(new StoredRange(A, 1, 4)), store.write(batch(A, 4, 4, 1_001)));
        assertEquals(0, store.fill().messages());
        assertEquals(List.of(), store.write(batch(A, 5, 5)));
    }

    @Test
    void whatIsTooOldGoesWithTheNextWriteEvenIfThatIsEmpty() throws IOException, StoreException {
        LogMessageStore store = open(settings(1_000, 1_000_000, Duration.ofSeconds(10)));
        store.write(batch(A, 1, 2));
        clock.addAndGet(4_000);
        store.write(batch(A, 3, 3));
        clock.addAndGet(5_999);
        StoreBatch empty = new StoreBatch(1, List.of(), List.of(), List.of());
        assertEquals(List.of(), store.write(empty));
        clock.addAndGet(1);

        assertEquals(List.of(new StoredRange(A, 1, 2)), store.write(empty));
        assertEquals(List.of(3L), sequences(store.read(A, 0, ALL, MANY, ALL)));
    }

    @Test
    void whatIsTooOldOrTooMuchWhenItIsOpenedIsNotThere() throws IOException, StoreException {
        LogMessageStore store = open(settings(1_000, 1_000_000, Duration.ofSeconds(10)));
        store.write(batch(A, 1, 5));
        clock.addAndGet(5_000);
        store.write(batch(A, 6, 12));
        store.close();
        clock.addAndGet(6_000);

        LogMessageStore older = unopened(settings(1_000, 1_000_000, Duration.ofSeconds(10)));
        assertEquals(List.of(new StoredRange(A, 6, 12)), older.open().held());
        older.close();
        LogMessageStore smaller = unopened(settings(3, 1_000_000, Duration.ofSeconds(10)));
        assertEquals(List.of(new StoredRange(A, 10, 12)), smaller.open().held());
    }

    @Test
    void whatWasDroppedDoesNotComeBackWithLargerBounds() throws IOException, StoreException {
        LogMessageStore small = open(settings(3, 1_000_000, Duration.ofHours(1)));
        small.write(batch(A, 1, 10));
        small.close();

        LogMessageStore large = unopened(settings(1_000, 1_000_000, Duration.ofHours(1)));
        assertEquals(List.of(new StoredRange(A, 8, 10)), large.open().held());
    }

    @Test
    void whatWasDroppedMayBeWrittenAgain() throws IOException, StoreException {
        LogMessageStore store = open(settings(3, 1_000_000, Duration.ofHours(1)));
        store.write(batch(A, 1, 4));
        store.write(batch(A, 1, 1));
        store.close();

        LogMessageStore again = unopened(settings(3, 1_000_000, Duration.ofHours(1)));
        assertEquals(List.of(new StoredRange(A, 1, 1), new StoredRange(A, 3, 4)), again.open().held());
    }

    @Test
    void epochAndAccountsOutliveTheProcessAndAllMessages() throws IOException, StoreException {
        LogMessageStore store = open(settings(1, 1_000_000, Duration.ofHours(1)));
        store.write(
                new StoreBatch(17, List.of(Load.message(A, 1, 10)), List.of(account(A, 0, 1, 1), account(B, 40)), List.of()));
        store.write(new StoreBatch(12, List.of(Load.message(B, 41, 10)), List.of(account(A, 3, 5, 9, 11, 11)), List.of()));
        store.write(batch(Load.stream("c"), 2, 3));
        store.close();

        LogMessageStore again = unopened(settings(1, 1_000_000, Duration.ofHours(1)));
        assertEquals(new StoreContents(17,
                List.of(account(A, 3, 5, 9, 11, 11), account(B, 40), account(Load.stream("c"), 0)),
                List.of(new StoredRange(Load.stream("c"), 3, 3))), again.open());
    }

    @Test
    void aClosedStreamIsGoneWithItsMessagesAndMayBeginAgain() throws IOException, StoreException {
        LogMessageStore store = open();
        store.write(new StoreBatch(1, List.of(Load.message(A, 1, 10), Load.message(B, 1, 10)),
                List.of(account(A, 0, 1, 1), account(B, 0)), List.of()));

        assertEquals(List.of(), store.write(new StoreBatch(1, List.of(), List.of(), List.of(A, Load.stream("unknown")))));
        assertEquals(new StoreFill(1, 1_000, 10, 1_000_000), store.fill());
        assertEquals(List.of(), store.read(A, 0, ALL, MANY, ALL));

        // What a batch closes it closes first.
        store.write(new StoreBatch(1, List.of(Load.message(B, 9, 10)), List.of(account(B, 8)), List.of(B)));
        store.close();
        LogMessageStore again = unopened(settings(1_000, 1_000_000, Duration.ofHours(1)));
        assertEquals(new StoreContents(1, List.of(account(B, 8)), List.of(new StoredRange(B, 9, 9))), again.open());
    }

    @Test
    void manyStreamsAreKeptApart() throws IOException, StoreException {
        StoreSettings settings = settings(100_000, 10_000_000, Duration.ofHours(1));
        LogMessageStore store = open(settings);
        StoreModel model = new StoreModel(settings);
        for (int round = 0; round < 3; round++) {
            List<Message> messages = new ArrayList<>();
            List<StoredAccount> accounts = new ArrayList<>();
            for (int s = 0; s < 2_000; s++) {
                StreamId stream = Load.stream("origin-" + s);
                messages.add(Load.message(stream, 10 - round, 20));
                accounts.add(account(stream, round, 10L + s, 20L + s));
            }
            StoreBatch batch = new StoreBatch(round, messages, accounts, List.of());
            model.write(batch, clock.get());
            store.write(batch);
        }
        store.close();

        LogMessageStore again = unopened(settings);
        model.check(again.open(), again);
    }

    @Test
    void messagesOfManyMegabytesAreKept() throws IOException, StoreException {
        LogMessageStore store = open(settings(100, 100_000_000, Duration.ofHours(1)));
        Message large = Load.message(A, 1, 9_000_000);
        store.write(Load.messages(large, Load.message(A, 2, 10)));
        StoreModel.assertSame(large, store.read(A, 1, 1, 1, ALL).get(0));
        store.close();

        LogMessageStore again = open(settings(100, 100_000_000, Duration.ofHours(1)));
        StoreModel.assertSame(large, again.read(A, 1, 1, 1, ALL).get(0));
    }

    /** Bounds hold on the disk too: dropped, closed and overwritten things do not pile up. */
    @Test
    void theFilesStayWithinTwiceWhatIsHeldAndAQuarterOfTheBound() throws IOException, StoreException {
        long maxBytes = 1 << 20;
        StoreSettings settings = settings(1_000_000, maxBytes, Duration.ofDays(1));
        LogMessageStore store = open(settings);
        Random random = new Random(5);
        long written = 0;
        long mostFiles = 0;
        // One message that never goes, unless by its age, holds the oldest file while streams come and are closed.
        store.write(batch(Load.stream("stays"), 1, 1));
        for (int round = 1; written < 12 * maxBytes; round++) {
            StreamId stream = Load.stream("comes-and-goes-" + round);
            int bytes = 100 + random.nextInt(3_000);
            store.write(batch(stream, 1, 20, bytes));
            written += 20L * bytes;
            if (round > 5) {
                store.write(new StoreBatch(1, List.of(), List.of(account(A, round)),
                        List.of(Load.stream("comes-and-goes-" + (round - 5)))));
            }
            mostFiles = Math.max(mostFiles, store.fileBytes());
            if (round % 20 == 0) {
                assertEquals(onDisk(), store.fileBytes());
            }
        }
        assertTrue(mostFiles < 2 * 5 * 20 * 3_100 + maxBytes / 4 + 100_000, mostFiles + " bytes");
        assertEquals(List.of(1L), sequences(store.read(Load.stream("stays"), 1, 1, 1, ALL)));

        // In the usual case, the oldest goes.
        store.write(new StoreBatch(1, List.of(), List.of(), List.of(Load.stream("stays"))));
        mostFiles = 0;
        for (long sequence = 1; sequence < 20_000; sequence += 100) {
            store.write(new StoreBatch(1, batch(A, sequence, sequence + 99, 256).messages(),
                    List.of(account(A, 0, 1, sequence)), List.of()));
            mostFiles = Math.max(mostFiles, store.fileBytes());
        }
        assertTrue(mostFiles < 1.3 * maxBytes, mostFiles + " bytes");
        store.close();
        LogMessageStore again = open(settings);
        assertEquals(100, sequences(again.read(A, 19_801, 19_900, MANY, ALL)).size());
    }

    private long onDisk() throws IOException, StoreException {
        try (Stream<Path> files = Files.list(directory.resolve("store"))) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    @Test
    void manyStartsDoNotLeaveManyFiles() throws IOException, StoreException {
        StoreSettings settings = settings(1_000, 1_000_000, Duration.ofHours(1));
        for (int start = 1; start <= 60; start++) {
            LogMessageStore store = open(settings);
            store.write(batch(A, start, start));
            store.close();
        }
        LogMessageStore store = unopened(settings);
        assertEquals(List.of(new StoredRange(A, 1, 60)), store.open().held());
        try (Stream<Path> files = Files.list(directory.resolve("store"))) {
            assertTrue(files.count() < 10);
        }
    }

    @Test
    void aBatchThatCannotBeRightChangesNothing() throws IOException, StoreException {
        LogMessageStore store = open();
        store.write(batch(A, 1, 3));

        String held = assertThrows(IllegalArgumentException.class, () -> store.write(batch(A, 3, 4))).getMessage();
        assertTrue(held.contains("a/7/orders/3 is held already") && held.contains("nothing of the batch was written"), held);
        assertThrows(IllegalArgumentException.class,
                () -> store.write(Load.messages(Load.message(B, 1, 1), Load.message(B, 1, 1))));
        for (StoredAccount wrong : List.of(account(A, 5, 5, 6), account(A, 0, 3, 2), account(A, 0, 1, 4, 4, 5))) {
            String message = assertThrows(IllegalArgumentException.class,
                    () -> store.write(new StoreBatch(1, List.of(), List.of(wrong), List.of()))).getMessage();
            assertTrue(message.contains("a/7/orders"), message);
        }

        assertEquals(List.of(), store.write(batch(A, 4, 4)), "it goes on");
        store.close();
        LogMessageStore again = unopened(settings(1_000, 1_000_000, Duration.ofHours(1)));
        assertEquals(new StoreContents(1, List.of(account(A, 0)), List.of(new StoredRange(A, 1, 4))), again.open());
    }

    @Test
    void settingsThatCannotBeRightAreRefusedByName() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> settings(0, 1, Duration.ofHours(1))).getMessage()
                .contains("maxMessages"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> settings(1, -1, Duration.ofHours(1))).getMessage()
                .contains("maxBytes"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> settings(1, 1, Duration.ofNanos(1))).getMessage()
                .contains("maxAge"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> SyncPolicy.interval(Duration.ZERO)).getMessage()
                .contains("sync interval"));
        assertEquals("never", SyncPolicy.NEVER.toString());
        assertEquals("every 1500 ms", SyncPolicy.interval(Duration.ofMillis(1_500)).toString());
    }

    @Test
    void aStoreIsOpenedOnceAndUsedWhileItIsOpen() throws IOException, StoreException {
        LogMessageStore store = unopened(settings(10, 1_000, Duration.ofHours(1)));
        assertThrows(IllegalStateException.class, () -> store.write(batch(A, 1, 1)));
        assertThrows(IllegalStateException.class, () -> store.read(A, 1, 1, 1, 1));
        store.open();
        assertThrows(IllegalStateException.class, store::open);
        store.close();
        store.close();
        assertThrows(IllegalStateException.class, () -> store.write(batch(A, 1, 1)));
    }

    @Test
    void twoStoresOfOneProcessDoNotShareADirectory() throws IOException, StoreException {
        StoreSettings settings = settings(10, 1_000, Duration.ofHours(1));
        LogMessageStore first = open(settings);

        String refused = assertThrows(StoreException.class, () -> unopened(settings).open()).getMessage();
        assertTrue(refused.contains(directory.toRealPath().resolve("store").resolve("lock").toString()), refused);
        assertTrue(refused.contains("another node of this process"), refused);

        first.write(batch(A, 1, 1));
        first.close();
        assertEquals(List.of(new StoredRange(A, 1, 1)), unopened(settings).open().held());
    }

    @Test
    void theOwnerAloneReadsTheFiles() throws IOException, StoreException {
        LogMessageStore store = open();
        store.write(batch(A, 1, 1));

        Path made = directory.resolve("store");
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
        try (Stream<Path> files = Files.list(made)) {
            for (Path file : files.toList()) {
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)), file.toString());
            }
        }
    }
}
