package io.plumtree.core.broadcast;

import java.util.ArrayList;
import java.util.List;

import io.plumtree.core.message.Summary;
import io.plumtree.core.message.Summary.StreamSummary;
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
    private boolean restored;

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
        restored = true;
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
    private boolean established(long now) {
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
        if (stream.restored || (restored && !known && engine.neighbours().newcomer(Settings.NEWCOMER_NANOS, now))) {
            // The account in the store may be a little older than what the application was handed last.
            stream.restored = false;
            stream.retained.restoredUpTo(told.newest());
        }
        if (stream.tree.own) {
            acknowledgements.received(stream, told.retainedFrom(), told.low());
        }
        if (origination.owns(told.stream())) {
            // Nobody has messages of this node that it did not number.
            return;
        }
        boolean active = told.retainedFrom() <= told.newest();
        if (!known && !stream.tree.own && active) {
            trees.joined(stream.tree, now);
        }
        if (told.retainedFrom() <= told.low()) {
            repair.announced(from, stream, told.retainedFrom(), told.low(), now, now);
        }
        if (told.newest() > told.low()) {
            repair.announced(from, stream, told.newest(), told.newest(), now, now);
        }
        long gone = Math.min(told.low(), told.retainedFrom() - 1);
        repair.lacked(from, stream, Math.max(stream.baseline, told.baseline()) + 1, gone, true, now);
        repair.lacked(from, stream, stream.baseline + 1, Math.min(told.baseline(), gone), false, now);
        if (told.attached() && active && stream.tree.planned && !stream.tree.attached()
                && !stream.tree.isChild(from.slot())) {
            links.graft(stream.tree, from, now);
        }
        stream.heard(from.slot(), told.newest());
    }
}
