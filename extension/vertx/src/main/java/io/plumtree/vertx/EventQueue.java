package io.plumtree.vertx;

import java.util.ArrayDeque;
import java.util.List;

import io.plumtree.api.PlumtreeEvent;

/** Events other than gaps that wait for the listener. When the bound is met the oldest are dropped and counted. */
final class EventQueue implements LaneQueue<PlumtreeEvent> {

    private final int maxSize;
    private final NodeCounters counters;
    private final ArrayDeque<PlumtreeEvent> waiting = new ArrayDeque<>();

    EventQueue(int maxSize, NodeCounters counters) {
        this.maxSize = maxSize;
        this.counters = counters;
    }

    @Override
    public void add(PlumtreeEvent event) {
        waiting.addLast(event);
        if (waiting.size() > maxSize) {
            waiting.removeFirst();
            counters.eventDropped();
        }
    }

    @Override
    public void drainTo(List<PlumtreeEvent> batch) {
        while (batch.size() < BATCH_ITEMS && !waiting.isEmpty()) {
            batch.add(waiting.removeFirst());
        }
    }

    @Override
    public void clear() {
        waiting.clear();
    }
}
