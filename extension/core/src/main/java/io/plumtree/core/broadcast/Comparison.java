package io.plumtree.core.broadcast;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.message.StreamId;
import io.plumtree.core.message.SyncPage;
import io.plumtree.core.message.SyncPage.Digest;
import io.plumtree.core.message.SyncPage.Hole;
import io.plumtree.core.message.SyncRoot;
import io.plumtree.core.overlay.Neighbour;
import io.plumtree.core.sync.Holdings;
import io.plumtree.core.sync.StreamHash;

/** Makes roots and pages of the streams that had traffic lately, and takes those of others. */
final class Comparison implements Holdings {

    /** What a stream that still has traffic adds to the root: its holes show by themselves, and its newest differ in flight. */
    private static final long BUSY = 0;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final ActiveStreams streams;
    private final Summaries summaries;
    private final long settle;

    Comparison(ActiveStreams streams, Summaries summaries, long settle) {
        this.streams = streams;
        this.summaries = summaries;
        this.settle = settle;
    }

    @Override
    public boolean comparable(long now) {
        return summaries.established(now);
    }

    @Override
    public boolean any(long now) {
        return streams.any(now);
    }

    @Override
    public SyncRoot root(long now) {
        long high = 0;
        long low = 0;
        for (StreamState stream : streams.from(FIRST)) {
            if (streams.active(stream, now)) {
                long state = now - stream.trafficAt < settle ? BUSY : state(stream);
                high += StreamHash.high(stream.place, state);
                low += StreamHash.low(stream.place, state);
            }
        }
        return new SyncRoot(high, low);
    }

    /** A hash of what arrived, whatever the baseline: a newcomer that missed nothing has the same. */
    private static long state(StreamState stream) {
        long[] state = { StreamHash.then(stream.window.low(), stream.window.newest()) };
        stream.window.forEachMissing(stream.window.low() + 1, stream.window.newest(),
                (from, to) -> state[0] = StreamHash.then(StreamHash.then(state[0], from), to));
        return state[0];
    }

    @Override
    public SyncPage page(long from, int max, long now) {
        Page page = new Page(from, LAST, false, max);
        for (StreamState stream : streams.from(from)) {
            if (streams.active(stream, now) && !page.add(stream, now)) {
                break;
            }
        }
        return page.made();
    }

    @Override
    public SyncPage answer(SyncPage theirs, int max, long now) {
        Map<StreamId, Digest> told = new LinkedHashMap<>();
        for (Digest digest : theirs.digests()) {
            told.put(digest.summary().stream(), digest);
        }
        Page page = new Page(theirs.from(), theirs.to(), true, max);
        for (StreamState stream : streams.from(theirs.from())) {
            if (stream.place > theirs.to()) {
                break;
            }
            Digest digest = told.get(stream.id);
            boolean more = digest == null ? streams.active(stream, now) : hasMore(stream, digest);
            if (more && !page.add(stream, now)) {
                break;
            }
        }
        return page.made();
    }

    private static boolean hasMore(StreamState stream, Digest theirs) {
        boolean[] more = { stream.window.newest() > theirs.summary().newest() };
        for (Hole hole : theirs.holes()) {
            stream.window.forEachContained(hole.from(), hole.to(), (from, to) -> more[0] = true);
        }
        return more[0];
    }

    @Override
    public void told(Neighbour by, SyncPage page, long now) {
        for (Digest digest : page.digests()) {
            StreamState stream = summaries.compare(by, digest, now);
            long at = now - digest.ageSeconds() * NANOS_PER_SECOND;
            // Not for what a message takes to travel, or the same traffic would seem later with each who tells of it.
            if (stream != null && at - stream.trafficAt > settle) {
                streams.traffic(stream, at);
            }
        }
    }

    private static final class Page {
        private final List<Digest> digests = new ArrayList<>();
        private final long from;
        private final boolean answer;
        private final int max;
        private long to;
        private int holes;
        private @Nullable StreamState last;

        Page(long from, long to, boolean answer, int max) {
            this.from = from;
            this.to = to;
            this.answer = answer;
            this.max = max;
        }

        /** @return whether there was room */
        boolean add(StreamState stream, long now) {
            if (last != null && (digests.size() == max || holes > SyncPage.MAX_PAGE_HOLES - SyncPage.MAX_HOLES)) {
                to = last.place;
                return false;
            }
            Digest digest = digest(stream, now);
            digests.add(digest);
            holes += digest.holes().size();
            last = stream;
            return true;
        }

        SyncPage made() {
            return new SyncPage(from, to, answer, digests);
        }
    }

    private static Digest digest(StreamState stream, long now) {
        List<Hole> holes = new ArrayList<>(0);
        stream.window.forEachMissing(stream.window.low() + 1, stream.window.newest(), (from, to) -> {
            if (holes.size() < SyncPage.MAX_HOLES) {
                holes.add(new Hole(from, to));
            } else {
                // Less is said than is so, and the rest in the next round.
                holes.set(SyncPage.MAX_HOLES - 1, new Hole(holes.get(SyncPage.MAX_HOLES - 1).from(), to));
            }
        });
        long age = Math.max(0, now - stream.trafficAt) / NANOS_PER_SECOND;
        return new Digest(stream.summary(), (int) Math.min(age, Integer.MAX_VALUE), holes);
    }
}
