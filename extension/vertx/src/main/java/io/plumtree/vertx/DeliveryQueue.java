package io.plumtree.vertx;

import java.util.ArrayDeque;
import java.util.List;

/** What the observers of one topic are handed next. The engine hands over no more than they may have in their hands. */
final class DeliveryQueue implements LaneQueue<LaneItem> {

    private final ArrayDeque<LaneItem> waiting = new ArrayDeque<>();

    @Override
    public void add(LaneItem item) {
        waiting.addLast(item);
    }

    @Override
    public void drainTo(List<LaneItem> batch) {
        long taken = 0;
        while (batch.size() < BATCH_ITEMS && taken < BATCH_BYTES && !waiting.isEmpty()) {
            LaneItem item = waiting.removeFirst();
            if (item instanceof LaneItem.Arrival arrival) {
                taken += arrival.message().retainedBytes();
            }
            batch.add(item);
        }
    }

    @Override
    public void clear() {
        waiting.clear();
    }
}
