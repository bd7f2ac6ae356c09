package io.plumtree.core.broadcast;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.message.Summary;
import io.plumtree.core.message.Summary.StreamSummary;
import io.plumtree.core.message.SyncPage.Digest;
import io.plumtree.core.message.SyncPage.Hole;
import io.plumtree.core.overlay.Neighbour;

/**
 * What both ends of a new link tell each other, so that neither stays behind and a newcomer knows where its account begins
 * (tree-model R14, P10).
 */
final class Summaries {

    private final Engine engine;
    private final Streams streams;
    private final Trees trees;
    private final Links links;
    private final Repair repair;
    private final Acknowledgements acknowledgements;
    private final Origination origination;
    private final Replays replays;
    private boolean marksTold;

    Summaries(Engine engine, Streams streams, Trees trees, Links links, Repair repair,
            Acknowledgements acknowledgements, Origination origination, Replays replays) {
        this.replays = replays;
        this.engine = engine;
        this.streams = streams;
        this.trees = trees;
        this.links = links;
        this.repair = repair;
        this.acknowledgements = acknowledgements;
        this.origination = origination;
    }

    /** This node has accounts of its earlier incarnation: what came while it was away is owed to it. */
    void restored() {
        marksTold = true;
    }

    void send(Neighbour to, long now) {
        boolean established = established(now);
        List<StreamSummary> batch = new ArrayList<>();
        for (StreamState stream : streams.all()) {
            if (batch.size() == Settings.SUMMARY_BATCH) {
                engine.effects().send(to.id(), new Summary(batch, false, established));
                batch = new ArrayList<>();
            }
            batch.add(stream.summary());
        }
        engine.effects().send(to.id(), new Summary(batch, true, established));
    }

    void receive(Neighbour from, Summary summary, long now) {
        boolean marksAreBaseline = summary.established() && !established(now);
        for (StreamSummary told : summary.streams()) {
            receive(from, told, marksAreBaseline, now);
        }
        if (summary.last() && summary.established()) {
            marksTold = true;
        }
    }

    /**
     * A newcomer's account begins at the marks that the first established neighbour tells it. Whatever it hears of for the
     * first time later is owed to it from its beginning. Where nobody is established, because all start together, all are
     * after a while.
     */
    boolean established(long now) {
        return marksTold || !engine.neighbours().newcomer(Settings.NEWCOMER_NANOS, now);
    }

    /**
     * Where the account of a stream begins that somebody tells of for the first time: for an established node at the stream's
     * beginning, also where the teller came later and has an account of less.
     */
    long baseline(long ofTeller, long now) {
        return established(now) ? 0 : ofTeller;
    }

    private void receive(Neighbour from, StreamSummary told, boolean markIsBaseline, long now) {
        origination.heardOf(told.stream());
        boolean known = streams.find(told.stream()) != null;
        StreamState stream = streams.obtain(told.stream(),
                markIsBaseline ? replays.baseline(told) : baseline(told.baseline(), now), now);
        if (stream == null) {
            engine.tally().rejectedTopics++;
            return;
        }
        if (!known && markIsBaseline) {
            stream.retained.replayedUpTo(told.low());
        }
        tells(from, stream, known, told, told.newest() > told.low() + 1
                ? List.of(new Hole(told.low() + 1, told.newest() - 1))
                : List.of(), false, now);
    }

    /**
     * A neighbour told of a stream so that both compare.
     *
     * @return the stream; null if it has no place here. It takes no other's: what was forgotten for want of room would be
     *         known, and delivered, again and again
     */
    @Nullable
    StreamState compare(Neighbour from, Digest digest, long now) {
        StreamSummary told = digest.summary();
        StreamState known = streams.use(told.stream(), now);
        if (known == null && (origination.owns(told.stream()) || !streams.hasSpareRoomFor(told.stream().topic()))) {
            return null;
        }
        StreamState stream = known != null ? known : streams.obtain(told.stream(), baseline(told.baseline(), now), now);
        if (stream != null) {
            tells(from, stream, known != null, told, digest.holes(), true, now);
        }
        return stream;
    }

    /** A neighbour has what it tells, except for {@code holes}; {@code found} if nobody may ever have announced it. */
    private void tells(Neighbour from, StreamState stream, boolean known, StreamSummary told, List<Hole> holes,
            boolean found, long now) {
        if (stream.tree.own) {
            acknowledgements.received(stream, told.retainedFrom(), told.low());
        }
        if (origination.owns(told.stream())) {
            // Nobody has messages of this node that it did not number.
            return;
        }
        boolean active = told.retainedFrom() <= told.newest();
        if (found && !stream.window.contains(told.newest())) {
            // It may be under way from whoever the plan says; only what is not is asked for.
            trees.needed(stream.tree, now);
        } else if (!known && !stream.tree.own && active) {
            trees.joined(stream.tree, now);
        }
        List<Hole> has = between(told, holes);
        if (found) {
            has.forEach(part -> repair.found(stream, part.from(), part.to(), now));
        }
        for (Hole part : has) {
            long first = Math.max(part.from(), told.retainedFrom());
            if (first <= part.to()) {
                repair.announced(from, stream, first, part.to(), now, now);
            }
        }
        for (Hole part : has) {
            long last = Math.min(part.to(), told.retainedFrom() - 1);
            repair.lacked(from, stream, Math.max(part.from(), Math.max(stream.baseline, told.baseline()) + 1), last, true,
                    now);
            repair.lacked(from, stream, Math.max(part.from(), stream.baseline + 1), Math.min(told.baseline(), last), false,
                    now);
        }
        if (told.attached() && active && stream.tree.planned && !stream.tree.attached()
                && !stream.tree.isChild(from.slot())) {
            links.graft(stream.tree, from, now);
        }
        stream.heard(from.slot(), told.newest());
    }

    /** @return what is not in {@code holes}, ascending */
    private static List<Hole> between(StreamSummary told, List<Hole> holes) {
        List<Hole> between = new ArrayList<>(holes.size() + 1);
        long next = 1;
        for (Hole hole : holes) {
            if (hole.from() > next) {
                between.add(new Hole(next, hole.from() - 1));
            }
            next = hole.to() + 1;
        }
        if (next <= told.newest()) {
            between.add(new Hole(next, told.newest()));
        }
        return between;
    }
}
