package io.plumtree.processes;

import java.util.TreeMap;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.ClusterGap;
import io.plumtree.api.PlumtreeDelivery;
import io.plumtree.api.PlumtreeListener;

/** What a node handed to its application, which can be told to hang in the middle of a delivery. */
final class Heard implements PlumtreeListener {

    /** Messages sent within one are looked at together. */
    static final long SLICE_MILLIS = 250;
    /** What one entry of {@link #seconds} takes, its key and its value included. */
    private static final long SECOND_BYTES = 136;

    private final Streams delivered = new Streams();
    private final Streams missed = new Streams();
    private final TreeMap<String, Long> seconds = new TreeMap<>();
    private final TreeMap<String, Long> reasons = new TreeMap<>();
    private Histogram latencies = new Histogram();
    private final TreeMap<Long, Histogram> latenciesBySending = new TreeMap<>();
    /** Of what was sent before, latencies are not kept account of. */
    private long mark = Long.MAX_VALUE;
    private long twice;
    private long afterGap;
    private long redelivered;
    private boolean hanging;
    private final @Nullable Diary diary;

    /** @param diary written to, too; null for none */
    Heard(@Nullable Diary diary) {
        this.diary = diary;
    }

    /** @param wanted whether the application is to hang */
    synchronized void hang(boolean wanted) {
        hanging = wanted;
        notifyAll();
    }

    /** Latencies are those of messages sent from now on. */
    synchronized void mark() {
        mark = System.currentTimeMillis();
        latencies = new Histogram();
        latenciesBySending.clear();
    }

    @Override
    public synchronized void onDelivery(PlumtreeDelivery delivery) {
        awaitAwake();
        long now = System.currentTimeMillis();
        String stream = Streams.name(delivery.origin().value(), delivery.id().epoch());
        long sequence = delivery.id().sequence();
        twice += delivered.add(stream, sequence, sequence);
        if (missed.contains(stream, sequence)) {
            afterGap++;
        }
        if (delivery.redelivered()) {
            redelivered++;
        }
        if (diary != null) {
            diary.delivered(stream, sequence, delivery.redelivered());
        }
        seconds.merge(now / 1000 + " " + delivery.origin().value(), 1L, Long::sum);
        long sent = delivery.sentAt().toEpochMilli();
        if (sent >= mark) {
            latencies.add(now - sent, 1);
            latenciesBySending.computeIfAbsent((sent - mark) / SLICE_MILLIS, unknown -> new Histogram()).add(now - sent, 1);
        }
    }

    @Override
    public synchronized void onClusterGap(ClusterGap gap) {
        awaitAwake();
        String stream = Streams.name(gap.origin().value(), gap.epoch());
        twice += missed.add(stream, gap.from(), gap.to());
        if (diary != null) {
            diary.missed(stream, gap.from(), gap.to());
        }
        reasons.merge(gap.reason().name(), gap.to() - gap.from() + 1, Long::sum);
    }

    /** Waiting gives up the lock, so that what was heard can be asked for in the meantime. */
    private void awaitAwake() {
        try {
            while (hanging) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return what keeping account of it takes, which grows with every message */
    synchronized long bytes() {
        return delivered.bytes() + missed.bytes() + seconds.size() * SECOND_BYTES;
    }

    /** @param out gets keys and values */
    synchronized void report(BiConsumer<String, Object> out) {
        delivered.forEachRange((stream, range) -> out.accept("delivered", stream + " " + range));
        missed.forEachRange((stream, range) -> out.accept("missed", stream + " " + range));
        seconds.forEach((second, count) -> out.accept("second", second + " " + count));
        latencies.counts().forEach((millis, count) -> out.accept("latency", millis + " " + count));
        latenciesBySending.forEach((slice, slices) -> slices.counts()
                .forEach((millis, count) -> out.accept("slice", slice + " " + millis + " " + count)));
        reasons.forEach((reason, count) -> out.accept("gap." + reason, count));
        out.accept("twice", twice);
        out.accept("afterGap", afterGap);
        out.accept("redelivered", redelivered);
    }
}
