package io.plumtree.vertx;

import java.util.ArrayDeque;
import java.util.List;

import io.plumtree.api.ClusterGap;
import io.plumtree.core.message.Message;

/**
 * What waits for the observers of one topic. When the bound is met the oldest messages are dropped, and gaps take their
 * place at the head: each message is either handed over or named by exactly one gap.
 */
final class DeliveryQueue implements LaneQueue<LaneItem> {

    /** Gaps that may wait even where few messages may: they are small, and one lost is a promise broken. */
    static final int LEAST_GAPS = 1024;

    private final int maxSize;
    private final int maxGaps;
    private final long maxBytes;
    private final boolean tellGaps;
    private final NodeCounters counters;
    private final ArrayDeque<LaneItem> waiting = new ArrayDeque<>();
    private final DroppedRuns dropped;
    private int arrivals;
    private long bytes;

    /**
     * @param maxSize messages that may wait
     * @param maxBytes payload and header bytes that may wait; one message may always wait
     * @param tellGaps whether anybody wants to hear of gaps
     * @param counters counts what is dropped
     */
    DeliveryQueue(int maxSize, long maxBytes, boolean tellGaps, NodeCounters counters) {
        this.maxSize = maxSize;
        this.maxGaps = Math.max(maxSize, LEAST_GAPS);
        this.maxBytes = maxBytes;
        this.tellGaps = tellGaps;
        this.counters = counters;
        this.dropped = new DroppedRuns(maxGaps);
    }

    @Override
    public void add(LaneItem item) {
        waiting.addLast(item);
        if (item instanceof LaneItem.Arrival arrival) {
            arrivals++;
            bytes += arrival.message().retainedBytes();
        }
        while (overfull()) {
            dropOldest();
        }
    }

    @Override
    public void drainTo(List<LaneItem> batch) {
        while (batch.size() < BATCH_ITEMS) {
            ClusterGap gap = dropped.poll();
            if (gap == null) {
                break;
            }
            batch.add(new LaneItem.Missed(gap));
        }
        long taken = 0;
        while (batch.size() < BATCH_ITEMS && taken < BATCH_BYTES && !waiting.isEmpty()) {
            LaneItem item = waiting.removeFirst();
            if (item instanceof LaneItem.Arrival arrival) {
                taken += removed(arrival);
            }
            batch.add(item);
        }
    }

    @Override
    public void clear() {
        waiting.clear();
        dropped.clear();
        arrivals = 0;
        bytes = 0;
    }

    /** Gaps that the engine told are kept, but not without a bound either. */
    private boolean overfull() {
        return arrivals > 1 && (arrivals > maxSize || bytes > maxBytes) || waiting.size() - arrivals > maxGaps;
    }

    private void dropOldest() {
        LaneItem oldest = waiting.removeFirst();
        long forgotten = dropped.forgotten();
        if (oldest instanceof LaneItem.Missed missed) {
            dropped.keep(missed.gap());
        } else if (oldest instanceof LaneItem.Arrival arrival) {
            removed(arrival);
            counters.deliveryDropped();
            if (tellGaps) {
                Message message = arrival.message();
                dropped.drop(message.stream(), message.sequence());
            }
        }
        if (dropped.forgotten() != forgotten) {
            counters.gapForgotten();
        }
    }

    private int removed(LaneItem.Arrival arrival) {
        int size = arrival.message().retainedBytes();
        arrivals--;
        bytes -= size;
        return size;
    }
}
