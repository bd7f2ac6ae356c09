package io.plumtree.core.broadcast;

import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Missing;
import io.plumtree.core.message.Range;
import io.plumtree.core.overlay.Neighbour;
import io.plumtree.core.store.Retained;

/** Answers GRAFT and PULL: sends what is retained, and says what is not and whether it ever will be. */
final class Supply {

    private final Engine engine;
    private final Announcer announcer;
    private final Acknowledgements acknowledgements;

    Supply(Engine engine, Announcer announcer, Acknowledgements acknowledgements) {
        this.engine = engine;
        this.announcer = announcer;
        this.acknowledgements = acknowledgements;
    }

    /** Declines without looking: too many requests. The asker turns to another. */
    void decline(Neighbour to, Range wanted) {
        if (wanted.to() != Range.OPEN) {
            missing(to, wanted, false);
        }
    }

    void unknown(Neighbour to, Range wanted) {
        decline(to, wanted);
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
                    (first, end) -> missing(to, new Range(stream.id, first, end), true));
        }
        int sent = 0;
        for (long sequence = oldest; sequence <= last; sequence++) {
            if (!stream.window.contains(sequence)) {
                continue;
            }
            if (sent == Settings.SERVE_LIMIT) {
                announcer.announceFrom(to, stream, sequence, now);
                return;
            }
            Retained retained = stream.retained.get(sequence);
            if (retained == null) {
                missing(to, new Range(stream.id, sequence, sequence), true);
            } else if (send(to, stream, retained)) {
                sent++;
            } else {
                // Its queue is full; what is left is announced to it when it has caught up.
                decline(to, new Range(stream.id, sequence, wanted.to() == Range.OPEN ? last : wanted.to()));
                return;
            }
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

    private void missing(Neighbour to, Range range, boolean gone) {
        engine.effects().send(to.id(), new Missing(range, gone));
        engine.tally().missingSent++;
    }
}
