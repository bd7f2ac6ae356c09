package io.plumtree.processes;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.Broadcast;
import io.plumtree.api.NoReachablePeerException;
import io.plumtree.api.OverloadedException;
import io.plumtree.vertx.PlumtreeNode;

/** Broadcasts at a rate, or as fast as the node takes it, and measures how long each broadcast takes to be QUEUED. */
final class Talker implements Runnable {

    private static final int PAYLOAD_BYTES = 256;
    /** What was missed while the whole process was stopped is not made up for. */
    private static final long CATCH_UP_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** Between refusals, so that several senders on few cores leave some to the nodes. */
    private static final long REFUSED_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private static final Broadcast PLAIN = Broadcast.of(new byte[PAYLOAD_BYTES]);

    private final PlumtreeNode node;
    private final @Nullable Diary diary;
    private final Broadcast message;
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong overloaded = new AtomicLong();
    private final AtomicLong unlinked = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong slowestNanos = new AtomicLong();
    private long refusedBefore;
    private volatile long intervalNanos;
    private volatile boolean talking;
    private volatile @Nullable Thread thread;

    /** @param diary gets what was stored, which broadcasts wait for then; null for none */
    Talker(PlumtreeNode node, @Nullable Diary diary) {
        this.node = node;
        this.diary = diary;
        this.message = diary == null ? PLAIN : PLAIN.acknowledgedWhen(Acknowledgement.STORED);
    }

    /** @param perSecond broadcasts; 0 for none */
    void rate(long perSecond) {
        intervalNanos = perSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / perSecond;
        talking = perSecond > 0;
        LockSupport.unpark(thread);
    }

    void flood() {
        intervalNanos = 0;
        talking = true;
        LockSupport.unpark(thread);
    }

    /** Forgets the slowest so far. */
    void mark() {
        slowestNanos.set(0);
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        long next = System.nanoTime();
        while (true) {
            long interval = intervalNanos;
            long now = System.nanoTime();
            if (!talking) {
                LockSupport.park();
                next = System.nanoTime();
            } else if (interval > 0 && next - now > 0) {
                LockSupport.parkNanos(next - now);
            } else {
                broadcast(interval == 0);
                next = Math.max(next - now, -CATCH_UP_NANOS) + now + interval;
            }
        }
    }

    private void broadcast(boolean flooding) {
        long begun = System.nanoTime();
        node.broadcast(message).whenComplete((id, failure) -> {
            if (failure == null) {
                accepted.incrementAndGet();
                if (diary != null) {
                    diary.stored(Streams.name(id.origin().value(), id.epoch()), id.sequence());
                }
                slowestNanos.accumulateAndGet(System.nanoTime() - begun, Math::max);
            } else if (failure instanceof OverloadedException) {
                overloaded.incrementAndGet();
            } else if (failure instanceof NoReachablePeerException) {
                unlinked.incrementAndGet();
            } else {
                failed.incrementAndGet();
                failure.printStackTrace();
            }
        });
        long refused = overloaded.get();
        if (flooding && refused != refusedBefore) {
            refusedBefore = refused;
            LockSupport.parkNanos(REFUSED_PAUSE_NANOS);
        }
    }

    /** @param out gets keys and values */
    void report(BiConsumer<String, Object> out) {
        out.accept("accepted", accepted.get());
        out.accept("overloaded", overloaded.get());
        out.accept("unlinked", unlinked.get());
        out.accept("failed", failed.get());
        out.accept("slowestBroadcastMillis", TimeUnit.NANOSECONDS.toMillis(slowestNanos.get()));
    }
}
