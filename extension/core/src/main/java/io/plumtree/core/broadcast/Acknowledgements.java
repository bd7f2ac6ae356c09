package io.plumtree.core.broadcast;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.plumtree.core.util.LongMap;
import io.plumtree.core.util.Timer;

/** Broadcasts of this node that wait until a neighbour, or the store, has them: bounded in number and time. */
final class Acknowledgements {

    private static final class Pending {
        final StreamState stream;
        final long sequence;
        final long token;
        final long deadline;
        boolean done;

        Pending(StreamState stream, long sequence, long token, long deadline) {
            this.stream = stream;
            this.sequence = sequence;
            this.token = token;
            this.deadline = deadline;
        }
    }

    private final Engine engine;
    private final String late;
    /** In the order of their deadlines, which is the order of broadcasting. */
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final Timer timeout = new Timer(this::expire);
    /** By stream: its pending sequences. */
    private final Map<StreamState, LongMap<Pending>> byStream = new LinkedHashMap<>();
    private int size;

    /** @param late why one is not waited for any longer */
    Acknowledgements(Engine engine, String late) {
        this.engine = engine;
        this.late = late;
    }

    int size() {
        return size;
    }

    boolean full() {
        return size >= engine.settings().maxPendingAcknowledgements;
    }

    void await(StreamState stream, long sequence, long token, long now) {
        Pending awaited = new Pending(stream, sequence, token, now + engine.settings().acknowledgementTimeout);
        pending.addLast(awaited);
        byStream.computeIfAbsent(stream, s -> new LongMap<>()).put(sequence, awaited);
        size++;
        if (!timeout.scheduled()) {
            engine.timers().schedule(timeout, awaited.deadline);
        }
    }

    boolean awaits(StreamState stream, long sequence) {
        LongMap<Pending> sequences = byStream.get(stream);
        return sequences != null && sequences.get(sequence) != null;
    }

    /** A neighbour, or the store, has this message. */
    void received(StreamState stream, long sequence) {
        LongMap<Pending> sequences = byStream.get(stream);
        Pending found = sequences == null ? null : sequences.remove(sequence);
        if (sequences == null || found == null) {
            return;
        }
        finish(found, sequences);
        engine.effects().acknowledged(found.token);
    }

    /** A neighbour retains these messages of the stream. */
    void received(StreamState stream, long from, long to) {
        if (byStream.containsKey(stream)) {
            for (Pending waiting : List.copyOf(pending)) {
                if (waiting.stream == stream && waiting.sequence >= from && waiting.sequence <= to) {
                    received(stream, waiting.sequence);
                }
            }
        }
    }

    /** Nobody will have what waits. */
    void fail(String why) {
        for (Pending waiting : List.copyOf(pending)) {
            LongMap<Pending> sequences = byStream.get(waiting.stream);
            if (!waiting.done && sequences != null) {
                sequences.remove(waiting.sequence);
                finish(waiting, sequences);
                engine.effects().notAcknowledged(waiting.token, why);
            }
        }
    }

    private void expire(long now) {
        while (!pending.isEmpty() && (pending.getFirst().done || now - pending.getFirst().deadline >= 0)) {
            Pending first = pending.removeFirst();
            LongMap<Pending> sequences = byStream.get(first.stream);
            if (!first.done && sequences != null) {
                sequences.remove(first.sequence);
                finish(first, sequences);
                engine.effects().notAcknowledged(first.token, late);
            }
        }
        if (!pending.isEmpty()) {
            engine.timers().schedule(timeout, pending.getFirst().deadline);
        }
    }

    private void finish(Pending finished, LongMap<Pending> sequences) {
        finished.done = true;
        size--;
        if (sequences.size() == 0) {
            byStream.remove(finished.stream);
        }
        while (!pending.isEmpty() && pending.getFirst().done) {
            pending.removeFirst();
        }
        if (pending.isEmpty()) {
            engine.timers().cancel(timeout);
        }
    }
}
