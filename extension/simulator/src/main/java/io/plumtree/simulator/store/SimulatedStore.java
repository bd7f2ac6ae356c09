package io.plumtree.simulator.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.StoreEffects;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.store.StoreBatch;
import io.plumtree.core.store.StoreContents;
import io.plumtree.core.store.StoredRange;
import io.plumtree.simulator.node.Protocol;
import io.plumtree.simulator.time.VirtualTime;

/**
 * The way of one process to its {@link Disk}: one thing after the other, while the process goes on. While one batch is written
 * the engine gathers the next.
 */
public final class SimulatedStore implements StoreEffects {

    private static final long TIDY_NANOS = 1_000_000_000L;

    private final Disk disk;
    private final VirtualTime time;
    private final Consumer<ObjLongConsumer<Protocol>> inputs;
    private final Deque<Task> waiting = new ArrayDeque<>(0);
    private @Nullable Task underWay;
    private boolean writing;
    private boolean failed;
    private boolean over;
    private boolean tidies;

    /** @param batch what it writes; null if it reads */
    private record Task(long nanos, @Nullable StoreBatch batch, Runnable done) {
    }

    /** @param inputs feeds the engine, when the process is not busy, as long as it runs */
    public SimulatedStore(Disk disk, VirtualTime time, Consumer<ObjLongConsumer<Protocol>> inputs) {
        this.disk = disk;
        this.time = time;
        this.inputs = inputs;
    }

    /** @return what it holds */
    public StoreContents open() {
        StoreContents contents = disk.open();
        tidyLater();
        return contents;
    }

    /** The process died. */
    public void died() {
        over = true;
        disk.died(written());
    }

    /** The machine has no current any more. */
    public void lostPower() {
        over = true;
        disk.lostPower(written());
    }

    private @Nullable StoreBatch written() {
        return underWay == null ? null : underWay.batch;
    }

    @Override
    public void storing() {
        // At the end of what happens at this moment, so that a batch has all that came in it.
        time.in(0, this::writeNext);
    }

    @Override
    public void fetch(StreamId stream, long from, long to, int maxMessages, long maxBytes, long token) {
        long bytes = 0;
        for (Message message : disk.read(stream, from, to, maxMessages, maxBytes)) {
            bytes += message.retainedBytes();
        }
        add(new Task(disk.nanosToRead(bytes), null, () -> {
            List<Message> found = disk.read(stream, from, to, maxMessages, maxBytes);
            inputs.accept((engine, now) -> engine.fetched(token, found, now));
        }));
    }

    private void writeNext() {
        inputs.accept((engine, now) -> {
            StoreBatch batch = writing || over ? null : engine.nextBatch();
            if (batch != null) {
                writing = true;
                add(new Task(disk.nanosToWrite(batch), batch, () -> written(batch)));
            }
        });
    }

    private void written(StoreBatch batch) {
        List<StoredRange> dropped = failed ? null : disk.tryWrite(batch);
        writing = false;
        if (dropped == null) {
            failed = true;
            inputs.accept((engine, now) -> engine.storeFailed("no space left on device", now));
        } else {
            inputs.accept((engine, now) -> engine.stored(dropped, now));
            tidyLater();
        }
        writeNext();
    }

    private void add(Task task) {
        waiting.addLast(task);
        if (underWay == null) {
            next();
        }
    }

    private void next() {
        Task task = waiting.pollFirst();
        underWay = task;
        if (task != null) {
            time.in(task.nanos, () -> {
                if (!over) {
                    underWay = null;
                    task.done.run();
                    if (underWay == null) {
                        next();
                    }
                }
            });
        }
    }

    /** A store that nothing is written to drops what is too old, and forces what it wrote, once a second at most. */
    private void tidyLater() {
        long due = disk.tidyAt();
        if (!tidies && !failed && due != Long.MAX_VALUE) {
            tidies = true;
            time.at(Math.max(due, time.now() + TIDY_NANOS), () -> {
                tidies = false;
                if (!over && !failed) {
                    List<StoredRange> dropped = disk.tidy();
                    inputs.accept((engine, now) -> engine.dropped(dropped, now));
                    tidyLater();
                }
            });
        }
    }
}
