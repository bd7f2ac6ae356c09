package io.plumtree.core.broadcast;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.util.TimerQueue;

/** Keeps account of what is missing: every hole of every stream once, bounded in number. */
final class MissingMessages {

    /** Hears when an interval's timer fires. */
    interface TimerListener {
        void onTimer(MissingInterval interval, long now);
    }

    private final TimerQueue timers;
    private final TimerListener listener;
    private final Set<MissingInterval> all = new LinkedHashSet<>();

    MissingMessages(TimerQueue timers, TimerListener listener) {
        this.timers = timers;
        this.listener = listener;
    }

    int size() {
        return all.size();
    }

    /** @return the interval that has been missing longest; null if nothing is missing */
    @Nullable
    MissingInterval oldest() {
        return all.isEmpty() ? null : all.iterator().next();
    }

    List<MissingInterval> all() {
        return new ArrayList<>(all);
    }

    /**
     * The intervals that cover exactly what of {@code from} to {@code to} has not arrived, known ones cut where they reach
     * beyond, new ones where none was known.
     */
    List<MissingInterval> cover(StreamState stream, long from, long to, long now) {
        List<MissingInterval> covering = new ArrayList<>(1);
        stream.window.forEachMissing(Math.max(from, stream.baseline + 1), to,
                (first, last) -> coverHole(stream, first, last, now, covering));
        return covering;
    }

    private void coverHole(StreamState stream, long from, long to, long now, List<MissingInterval> covering) {
        List<MissingInterval> missing = stream.missing;
        long at = from;
        int i = firstEndingAtOrAfter(missing, from);
        while (at <= to && i < missing.size() && missing.get(i).from <= to) {
            MissingInterval known = missing.get(i);
            if (known.from > at) {
                covering.add(insert(new Hole(stream, at, known.from - 1), null, now));
                i++;
            }
            MissingInterval within = known;
            if (known.from < at) {
                within = cut(known, at);
                i++;
            }
            if (within.to > to) {
                cut(within, to + 1);
            }
            covering.add(within);
            at = within.to + 1;
            i++;
        }
        if (at <= to) {
            covering.add(insert(new Hole(stream, at, to), null, now));
        }
    }

    private record Hole(StreamState stream, long from, long to) {
    }

    /** Ends {@code interval} before {@code at} and returns another, in the same state, for the rest. */
    private MissingInterval cut(MissingInterval interval, long at) {
        MissingInterval rest = insert(new Hole(interval.stream, at, interval.to), interval, interval.since);
        interval.to = at - 1;
        return rest;
    }

    private MissingInterval insert(Hole hole, @Nullable MissingInterval like, long since) {
        MissingInterval[] self = new MissingInterval[1];
        MissingInterval interval = new MissingInterval(hole.stream, hole.from, hole.to, since,
                now -> listener.onTimer(self[0], now));
        self[0] = interval;
        if (like != null) {
            interval.announcers = like.announcers;
            interval.tried = like.tried;
            interval.lacking = like.lacking;
            interval.waits = like.waits;
            interval.gone = like.gone;
            interval.asked = like.asked;
            interval.askedTo = like.askedTo;
            interval.attempts = like.attempts;
            interval.failed = like.failed;
            interval.upstream = like.upstream;
            interval.late = like.late;
            interval.found = like.found;
            interval.scarce = like.scarce;
            if (like.timer.scheduled()) {
                timers.schedule(interval.timer, like.timer.deadline());
            }
        }
        List<MissingInterval> missing = hole.stream.missing;
        missing.add(firstFromAfter(missing, interval.from), interval);
        all.add(interval);
        return interval;
    }

    /** @return the interval that {@code sequence} is in; null if it is in none */
    @Nullable
    MissingInterval find(StreamState stream, long sequence) {
        int i = firstEndingAtOrAfter(stream.missing, sequence);
        return i < stream.missing.size() && stream.missing.get(i).from <= sequence ? stream.missing.get(i) : null;
    }

    /** @return the index of the first that ends at {@code sequence} or later: there may be thousands after an overload */
    private static int firstEndingAtOrAfter(List<MissingInterval> missing, long sequence) {
        int low = 0;
        int high = missing.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (missing.get(middle).to < sequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int firstFromAfter(List<MissingInterval> missing, long sequence) {
        int low = 0;
        int high = missing.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (missing.get(middle).from <= sequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * Takes {@code sequence}, which arrived, out of {@code interval}.
     *
     * @return whether anything of the interval is missing still
     */
    boolean arrived(MissingInterval interval, long sequence) {
        if (sequence > interval.from && sequence < interval.to) {
            cut(interval, sequence + 1);
            interval.to = sequence - 1;
        } else if (sequence == interval.from && sequence < interval.to) {
            interval.from = sequence + 1;
        } else if (sequence == interval.to && sequence > interval.from) {
            interval.to = sequence - 1;
        } else {
            remove(interval);
            return false;
        }
        return true;
    }

    void remove(MissingInterval interval) {
        timers.cancel(interval.timer);
        if (all.remove(interval)) {
            interval.stream.missing.remove(firstEndingAtOrAfter(interval.stream.missing, interval.to));
        }
    }

    /** Forgets the neighbour that had {@code slot}. */
    void forget(int slot) {
        long others = ~(1L << slot);
        for (MissingInterval interval : all) {
            interval.announcers &= others;
            if (interval.earliest == slot) {
                interval.earliest = MissingInterval.NOBODY;
            }
            interval.tried &= others;
            interval.lacking &= others;
            interval.gone &= others;
        }
    }
}
