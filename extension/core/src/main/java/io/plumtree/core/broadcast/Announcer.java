package io.plumtree.core.broadcast;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.message.IHave;
import io.plumtree.core.message.IHave.Announcement;
import io.plumtree.core.message.Summary;
import io.plumtree.core.overlay.Neighbour;
import io.plumtree.core.overlay.Neighbours;
import io.plumtree.core.store.Retained;
import io.plumtree.core.util.IntervalSet;
import io.plumtree.core.util.Timer;

/**
 * Lazy push: gathers what arrived and announces it by intervals, one IHAVE for all streams and topics that a neighbour is to
 * hear of (paper, Algorithm 1; tree-model R12). A stream that falls silent is told to everybody, as a digest.
 */
final class Announcer {

    private static final int DIGEST_INTERVALS = 8;
    /** Each digest of a silent stream comes after this many times the silence of the one before. */
    private static final int LATER = 4;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final Engine engine;
    private final Calm calm;
    private final List<StreamState> unannounced = new ArrayList<>();
    private final List<StreamState> digests = new ArrayList<>();
    private final Timer flush = new Timer(this::flush);
    private final Timer digest = new Timer(this::digest);
    private final Batches batches = new Batches();
    /** What a neighbour was told last, at this time. */
    private @Nullable Announcement told;

    Announcer(Engine engine, Calm calm) {
        this.engine = engine;
        this.calm = calm;
    }

    /** A message arrived, or was broadcast here. */
    void add(StreamState stream, long sequence, boolean repaired, long now) {
        if (stream.unannounced.isEmpty()) {
            unannounced.add(stream);
        }
        engine.timers().scheduleAtMost(flush, now + interval(stream, repaired, now));
        stream.unannounced.add(sequence);
        stream.unannouncedRepair |= repaired;
        digestWhenQuiet(stream, now);
    }

    /** Messages became a gap: whoever does not even know of them is to be told that they were. */
    void addGap(StreamState stream, long now) {
        digestWhenQuiet(stream, now);
    }

    private void digestWhenQuiet(StreamState stream, long now) {
        if (stream.digestAfter == 0) {
            digests.add(stream);
        }
        stream.digestAfter = engine.settings().digestInterval;
        engine.timers().scheduleAtMost(digest, now + stream.digestAfter);
    }

    /** A message of which all were waiting for the push, and who has not asked for it by now does when told. */
    void addLate(StreamState stream, long sequence, long now) {
        add(stream, sequence, true, now);
        stream.unannouncedLate = true;
        flushSoon(now);
    }

    /** As long as all goes well, an announcement helps nobody, and few long ones cost less than many short ones. */
    private long interval(StreamState stream, boolean repaired, long now) {
        long interval = engine.settings().ihaveInterval;
        return settled(stream, now) && !repaired && calm.lasts(now) ? Settings.CALM_INTERVALS * interval : interval;
    }

    private boolean settled(StreamState stream, long now) {
        return stream.tree.planned && stream.tree.messages > Settings.SETTLING_MESSAGES
                && !engine.neighbours().changedWithin(Settings.SETTLING_NANOS, now);
    }

    /** Announces what has gathered without waiting for the interval's end. */
    void flushSoon(long now) {
        if (!unannounced.isEmpty()) {
            engine.timers().scheduleAtMost(flush, now);
        }
    }

    void flush(long now) {
        engine.timers().cancel(flush);
        // The same few neighbours for all streams of one flush, others in the next: chosen for each message they would
        // fragment the intervals (tree-model P7).
        int first = engine.random().nextInt(Neighbours.MAX_SLOTS);
        for (StreamState stream : unannounced) {
            announce(stream, first, now);
            stream.unannounced.clear();
            stream.unannouncedRepair = false;
            stream.unannouncedLate = false;
        }
        unannounced.clear();
        batches.send();
    }

    /** Tells {@code neighbour}, who was served lazily, of everything that came in that time. */
    void catchUp(Neighbour neighbour, Iterable<StreamState> streams, long since, long now) {
        for (StreamState stream : streams) {
            if (stream.lastArrival - since >= 0) {
                digestTo(neighbour, stream, now);
            }
        }
        batches.send();
    }

    /** Tells {@code neighbour} from where on more is retained of {@code stream} than was sent to it. */
    void announceFrom(Neighbour neighbour, StreamState stream, long from, long now) {
        stream.retained.forEachKept(from,
                (first, last) -> batches.add(neighbour, announcement(stream, first, last, now)));
        batches.send();
    }

    void forget(StreamState stream) {
        unannounced.remove(stream);
        digests.remove(stream);
    }

    private void announce(StreamState stream, int firstSlot, long now) {
        OriginTree tree = stream.tree;
        boolean settled = settled(stream, now) && !stream.unannouncedRepair;
        int fanout = engine.settings().lazyFanout;
        int few = calm.lasts(now) ? Settings.CALM_FANOUT : Settings.SETTLED_FANOUT;
        int wanted = settled ? Math.min(few, fanout) : tree.planned ? fanout : Neighbours.MAX_SLOTS;
        Neighbours neighbours = engine.neighbours();
        long eligible = neighbours.linked() & ~tree.children & ~neighbours.lagging();
        long newest = stream.unannounced.last();
        if (stream.unannouncedLate) {
            for (Neighbour child : neighbours.in(tree.children & ~neighbours.lagging())) {
                announceTo(child, stream, now);
            }
        }
        // Rotated so that the slots from firstSlot on come first.
        for (long rest = Long.rotateRight(eligible, firstSlot); rest != 0 && wanted > 0; rest &= rest - 1) {
            int slot = (Long.numberOfTrailingZeros(rest) + firstSlot) & (Neighbours.MAX_SLOTS - 1);
            long heard = stream.heardFrom(slot);
            if (heard >= newest) {
                continue;
            }
            wanted--;
            announceTo(neighbours.at(slot), stream, now);
        }
    }

    /** Announces what is later than all that the neighbour told of. */
    private void announceTo(Neighbour neighbour, StreamState stream, long now) {
        long heard = stream.heardFrom(neighbour.slot());
        IntervalSet intervals = stream.unannounced;
        for (int i = 0; i < intervals.intervals(); i++) {
            if (intervals.to(i) > heard) {
                batches.add(neighbour,
                        announcement(stream, Math.max(intervals.from(i), heard + 1), intervals.to(i), now));
            }
        }
    }

    /** Tells of a stream ever more seldom as long as it is retained, and once more: any digest may be lost. */
    private void digest(long now) {
        long next = Long.MAX_VALUE;
        List<StreamState> active = new ArrayList<>();
        for (StreamState stream : digests) {
            long silent = now - stream.lastArrival;
            if (silent >= stream.digestAfter) {
                for (Neighbour neighbour : engine.neighbours().all()) {
                    if (!neighbour.lagging()) {
                        digestTo(neighbour, stream, now);
                    }
                }
                boolean last = stream.retained.isEmpty();
                stream.digestAfter = last ? 0 : LATER * stream.digestAfter;
            }
            if (stream.digestAfter > 0) {
                active.add(stream);
                next = Math.min(next, stream.digestAfter - silent);
            }
        }
        digests.clear();
        digests.addAll(active);
        batches.send();
        if (!digests.isEmpty()) {
            engine.timers().schedule(digest, now + Math.max(next, engine.settings().digestInterval));
        }
    }

    private void digestTo(Neighbour neighbour, StreamState stream, long now) {
        long newest = stream.window.newest();
        if (stream.heardFrom(neighbour.slot()) >= newest) {
            return;
        }
        if (stream.retained.get(newest) == null) {
            // Nobody can have it from here, but nobody must miss it without knowing.
            engine.effects().send(neighbour.id(), new Summary(List.of(stream.summary()), false, false));
        }
        List<Announcement> intervals = new ArrayList<>(1);
        // Not what arrived: that counts gaps too, which nobody can ask for here.
        stream.retained.forEachKept(stream.retained.oldest(),
                (first, last) -> intervals.add(announcement(stream, first, last, now)));
        for (Announcement interval : intervals.subList(Math.max(0, intervals.size() - DIGEST_INTERVALS),
                intervals.size())) {
            batches.add(neighbour, interval);
        }
    }

    /** Most neighbours are told the same at one time. */
    private Announcement announcement(StreamState stream, long from, long to, long now) {
        Announcement last = told;
        if (last == null || !last.stream().equals(stream.id) || last.from() != from || last.to() != to) {
            Retained newest = stream.retained.get(to);
            long age = newest == null ? 0 : (now - newest.arrivedAt()) / NANOS_PER_MILLI;
            last = new Announcement(stream.id, from, to, (int) Math.min(age, Integer.MAX_VALUE), stream.baseline);
            told = last;
        }
        return last;
    }

    /** Announcements by neighbour, sent in messages of at most {@code ihave-batch-size}. */
    private final class Batches {

        private final @Nullable List<Announcement>[] bySlot = newArray();
        private long used;

        @SuppressWarnings("unchecked")
        private static @Nullable List<Announcement>[] newArray() {
            return (@Nullable List<Announcement>[]) new @Nullable List<?>[Neighbours.MAX_SLOTS];
        }

        void add(Neighbour neighbour, Announcement announcement) {
            List<Announcement> batch = bySlot[neighbour.slot()];
            if (batch == null) {
                batch = new ArrayList<>();
                bySlot[neighbour.slot()] = batch;
            }
            used |= neighbour.bit();
            batch.add(announcement);
            if (batch.size() == engine.settings().ihaveBatchSize) {
                send(neighbour.slot());
            }
        }

        void send() {
            told = null;
            for (; used != 0; used &= used - 1) {
                send(Long.numberOfTrailingZeros(used));
            }
        }

        private void send(int slot) {
            List<Announcement> batch = bySlot[slot];
            if (batch != null && !batch.isEmpty()) {
                bySlot[slot] = null;
                engine.effects().send(engine.neighbours().at(slot).id(), new IHave(batch));
                engine.tally().ihaveSent++;
                engine.tally().announcementsSent += batch.size();
            }
        }
    }
}
