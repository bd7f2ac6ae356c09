package io.plumtree.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import io.plumtree.api.MessageId;
import io.plumtree.core.message.Message;
import io.plumtree.core.store.StoreBatch;
import io.plumtree.core.store.StoreContents;
import io.plumtree.core.store.StoreException;
import io.plumtree.core.store.StoredRange;

/** Whatever the disk does, what is found afterwards is what was there after some batch, and none too early. */
class FaultsTest {

    /** How many random histories: -Dplumtree.store.histories=100000 for a long run. */
    private static final int HISTORIES = Integer.getInteger("plumtree.store.histories", 100);
    private static final int STEPS = 120;

    @Test
    void whateverAPowerCutLeavesIsWhatWasThereAfterABatch() throws StoreException {
        Tally tally = new Tally();
        for (int seed = 1; seed <= HISTORIES; seed++) {
            try {
                new History(seed, tally).run();
            } catch (Throwable e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
        // What was to be shown did happen.
        assertTrue(tally.powerCuts > HISTORIES, tally.toString());
        assertTrue(tally.failedWrites > HISTORIES / 2, tally.toString());
        assertTrue(tally.batchesLost > HISTORIES / 4, tally.toString());
        assertTrue(tally.dropped > HISTORIES, tally.toString());
    }

    private static final class Tally {
        int powerCuts;
        int failedWrites;
        int batchesLost;
        int dropped;

        @Override
        public String toString() {
            return powerCuts + " power cuts, " + failedWrites + " failed writes, " + batchesLost + " batches lost, " + dropped
                    + " messages dropped";
        }
    }

    /** One store's life on one disk. */
    private static final class History {

        private final Random random;
        private final Tally tally;
        private final FaultyDisk disk;
        private final StoreSettings settings;
        private final AtomicLong clock = new AtomicLong(1_000_000);
        /** What has to be there after each batch since the last that has to be. */
        private final List<StoreModel> states = new ArrayList<>();
        private long number;
        private LogMessageStore store;

        History(int seed, Tally tally) {
            this.random = new Random(seed);
            this.tally = tally;
            this.disk = new FaultyDisk(random);
            SyncPolicy policy = switch (seed % 3) {
                case 0 -> SyncPolicy.EVERY_BATCH;
                case 1 -> SyncPolicy.NEVER;
                default -> SyncPolicy.interval(Duration.ofMillis(50));
            };
            this.settings = new StoreSettings(Path.of("/faulty"), 50 + random.nextInt(2_000), 20_000 + random.nextInt(400_000),
                    Duration.ofMillis(200 + random.nextInt(2_000)), policy);
            states.add(new StoreModel(settings));
        }

        void run() throws StoreException {
            open();
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(24)) {
                    case 0 -> {
                        disk.cutPower();
                        tally.powerCuts++;
                        open();
                    }
                    case 1 -> {
                        disk.kill();
                        StoreModel last = states.get(states.size() - 1);
                        reopen(last);
                    }
                    case 2 -> {
                        try {
                            store.close();
                        } catch (StoreException e) {
                            tally.failedWrites++;
                        }
                        reopen(states.get(states.size() - 1));
                    }
                    case 3 -> disk.failIn(random.nextInt(8));
                    case 4 -> disk.capacity(disk.used() + random.nextInt(20_000));
                    default -> write();
                }
            }
        }

        /** Nothing may be missing, whatever the policy, unless a write had failed. */
        private void reopen(StoreModel expected) throws StoreException {
            int before = tally.batchesLost;
            open();
            assertEquals(before, tally.batchesLost);
            assertEquals(expected.epoch(), states.get(0).epoch());
        }

        private void write() throws StoreException {
            clock.addAndGet(random.nextInt(20));
            StoreBatch batch = Load.batch(++number);
            StoreModel next = states.get(states.size() - 1).copy();
            Set<MessageId> dropped = next.write(batch, clock.get());
            states.add(next);
            List<StoredRange> reported;
            try {
                reported = store.write(batch);
            } catch (StoreException e) {
                failed(batch);
                return;
            }
            assertEquals(dropped, StoreModel.ids(reported));
            tally.dropped += dropped.size();
            if (settings.sync().equals(SyncPolicy.EVERY_BATCH)) {
                states.subList(0, states.size() - 1).clear();
            }
        }

        /** The store takes nothing more; what it held can be read, and it is opened again when the disk works. */
        private void failed(StoreBatch batch) throws StoreException {
            tally.failedWrites++;
            assertThrows(StoreException.class, () -> store.write(batch));
            StoreModel before = states.get(states.size() - 2);
            disk.works();
            store.close();
            if (random.nextBoolean()) {
                disk.cutPower();
                tally.powerCuts++;
            } else {
                // The process did not die, so that at most the last batch is in doubt.
                states.retainAll(List.of(before, states.get(states.size() - 1)));
            }
            open();
        }

        private void open() throws StoreException {
            disk.works();
            store = new LogMessageStore(settings, clock::get, disk);
            StoreContents contents = store.open();
            StoreModel found = find(contents);
            found.check(contents, store);
            states.clear();
            states.add(found);
        }

        private StoreModel find(StoreContents contents) {
            StoreModel last = states.get(states.size() - 1);
            last.expire(clock.get());
            for (int i = states.size() - 1; i >= 0; i--) {
                StoreModel state = states.get(i);
                state.expire(clock.get());
                if (state.hasAccountsOf(contents)) {
                    tally.batchesLost += states.size() - 1 - i;
                    Set<MessageId> gone = state.ids();
                    Set<MessageId> held = StoreModel.ids(contents.held());
                    assertTrue(gone.containsAll(held), "never written");
                    gone.removeAll(held);
                    if (!gone.isEmpty()) {
                        // The files of what was dropped later can be gone while the batch that said so is lost.
                        assertTrue(!settings.sync().equals(SyncPolicy.EVERY_BATCH) && i < states.size() - 1, "lost: " + gone);
                        gone.retainAll(last.ids());
                        assertTrue(gone.isEmpty(), "lost: " + gone);
                        state.keepOnly(contents);
                    }
                    return state;
                }
            }
            throw new AssertionError("no batch led to epoch " + contents.epoch() + "; " + states.get(0).epoch() + " to "
                    + last.epoch() + " may be there");
        }
    }

    @Test
    void afterAFullDiskAStoreThatIsOpenedAgainGoesOn() throws StoreException {
        FaultyDisk disk = new FaultyDisk(new Random(1));
        StoreSettings settings = new StoreSettings(Path.of("/faulty"), 1_000, 1_000_000, Duration.ofDays(1),
                SyncPolicy.EVERY_BATCH);
        LogMessageStore store = new LogMessageStore(settings, () -> 0, disk);
        store.open();
        Message first = Load.message(Load.stream("a"), 1, 1_000);
        Message second = Load.message(Load.stream("a"), 2, 1_000);
        store.write(Load.messages(first));
        disk.capacity(disk.used() + 500);

        StoreException full = assertThrows(StoreException.class, () -> store.write(Load.messages(second)));
        assertTrue(full.getMessage().contains("/faulty") && full.getMessage().contains("No space left on device"),
                full.getMessage());
        disk.works();
        StoreException still = assertThrows(StoreException.class, () -> store.write(Load.messages(second)));
        assertTrue(still.getMessage().contains("opened again"), still.getMessage());
        assertEquals(1, store.read(first.stream(), 1, 2, 10, Long.MAX_VALUE).size());
        store.close();

        disk.capacity(disk.used());
        LogMessageStore readsOnly = new LogMessageStore(settings, () -> 0, disk);
        assertEquals(1, readsOnly.open().held().size(), "a full disk can be read");
        readsOnly.close();
        disk.works();
        LogMessageStore again = new LogMessageStore(settings, () -> 0, disk);
        again.open();
        again.write(Load.messages(second));
        assertEquals(2, again.read(first.stream(), 1, 2, 10, Long.MAX_VALUE).size());
        again.close();
    }
}
