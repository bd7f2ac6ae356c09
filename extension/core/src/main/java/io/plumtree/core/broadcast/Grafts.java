package io.plumtree.core.broadcast;

import java.util.ArrayDeque;
import java.util.Deque;

import io.plumtree.core.overlay.Neighbour;
import io.plumtree.core.util.Timer;
import io.plumtree.core.util.TokenBucket;

/**
 * Lets each neighbour change each tree so often and no more. What comes too often is not refused, or whoever asks would try
 * the next, and the next: it waits, once for each tree and neighbour, until it is due or withdrawn. What a GRAFT wants to be
 * sent does not wait with it.
 */
final class Grafts {

    /** Changes the tree. */
    interface Change {
        void grafted(OriginTree tree, Neighbour child, long now);
    }

    private record Waiting(OriginTree tree, Neighbour child) {
    }

    private final Engine engine;
    private final Change change;
    private final Timer due = new Timer(this::due);
    private final Deque<Waiting> waiting = new ArrayDeque<>(0);

    Grafts(Engine engine, Change change) {
        this.engine = engine;
        this.change = change;
    }

    /** @return how many wait */
    int waiting() {
        return waiting.size();
    }

    void asked(OriginTree tree, Neighbour by, long now) {
        OriginTree.Dealings dealings = tree.with(by.slot());
        if (dealings.grafts == null) {
            dealings.grafts = new TokenBucket(engine.settings().graftRate, engine.settings().graftBurst, now);
        }
        if (dealings.graftWaits) {
            return;
        }
        if (dealings.grafts.take(1, now)) {
            change.grafted(tree, by, now);
        } else {
            dealings.graftWaits = true;
            waiting.addLast(new Waiting(tree, by));
            engine.timers().scheduleAtMost(due, now + dealings.grafts.nanosUntil(1, now));
        }
    }

    /** It wants to be pushed to no more. */
    void withdrawn(OriginTree tree, Neighbour by) {
        OriginTree.Dealings dealings = tree.known(by.slot());
        if (dealings != null) {
            dealings.graftWaits = false;
        }
    }

    private void due(long now) {
        long next = Long.MAX_VALUE;
        for (int i = waiting.size(); i > 0; i--) {
            Waiting first = waiting.removeFirst();
            // A neighbour that was lost, or a tree planned anew, leaves no dealings behind.
            OriginTree.Dealings dealings = first.tree.known(first.child.slot());
            if (dealings == null || !dealings.graftWaits || dealings.grafts == null
                    || engine.neighbours().get(first.child.id()) != first.child) {
                continue;
            }
            if (dealings.grafts.take(1, now)) {
                dealings.graftWaits = false;
                change.grafted(first.tree, first.child, now);
            } else {
                waiting.addLast(first);
                next = Math.min(next, dealings.grafts.nanosUntil(1, now));
            }
        }
        if (!waiting.isEmpty()) {
            engine.timers().schedule(due, now + next);
        }
    }
}
