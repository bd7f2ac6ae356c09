package io.plumtree.vertx;

import java.util.concurrent.atomic.LongAdder;

/** Counts around the engine. Any thread. */
final class NodeCounters {

    private final LongAdder eventsDropped = new LongAdder();
    private final LongAdder listenerFailures = new LongAdder();
    private final LongAdder unreadable = new LongAdder();
    private final LongAdder compressed = new LongAdder();
    private final LongAdder compressionBytesIn = new LongAdder();
    private final LongAdder compressionBytesSaved = new LongAdder();
    private final LongAdder compressionSkipped = new LongAdder();
    private final LongAdder overloaded = new LongAdder();
    private final LongAdder slowTurns = new LongAdder();
    private final LongAdder engineFailures = new LongAdder();

    void eventDropped() {
        eventsDropped.increment();
    }

    void listenerFailed() {
        listenerFailures.increment();
    }

    void unreadable() {
        unreadable.increment();
    }

    void compressed(int before, int after) {
        compressed.increment();
        compressionBytesIn.add(before);
        compressionBytesSaved.add(before - after);
    }

    void compressionSkipped() {
        compressionSkipped.increment();
    }

    void overloaded() {
        overloaded.increment();
    }

    void slowTurn() {
        slowTurns.increment();
    }

    void engineFailed() {
        engineFailures.increment();
    }

    NodeStats stats() {
        return new NodeStats(eventsDropped.sum(), listenerFailures.sum(),
                unreadable.sum(), compressed.sum(), compressionBytesIn.sum(), compressionBytesSaved.sum(),
                compressionSkipped.sum(),
                overloaded.sum(), slowTurns.sum(), engineFailures.sum());
    }
}
