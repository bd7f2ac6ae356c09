package io.plumtree.simulator.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import io.plumtree.api.NodeId;
import io.plumtree.api.StorageSettings;
import io.plumtree.api.StoreSync;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.store.StoreBatch;
import io.plumtree.core.store.StoreContents;
import io.plumtree.core.store.StoredAccount;
import io.plumtree.core.store.StoredAccount.Interval;
import io.plumtree.core.store.StoredRange;
import io.plumtree.core.util.Prng;
import io.plumtree.simulator.time.VirtualTime;

class DiskTest {

    private static final StreamId STREAM = new StreamId(NodeId.of("o"), 7, "t");

    private final VirtualTime time = new VirtualTime();

    private Disk disk(StoreSync sync, long seed) {
        return new Disk(new StorageSettings(Path.of("s"), 5, 1_000, Duration.ofMinutes(1), sync),
                new Disk.Speed(1_000_000, 1 << 20), time, new Prng(seed));
    }

    private static StoreBatch batch(long... sequences) {
        List<Message> messages = new ArrayList<>();
        for (long sequence : sequences) {
            messages.add(new Message(STREAM, sequence, 5, Map.of(), Payload.plain(new byte[10])));
        }
        return new StoreBatch(9, messages, List.of(new StoredAccount(STREAM, 0, List.of(new Interval(1, sequences[0])))),
                List.of());
    }

    /** What is left, by seed, of three batches that were written and one that was under way. */
    private Set<String> leftOf(StoreSync sync, boolean power) {
        Set<String> left = new TreeSet<>();
        for (long seed = 0; seed < 50; seed++) {
            Disk disk = disk(sync, seed);
            for (long sequence = 1; sequence <= 3; sequence++) {
                disk.tryWrite(batch(sequence));
            }
            if (power) {
                disk.lostPower(batch(4));
            } else {
                disk.died(batch(4));
            }
            left.add(held(disk.open()));
        }
        return left;
    }

    private static String held(StoreContents contents) {
        return contents.held().stream().map(range -> range.from() + ".." + range.to()).toList() + " of " + contents.epoch();
    }

    @Test
    void aPowerCutLeavesABeginningOfWhatWasNotForced() {
        assertEquals(Set.of("[] of 0", "[1..1] of 9", "[1..2] of 9", "[1..3] of 9", "[1..4] of 9"),
                leftOf(StoreSync.NONE, true));
        assertEquals(Set.of("[1..3] of 9", "[1..4] of 9"), leftOf(StoreSync.BATCH, true));
    }

    @Test
    void aDeathTakesNothingThatWasWritten() {
        assertEquals(Set.of("[1..3] of 9", "[1..4] of 9"), leftOf(StoreSync.NONE, false));
    }

    @Test
    void whatWasForcedAfterAWhileStays() {
        Disk disk = disk(new StoreSync(Duration.ofSeconds(1)), 3);
        disk.tryWrite(batch(1));
        assertEquals(1_000_000_000L, disk.tidyAt());
        time.runUntil(1_000_000_000L);
        disk.tidy();
        disk.lostPower(null);
        assertEquals("[1..1] of 9", held(disk.open()));
        assertEquals(List.of(new Interval(1, 1)), disk.account(STREAM).settled());
    }

    @Test
    void afterThereWasNoRoomABatchIsThereAsAWholeOrNotAtAll() {
        Set<String> left = new TreeSet<>();
        for (long seed = 0; seed < 50; seed++) {
            Disk disk = disk(StoreSync.BATCH, seed);
            List<String> failures = new ArrayList<>();
            disk.tryWrite(batch(1));
            disk.full(() -> failures.add("full"));
            assertNull(disk.tryWrite(batch(2, 3)));
            assertEquals(List.of("full"), failures);
            assertEquals(1, disk.read(STREAM, 1, 9, 10, 1_000).size());
            disk.full(null);
            left.add(held(disk.open()));
        }
        assertEquals(Set.of("[1..1] of 9", "[1..3] of 9"), left);
    }

    @Test
    void theOldestMakesRoomAndWhatIsTooOldGoes() {
        Disk disk = disk(StoreSync.BATCH, 1);
        assertEquals(List.of(), disk.tryWrite(batch(1, 2, 3, 4)));
        time.runUntil(30_000_000_000L);
        assertEquals(List.of(new StoredRange(STREAM, 1, 1)), disk.tryWrite(batch(5, 7)));
        assertEquals(60_000_000_000L, disk.tidyAt());
        time.runUntil(60_000_000_000L);
        assertEquals(List.of(2L, 3L, 4L), disk.tidy().stream().map(StoredRange::from).toList());
        assertEquals("[5..5, 7..7] of 9", held(disk.open()));
    }

    @Test
    void aBatchTakesItsTimeAndMoreOnASlowDisk() {
        Disk disk = disk(StoreSync.BATCH, 1);
        long fast = disk.nanosToWrite(batch(1));
        assertTrue(fast >= 500_000 && fast < 1_600_000, "nanos " + fast);
        List<String> slowed = new ArrayList<>();
        disk.slow(100, () -> slowed.add("slow"));
        assertTrue(disk.nanosToWrite(batch(1)) >= 50_000_000);
        assertEquals(List.of("slow"), slowed);
    }
}
