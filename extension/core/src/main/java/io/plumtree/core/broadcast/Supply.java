package io.plumtree.core.broadcast;

import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Missing;
import io.plumtree.core.message.Range;
import io.plumtree.core.overlay.Neighbour;
import io.plumtree.core.store.Retained;

/** Answers GRAFT and PULL: sends what is retained, and says what is not and whether it ever will be. */
final class Supply {

    private static final long NOWHERE = -1;
    /** Sequences looked at for one request: a stream with longer holes is none that an honest origin numbers. */
    private static final int LONGEST_WALK = 4 * Settings.SERVE_LIMIT;

    private final Engine engine;
    private final Announcer announcer;
    private final Acknowledgements acknowledgements;
    private final NotOwed notOwed;

    /** Hears of what is asked for and was never owed to this node. */
    interface NotOwed {
        void asked(Neighbour by, StreamState stream, long from, long to, long now);
    }

    Supply(Engine engine, Announcer announcer, Acknowledgements acknowledgements, NotOwed notOwed) {
        this.engine = engine;
        this.announcer = announcer;
        this.acknowledgements = acknowledgements;
        this.notOwed = notOwed;
    }

    /** Declines without looking: too many requests. The asker turns to another. */
    void decline(Neighbour to, Range wanted) {
        if (wanted.to() != Range.OPEN) {
            missing(to, wanted, false);
        }
    }

    void supply(Neighbour to, StreamState stream, Range wanted, long now) {
        long newest = stream.window.newest();
        long last = Math.min(wanted.to(), newest);
        if (wanted.to() != Range.OPEN && wanted.to() > newest) {
            missing(to, new Range(stream.id, Math.max(wanted.from(), newest + 1), wanted.to()), false);
        }
        if (wanted.from() > last) {
            return;
        }
        stream.window.forEachMissing(wanted.from(), last,
                (first, end) -> missing(to, new Range(stream.id, first, end), false));
        long oldest = Math.max(wanted.from(), stream.retained.oldest());
        if (wanted.from() < oldest) {
            stream.window.forEachContained(wanted.from(), Math.min(last, oldest - 1),
                    (first, end) -> notRetained(to, stream, first, end, now));
        }
        sendRetained(to, stream, oldest, last, wanted, now);
    }

    /** Sends what is retained from {@code first} on, as far as one answer goes; what was had and is gone is said in runs. */
    private void sendRetained(Neighbour to, StreamState stream, long first, long last, Range wanted, long now) {
        int sent = 0;
        long goneFrom = NOWHERE;
        long sequence = first;
        for (int steps = 0; sequence <= last && sent < Settings.SERVE_LIMIT && steps < LONGEST_WALK; steps++) {
            Retained retained = stream.window.contains(sequence) ? stream.retained.get(sequence) : null;
            boolean gone = retained == null && stream.window.contains(sequence);
            if (gone && goneFrom == NOWHERE) {
                goneFrom = sequence;
            } else if (!gone && goneFrom != NOWHERE) {
                notRetained(to, stream, goneFrom, sequence - 1, now);
                goneFrom = NOWHERE;
            }
            if (retained != null) {
                if (!send(to, stream, retained)) {
                    // Its queue is full; what is left is announced to it when it has caught up.
                    decline(to, new Range(stream.id, sequence, wanted.to()));
                    return;
                }
                sent++;
            }
            sequence++;
        }
        if (goneFrom != NOWHERE) {
            notRetained(to, stream, goneFrom, sequence - 1, now);
        }
        if (sequence <= last) {
            announcer.announceFrom(to, stream, sequence, now);
        }
    }

    private boolean send(Neighbour to, StreamState stream, Retained retained) {
        long sequence = retained.message().sequence();
        boolean acknowledge = stream.tree.own && acknowledgements.awaits(stream, sequence);
        if (!engine.effects().send(to.id(), new Gossip(retained.message(), retained.round() + 1, true, acknowledge,
                stream.window.low(), stream.baseline))) {
            engine.tally().pushesRefused++;
            engine.neighbours().lags(to, retained.arrivedAt());
            return false;
        }
        engine.tally().gossipSent++;
        return true;
    }

    /** What came before this node's account was never here: others may have it. */
    private void notRetained(Neighbour to, StreamState stream, long from, long last, long now) {
        if (from <= stream.baseline) {
            long end = Math.min(last, stream.baseline);
            missing(to, new Range(stream.id, from, end), false);
            notOwed.asked(to, stream, from, end, now);
        }
        if (last > stream.baseline) {
            missing(to, new Range(stream.id, Math.max(from, stream.baseline + 1), last), true);
        }
    }

    private void missing(Neighbour to, Range range, boolean gone) {
        engine.effects().send(to.id(), new Missing(range, gone));
        engine.tally().missingSent++;
    }
}
