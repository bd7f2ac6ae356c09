package io.plumtree.vertx;

import java.util.ArrayDeque;
import java.util.List;

/** Broadcasts to be prepared on a worker, in their order. Bounded by the {@link Ingress}, where each holds a place. */
final class PreparationQueue implements LaneQueue<Runnable> {

    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();

    @Override
    public void add(Runnable preparation) {
        waiting.addLast(preparation);
    }

    @Override
    public void drainTo(List<Runnable> batch) {
        while (batch.size() < BATCH_ITEMS && !waiting.isEmpty()) {
            batch.add(waiting.removeFirst());
        }
    }

    @Override
    public void clear() {
        waiting.clear();
    }
}
