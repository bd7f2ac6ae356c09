package io.plumtree.simulator.store;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.StorageSettings;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.store.StoreBatch;
import io.plumtree.core.store.StoreContents;
import io.plumtree.core.store.StoredAccount;
import io.plumtree.core.store.StoredRange;
import io.plumtree.core.util.Prng;
import io.plumtree.simulator.time.VirtualTime;

/**
 * The disk of one node's durable store, which outlives its processes. What a write returned from a process's death leaves; of
 * what was not forced a power cut leaves a beginning. A batch is kept as a whole or not at all, also the one that either
 * interrupts. Ages are taken by virtual time: a wrong wall clock does not drop anything.
 */
public final class Disk {

    /** Of a write that is not forced, or a read. */
    private static final int TIMES_FASTER = 8;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final StorageSettings settings;
    private final Speed speed;
    private final VirtualTime time;
    private final Prng random;
    private Holdings written;
    /** What a power cut leaves for certain; the same as {@link #written} where each batch is forced. */
    private Holdings forced;
    private final List<Unforced> unforced = new ArrayList<>(0);
    /** A batch that was not written, as the process was told, and is there when the store is opened again perhaps. */
    private @Nullable StoreBatch failed;
    private long forcedAt;
    private int slowness = 1;
    private Runnable slowed = () -> {
    };
    private @Nullable Runnable full;

    /**
     * How long it takes.
     *
     * @param nanos for one batch that is forced
     * @param bytesPerSecond written or read
     */
    public record Speed(long nanos, long bytesPerSecond) {
    }

    private record Unforced(StoreBatch batch, long at) {
    }

    /**
     * An empty one.
     *
     * @param settings what a store on it holds, and when it forces what it wrote
     */
    public Disk(StorageSettings settings, Speed speed, VirtualTime time, Prng random) {
        this.settings = settings;
        this.speed = speed;
        this.time = time;
        this.random = random;
        this.written = new Holdings(settings);
        this.forced = forcesEach() ? written : new Holdings(settings);
    }

    /** @return the account of a stream that a process would find now; null if there is none */
    public @Nullable StoredAccount account(StreamId stream) {
        return written.account(stream);
    }

    // --- faults -------------------------------------------------------------------------------------------------------

    /**
     * From now on everything takes so many times as long; 1 is as fast as it is.
     *
     * @param hears of everything that it slows
     */
    public void slow(int times, Runnable hears) {
        slowness = times;
        slowed = hears;
    }

    /**
     * From now on there is no room, or there is again.
     *
     * @param hears of every write that fails; null if there is room
     */
    public void full(@Nullable Runnable hears) {
        full = hears;
    }

    /** The process died, perhaps while a batch was written. */
    void died(@Nullable StoreBatch underWay) {
        if (underWay != null && random.nextInt(2) == 0) {
            write(underWay);
        }
    }

    /** There is no current: what was not forced is there up to somewhere. */
    void lostPower(@Nullable StoreBatch underWay) {
        if (underWay != null) {
            unforced.add(new Unforced(underWay, time.now()));
        }
        int left = random.nextInt(unforced.size() + 1);
        unforced.subList(0, left).forEach(one -> forced.write(one.batch, one.at));
        unforced.clear();
        written = forcesEach() ? forced : forced.copy();
    }

    // --- what the store does ------------------------------------------------------------------------------------------

    /** @return what is held by a process that starts now */
    StoreContents open() {
        StoreBatch torn = failed;
        failed = null;
        died(torn);
        written.trim(time.now());
        return written.contents();
    }

    /** @return what was dropped; null if there was no room, and {@code batch} may be there all the same */
    @Nullable
    List<StoredRange> tryWrite(StoreBatch batch) {
        if (full != null) {
            full.run();
            failed = batch;
            return null;
        }
        return write(batch);
    }

    private List<StoredRange> write(StoreBatch batch) {
        List<StoredRange> dropped = written.write(batch, time.now());
        if (!forcesEach()) {
            unforced.add(new Unforced(batch, time.now()));
            forceIfDue();
        }
        return dropped;
    }

    List<Message> read(StreamId stream, long from, long to, int maxMessages, long maxBytes) {
        return written.read(stream, from, to, maxMessages, maxBytes);
    }

    /** What is done now and then where nothing is written. */
    List<StoredRange> tidy() {
        forceIfDue();
        return written.trim(time.now());
    }

    /** @return when there is something to tidy; {@link Long#MAX_VALUE} if nothing is */
    long tidyAt() {
        long interval = settings.sync().interval().toMillis();
        long force = unforced.isEmpty() || interval == Long.MAX_VALUE ? Long.MAX_VALUE : forcedAt + interval * 1_000_000;
        return Math.min(force, written.expiry());
    }

    private void forceIfDue() {
        if (!unforced.isEmpty() && time.now() - forcedAt >= settings.sync().interval().toMillis() * 1e6) {
            forcedAt = time.now();
            unforced.forEach(one -> forced.write(one.batch, one.at));
            unforced.clear();
        }
    }

    private boolean forcesEach() {
        return settings.sync().interval().isZero();
    }

    /** @return what writing a batch takes */
    long nanosToWrite(StoreBatch batch) {
        long bytes = 0;
        for (Message message : batch.messages()) {
            bytes += message.retainedBytes();
        }
        return nanos(forcesEach() ? speed.nanos : speed.nanos / TIMES_FASTER, bytes);
    }

    /** @return what reading so much takes */
    long nanosToRead(long bytes) {
        return nanos(speed.nanos / TIMES_FASTER, bytes);
    }

    private long nanos(long nanos, long bytes) {
        if (slowness > 1) {
            slowed.run();
        }
        double jitter = 0.5 + random.nextDouble();
        return slowness * ((long) (jitter * nanos) + bytes * NANOS_PER_SECOND / speed.bytesPerSecond);
    }
}
