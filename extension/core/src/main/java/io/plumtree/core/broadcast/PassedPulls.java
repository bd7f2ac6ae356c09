package io.plumtree.core.broadcast;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Range;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.overlay.Neighbour;
import io.plumtree.core.util.IntervalSet;
import io.plumtree.core.util.Timer;

/**
 * Passes on what this node is asked for and was never owed itself, because its account began later. Whoever asks may have no
 * neighbour but newcomers, after a rolling restart, while somebody behind them has it. Each other neighbour is asked once, one
 * after the other, and what comes is handed on. A pull is passed on for a while, in which more askers may join it, and not
 * again until that is over.
 */
final class PassedPulls {

    /** Graft timeouts for which a pull is passed on: it may go around half of a large cluster. */
    private static final int TIMEOUTS = 16;

    private static final class Passed {
        final StreamId stream;
        final long from;
        final long to;
        final long until;
        long askers;
        long tried;
        int asked = OriginTree.NOBODY;
        /** Once each, or two newcomers that ask each other would hand it to and fro. */
        final IntervalSet handedOn = new IntervalSet();

        Passed(StreamId stream, long from, long to, long until) {
            this.stream = stream;
            this.from = from;
            this.to = to;
            this.until = until;
        }

        boolean meets(StreamId other, long first, long last) {
            return first <= to && last >= from && stream.equals(other);
        }
    }

    private final Engine engine;
    private final Requests requests;
    /** In the order of their end. */
    private final Deque<Passed> all = new ArrayDeque<>(0);
    private final Timer end = new Timer(this::end);

    PassedPulls(Engine engine, Requests requests) {
        this.engine = engine;
        this.requests = requests;
    }

    int size() {
        return all.size();
    }

    /** {@code asker} wants messages that were never owed to this node. */
    void pass(Neighbour asker, StreamId stream, long from, long to, long now) {
        end(now);
        long last = Math.min(to, from + Settings.PULL_CHUNK - 1);
        for (Passed passed : all) {
            if (passed.from <= from && passed.to >= last && passed.stream.equals(stream)) {
                passed.askers |= asker.bit();
                return;
            }
        }
        if (all.size() < engine.settings().maxMissing) {
            Passed passed = new Passed(stream, from, last, now + TIMEOUTS * engine.settings().graftTimeout);
            passed.askers = asker.bit();
            all.addLast(passed);
            engine.timers().scheduleAtMost(end, all.getFirst().until);
            askNext(passed);
        }
    }

    private void end(long now) {
        while (!all.isEmpty() && now - all.getFirst().until >= 0) {
            all.removeFirst();
        }
        if (!all.isEmpty()) {
            engine.timers().scheduleAtMost(end, all.getFirst().until);
        }
    }

    /** A message came that is not owed to this node. */
    void arrived(Neighbour from, StreamState stream, Gossip gossip) {
        Message message = gossip.message();
        for (Passed passed : all) {
            if (!passed.meets(message.stream(), message.sequence(), message.sequence())
                    || !passed.handedOn.add(message.sequence())) {
                continue;
            }
            for (Neighbour asker : engine.neighbours().in(passed.askers & ~from.bit())) {
                if (engine.effects().send(asker.id(), new Gossip(message, gossip.round() + 1, true, false,
                        stream.window.low(), stream.baseline))) {
                    engine.tally().gossipSent++;
                }
            }
        }
    }

    /** The negative answer. */
    void answeredMissing(Neighbour by, StreamId stream, long from, long to) {
        for (Passed passed : List.copyOf(all)) {
            if (passed.asked == by.slot() && passed.meets(stream, from, to)) {
                askNext(passed);
            }
        }
    }

    /** The neighbour that had {@code slot} is none any more. */
    void forget(int slot) {
        long others = ~(1L << slot);
        for (Passed passed : List.copyOf(all)) {
            passed.askers &= others;
            passed.tried &= others;
            if (passed.asked == slot) {
                askNext(passed);
            }
        }
    }

    private void askNext(Passed passed) {
        passed.asked = OriginTree.NOBODY;
        for (Neighbour next : engine.neighbours().in(engine.neighbours().linked() & ~passed.askers & ~passed.tried)) {
            passed.asked = next.slot();
            passed.tried |= next.bit();
            requests.pull(next, new Range(passed.stream, passed.from, passed.to));
            return;
        }
    }
}
