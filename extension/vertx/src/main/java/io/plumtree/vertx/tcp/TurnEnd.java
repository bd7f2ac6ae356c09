package io.plumtree.vertx.tcp;

import java.util.ArrayList;
import java.util.List;

import io.vertx.core.Context;

/** Writes what was queued within one turn of the event loop when that turn is over, one write for each connection. */
final class TurnEnd {

    private final Context context;
    private List<SendQueue> queues = new ArrayList<>();
    private List<SendQueue> spare = new ArrayList<>();

    TurnEnd(Context context) {
        this.context = context;
    }

    /** @param queue hears of this turn's end; sees to it itself that it asks once a turn */
    void flushes(SendQueue queue) {
        if (queues.isEmpty()) {
            context.runOnContext(turn -> flush());
        }
        queues.add(queue);
    }

    private void flush() {
        List<SendQueue> ready = queues;
        queues = spare;
        for (SendQueue queue : ready) {
            queue.turnEnded();
        }
        ready.clear();
        spare = ready;
    }
}
