package io.plumtree.core.broadcast;

import java.util.List;

import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Message;
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
    private final Streams streams;
    private final Fetches fetches;
    private final NotOwed notOwed;
    private int fetching;

    /** Hears of what is asked for and was never owed to this node. */
    interface NotOwed {
        void asked(Neighbour by, StreamState stream, long from, long to, long now);
    }

    Supply(Engine engine, Streams streams, Announcer announcer, Acknowledgements acknowledgements, Fetches fetches,
            NotOwed notOwed) {
        this.engine = engine;
        this.streams = streams;
        this.fetches = fetches;
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
            missing(to, new Range(stream.id, Math.max(wanted.from(), newest + 1), Range.OPEN - 1), false);
        }
        if (wanted.from() > last) {
            return;
        }
        long end = wanted.to() == Range.OPEN ? last : endOfAnswer(stream, last);
        stream.window.forEachMissing(wanted.from(), end,
                (first, upTo) -> missing(to, new Range(stream.id, first, upTo), false));
        long oldest = Math.max(wanted.from(), stream.oldestHeld());
        stream.window.forEachContained(wanted.from(), oldest > last ? end : oldest - 1,
                (first, upTo) -> notRetained(to, stream, first, upTo, now));
        if (oldest <= last) {
            sendRetained(to, stream, oldest, last, end, wanted, now);
        }
    }

    /**
     * Long runs are asked for piece by piece. Where the answer is negative, it is so for all of the run: else whoever misses
     * thousands that nobody has asks everybody for each piece of them.
     *
     * @return the last message of the run that {@code last} is in, of such that are missing, or were had and are not retained
     */
    private static long endOfAnswer(StreamState stream, long last) {
        long held = stream.nextHeld(last);
        if (held == last || last <= stream.baseline) {
            return last;
        }
        long limit = held < 0 ? stream.window.newest() : Math.min(stream.window.newest(), held - 1);
        long onTheWay = stream.store == null ? NOWHERE : stream.store.onTheWay.next(last);
        return Math.min(onTheWay < 0 ? limit : Math.max(last, Math.min(limit, onTheWay - 1)), stream.window.endOfRun(last));
    }

    /**
     * Sends what is retained from {@code first} on, as far as one answer goes; what was had and is gone is said in runs. Where
     * memory has dropped what the store holds, the store is asked, and what is after it is announced.
     */
    private void sendRetained(Neighbour to, StreamState stream, long first, long last, long end, Range wanted,
            long now) {
        int sent = 0;
        long goneFrom = NOWHERE;
        long sequence = first;
        for (int steps = 0; sequence <= last && sent < Settings.SERVE_LIMIT && steps < LONGEST_WALK; steps++) {
            Retained retained = stream.window.contains(sequence) ? stream.retained.get(sequence) : null;
            boolean stored = retained == null && stream.isStored(sequence);
            // Whoever misses what is on its way to the store asks again.
            boolean gone = retained == null && !stream.willBeStored(sequence) && stream.window.contains(sequence);
            if (gone && goneFrom == NOWHERE) {
                goneFrom = sequence;
            } else if (!gone && goneFrom != NOWHERE) {
                notRetained(to, stream, goneFrom, sequence - 1, now);
                goneFrom = NOWHERE;
            }
            if (stored) {
                sequence = fetch(to, stream, sequence, Math.min(last, sequence + Settings.SERVE_LIMIT - 1 - sent)) + 1;
                break;
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
        if (sequence > last && goneFrom != NOWHERE) {
            notRetained(to, stream, goneFrom, end, now);
        } else if (goneFrom != NOWHERE) {
            notRetained(to, stream, goneFrom, sequence - 1, now);
        }
        if (sequence <= last) {
            announcer.announceFrom(to, stream, sequence, now);
        }
    }

    /** @return the last message that was asked for, or declined because the store has been asked for much already */
    private long fetch(Neighbour to, StreamState stream, long from, long last) {
        long end = Math.min(last, stream.storedUpTo(from));
        Range asked = new Range(stream.id, from, end);
        if (fetching == Settings.FETCHES) {
            missing(to, asked, false);
            return end;
        }
        fetching++;
        fetches.fetch(stream.id, from, end, Settings.SERVE_LIMIT, Settings.FETCH_BYTES, (messages, now) -> {
            fetching--;
            if (engine.neighbours().get(to.id()) == to && streams.find(stream.id) == stream) {
                fetched(to, stream, asked, messages, now);
            }
        });
        return end;
    }

    private void fetched(Neighbour to, StreamState stream, Range asked, List<Message> messages, long now) {
        long next = asked.from();
        for (Message message : messages) {
            if (message.sequence() > next) {
                notRetained(to, stream, next, message.sequence() - 1, now);
            }
            next = message.sequence() + 1;
            if (!send(to, stream, message, 1, now)) {
                decline(to, new Range(stream.id, message.sequence(), asked.to()));
                return;
            }
        }
        if (messages.isEmpty()) {
            notRetained(to, stream, next, asked.to(), now);
        } else if (next <= asked.to()) {
            // Large messages: there was no room for all of them in one answer.
            sendRetained(to, stream, next, asked.to(), endOfAnswer(stream, asked.to()), asked, now);
        }
    }

    private boolean send(Neighbour to, StreamState stream, Retained retained) {
        return send(to, stream, retained.message(), retained.round() + 1, retained.arrivedAt());
    }

    private boolean send(Neighbour to, StreamState stream, Message message, int round, long arrivedAt) {
        boolean acknowledge = stream.tree.own && acknowledgements.awaits(stream, message.sequence());
        if (!engine.effects().send(to.id(),
                new Gossip(message, round, true, acknowledge, stream.window.low(), stream.baseline))) {
            engine.tally().pushesRefused++;
            engine.neighbours().lags(to, arrivedAt);
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
