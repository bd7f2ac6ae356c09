package io.plumtree.core.broadcast;

import static io.plumtree.core.broadcast.MissingInterval.NOBODY;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.ClusterGap;
import io.plumtree.api.GraftFailed;
import io.plumtree.api.MessageHistory.RepairKind;
import io.plumtree.core.message.Range;
import io.plumtree.core.overlay.Neighbour;

/**
 * Gets what is missing: decides when to wait for the push, when to PULL, when to GRAFT, whom to ask next, and when a message
 * can no longer be had (paper, Algorithm 2; tree-model R1, R9, R10, R11).
 */
final class Repair {

    /** What is asked or answered can be lost: the few who have it are asked once more before waiting. */
    private static final int ROUNDS_WITHOUT_WAIT = 2;
    /** How often the wait doubles once GraftFailed was told. */
    private static final int LONGEST_DOUBLINGS = 2;
    /** Of the time for which something has been missing, between two rounds. */
    private static final int PATIENCE_SHARE = 8;

    private final Engine engine;
    private final Requests requests;
    private final Links links;
    private final Gaps gaps;
    private final Calm calm;
    private final GraftDelay delay;
    private final MissingMessages missing;
    private final RepairLog log;

    Repair(Engine engine, Requests requests, Links links, Gaps gaps, Calm calm, RepairLog log) {
        this.log = log;
        this.engine = engine;
        this.calm = calm;
        this.requests = requests;
        this.links = links;
        this.gaps = gaps;
        this.delay = new GraftDelay(engine.settings().graftTimeout);
        this.missing = new MissingMessages(engine.timers(), this::onTimer);
    }

    int missing() {
        return missing.size();
    }

    /**
     * A neighbour announced messages, some of which are missing here.
     *
     * @param push when its push of the last of them would have come
     */
    void announced(Neighbour by, StreamState stream, long from, long to, long push, long now) {
        if (to <= stream.window.low()) {
            return;
        }
        for (MissingInterval interval : missing.cover(stream, from, to, now)) {
            interval.announcers |= by.bit();
            if (interval.to == to && (interval.earliest == NOBODY || push - interval.earliestPush < 0)) {
                interval.earliest = by.slot();
                interval.earliestPush = push;
            }
            interval.tried &= ~by.bit();
            interval.lacking &= ~by.bit();
            interval.gone &= ~by.bit();
            wake(interval);
            if (interval.asked == NOBODY) {
                decide(interval, by, now);
            }
        }
        bound(now);
    }

    /**
     * A neighbour told at link-up that these messages exist and it cannot supply them: it had them and does not retain them any
     * more, or it came later and is not owed them, which says nothing of others.
     */
    void lacked(Neighbour by, StreamState stream, long from, long to, boolean gone, long now) {
        for (MissingInterval interval : missing.cover(stream, from, to, now)) {
            interval.gone |= gone ? by.bit() : 0;
            watch(interval, delay.waitForPush(), now);
            giveUpIfGoneEverywhere(interval, now);
        }
        bound(now);
    }

    /** These messages exist, and of those that nobody told of so far nobody may ever push or announce any. */
    void found(StreamState stream, long from, long to, long now) {
        for (MissingInterval interval : missing.cover(stream, from, to, now)) {
            if (interval.untold()) {
                interval.found = true;
                interval.late = true;
            }
        }
    }

    /** A later message arrived: these have not, and {@code low} says up to where its sender has or had everything. */
    void hole(StreamState stream, long first, long last, long low, long now) {
        for (MissingInterval interval : missing.cover(stream, first, last, now)) {
            if (interval.asked == NOBODY && !interval.timer.scheduled()) {
                interval.upstream = interval.to > low;
                watch(interval, patience(interval), now);
            }
        }
        bound(now);
    }

    /**
     * A message arrived from {@code from}, which itself has or had everything up to {@code low}: what is missing below, it
     * pushed before, so that was lost on the way, or it begins to push only now. Either way it is asked at once. What is
     * missing above, it misses too (tree-model R10).
     */
    void passed(Neighbour from, StreamState stream, long low, long now) {
        boolean ofParent = stream.tree.parent == from.slot();
        for (MissingInterval interval : stream.missing) {
            if (interval.to > low) {
                break;
            }
            if ((interval.gone & from.bit()) != 0) {
                // It said so already.
                continue;
            }
            interval.announcers |= from.bit();
            boolean ofOldParent = stream.tree.comesFromOldParent(stream.id, interval.to);
            if (interval.asked == NOBODY && ofParent != ofOldParent) {
                wake(interval);
                stream.tree.holes++;
                pull(interval, from, now);
            }
        }
    }

    /** @return what is missing around {@code sequence}; null if it is not known to be missing */
    @Nullable
    MissingInterval awaited(StreamState stream, long sequence) {
        return stream.missing.isEmpty() ? null : missing.find(stream, sequence);
    }

    /**
     * A message arrived for the first time.
     *
     * @param pushed whether all hops pushed it
     * @return whether it came because {@code from} was asked for it
     */
    boolean arrived(Neighbour from, StreamState stream, long sequence, boolean pushed, long now) {
        MissingInterval interval = awaited(stream, sequence);
        if (interval == null) {
            return false;
        }
        boolean requested = interval.asked == from.slot();
        if (pushed && !requested && interval.announcers != 0) {
            delay.sample(now - interval.since);
        }
        engine.tally().pulled += requested ? 1 : 0;
        boolean asked = interval.asked != NOBODY;
        boolean lastOfChunk = requested && sequence == interval.askedTo;
        boolean more = missing.arrived(interval, sequence);
        if (asked && !more) {
            engine.tally().graftSucceeded++;
            engine.tally().graftNanos += now - interval.since;
        }
        if (more && requested) {
            if (lastOfChunk) {
                interval.attempts = 0;
                pull(interval, from, now);
            } else {
                engine.timers().schedule(interval.timer, now + answerTimeout(from));
            }
        }
        bound(now);
        return requested;
    }

    /** The negative answer. */
    void answeredMissing(Neighbour by, StreamState stream, long from, long to, boolean isGone, long now) {
        for (MissingInterval interval : missing.cover(stream, Math.max(from, stream.baseline + 1),
                Math.min(to, stream.newestKnown()), now)) {
            if (isGone) {
                interval.gone |= by.bit();
            }
            interval.announcers &= ~by.bit();
            interval.lacking |= by.bit();
            interval.scarce = true;
            if (interval.asked == by.slot()) {
                interval.asked = NOBODY;
                interval.attempts--;
                askNext(interval, now);
            } else {
                watch(interval, delay.waitForUpstream(), now);
            }
        }
        bound(now);
    }

    /** A neighbour's link is lost; whoever was asking it asks the next. */
    void forget(int slot, long now) {
        missing.forget(slot);
        for (MissingInterval interval : missing.all()) {
            if (interval.asked == slot) {
                interval.asked = NOBODY;
                askNext(interval, now);
            }
        }
        bound(now);
    }

    /** Account of {@code stream} ends: what is missing of it is a gap. */
    void abandon(StreamState stream, long now) {
        for (MissingInterval interval : missing.cover(stream, 0, stream.newestKnown(), now)) {
            settle(interval, ClusterGap.Reason.TOO_MUCH_MISSING, now);
        }
    }

    /** These messages are a gap already, for another reason; nobody needs to be asked for them. */
    void settled(StreamState stream, long from, long to, long now) {
        for (MissingInterval interval : missing.cover(stream, from, to, now)) {
            missing.remove(interval);
        }
    }

    private void decide(MissingInterval interval, Neighbour announcer, long now) {
        OriginTree tree = interval.stream.tree;
        if (!tree.attached()) {
            graft(interval, announcer, now);
        } else if (tree.parent == announcer.slot()) {
            // The parent announces only to those to whom it does not push, or to whom it could not (tree-model R1, R11).
            if (tree.proven && tree.holes == 0) {
                tree.holes++;
                pull(interval, announcer, now);
            } else {
                graft(interval, announcer, now);
            }
        } else {
            engine.timers().scheduleAtMost(interval.timer, interval.since + patience(interval));
        }
    }

    private long patience(MissingInterval interval) {
        return interval.upstream ? delay.waitForUpstream() : delay.waitForPush();
    }

    private void onTimer(MissingInterval interval, long now) {
        if (interval.failed && now - interval.since >= engine.settings().missingFor) {
            giveUp(interval, ClusterGap.Reason.NO_LONGER_RETAINED, now);
        } else {
            interval.asked = NOBODY;
            askNext(interval, now);
        }
        bound(now);
    }

    /** Has {@code interval} asked for after a while, unless that is under way or due already. */
    private void watch(MissingInterval interval, long wait, long now) {
        if (interval.asked == NOBODY && !interval.timer.scheduled()) {
            engine.timers().schedule(interval.timer, now + wait);
        }
    }

    private void askNext(MissingInterval interval, long now) {
        interval.late = true;
        if (interval.attempts > engine.settings().graftMaxRetries) {
            fail(interval);
        }
        if (giveUpIfGoneEverywhere(interval, now)) {
            return;
        }
        Neighbour next = nextToAsk(interval);
        if (next == null) {
            interval.tried = interval.lacking;
            interval.attempts++;
            next = !interval.failed && interval.attempts <= ROUNDS_WITHOUT_WAIT ? nextToAsk(interval) : null;
        }
        if (next == null) {
            interval.tried = 0;
            interval.lacking = 0;
            backOff(interval, now);
            return;
        }
        OriginTree tree = interval.stream.tree;
        boolean parentFails = !tree.attached() || (!interval.scarce && (!tree.proven || tree.holes > 0));
        if (!tree.own && parentFails && !tree.isChild(next.slot())) {
            graft(interval, next, now);
        } else {
            tree.holes += interval.scarce ? 0 : 1;
            pull(interval, next, now);
        }
    }

    /** @return somebody who announced it; if nobody did, whoever pushes this origin here; if that fails, anybody */
    private @Nullable Neighbour nextToAsk(MissingInterval interval) {
        long linked = engine.neighbours().linked();
        if ((interval.announcers & linked) != 0) {
            return best(interval.announcers & ~interval.tried);
        }
        long left = linked & ~interval.gone & ~interval.tried;
        int parent = interval.stream.tree.parent;
        return parent != NOBODY && (left & (1L << parent)) != 0 ? engine.neighbours().at(parent) : best(left);
    }

    /**
     * All were asked in vain: they are asked again after a wait that doubles, but the gap is told when it is due. What only a
     * store may still hold is asked for ever more seldom.
     */
    private void backOff(MissingInterval interval, long now) {
        Settings settings = engine.settings();
        long missing = now - interval.since;
        long longest = 4 * settings.graftTimeout;
        long seldom = missing > settings.cacheTtl ? missing / PATIENCE_SHARE : 0;
        long untilGap = interval.since + settings.missingFor - now;
        long wait = interval.failed
                ? Math.min(Math.max(seldom, longest << Math.min(LONGEST_DOUBLINGS, interval.waits++)), untilGap)
                : Math.min(longest, delay.waitForPush() << Math.min(8, interval.attempts));
        engine.timers().schedule(interval.timer, now + Math.max(0, wait));
    }

    private void fail(MissingInterval interval) {
        interval.attempts = 0;
        if (interval.failed) {
            return;
        }
        interval.failed = true;
        engine.tally().graftFailed++;
        Neighbour last = best(interval.announcers | engine.neighbours().linked());
        if (last != null) {
            engine.effects().event(new GraftFailed(interval.stream.id.origin(), interval.stream.id.topic(),
                    interval.from, interval.to, last.id()));
        }
    }

    private void wake(MissingInterval interval) {
        if (interval.failed) {
            interval.failed = false;
            interval.attempts = 0;
            interval.waits = 0;
            interval.tried = 0;
            interval.lacking = 0;
            if (interval.asked == NOBODY) {
                engine.timers().cancel(interval.timer);
            }
        }
    }

    private void pull(MissingInterval interval, Neighbour from, long now) {
        ask(interval, from, RepairKind.PULL_SENT, now);
        requests.pull(from, new Range(interval.stream.id, interval.from, interval.askedTo));
    }

    private void graft(MissingInterval interval, Neighbour to, long now) {
        ask(interval, to, RepairKind.GRAFT_SENT, now);
        links.graft(interval.stream.tree, to, now);
        requests.graft(to, interval.stream.id.origin(),
                new Range(interval.stream.id, interval.from, interval.askedTo));
    }

    private void ask(MissingInterval interval, Neighbour from, RepairKind how, long now) {
        calm.asked(now);
        interval.asked = from.slot();
        interval.askedTo = interval.from + Math.min(interval.to - interval.from, Settings.PULL_CHUNK - 1);
        interval.tried |= from.bit();
        engine.tally().graftRetries += interval.attempts == 0 ? 0 : 1;
        interval.attempts++;
        log.asked(how, interval, interval.askedTo, from, now);
        engine.timers().schedule(interval.timer, now + answerTimeout(from));
    }

    private long answerTimeout(Neighbour from) {
        return from.roundTrip() == 0 ? delay.waitForPush() : delay.waitForAnswer(from.roundTrip());
    }

    /** @return the nearest neighbour of {@code mask} that keeps up, else the nearest; null if none is linked */
    private @Nullable Neighbour best(long mask) {
        Neighbour best = null;
        for (Neighbour candidate : engine.neighbours().in(mask)) {
            if (best == null || better(candidate, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static boolean better(Neighbour a, Neighbour b) {
        if (a.lagging() != b.lagging()) {
            return b.lagging();
        }
        if (a.leaving() != b.leaving()) {
            return b.leaving();
        }
        // Not measured yet counts as far.
        long distanceOfA = a.roundTrip() == 0 ? Long.MAX_VALUE : a.roundTrip();
        long distanceOfB = b.roundTrip() == 0 ? Long.MAX_VALUE : b.roundTrip();
        return distanceOfA < distanceOfB;
    }

    /** Not while the first links of this node come up: whoever is linked next may have it, in a durable store for example. */
    private boolean giveUpIfGoneEverywhere(MissingInterval interval, long now) {
        long linked = engine.neighbours().linked();
        if (linked != 0 && (linked & ~interval.gone) == 0 && !engine.neighbours().newcomer(Settings.NEWCOMER_NANOS, now)) {
            giveUp(interval, ClusterGap.Reason.NO_LONGER_RETAINED, now);
            return true;
        }
        return false;
    }

    private void giveUp(MissingInterval interval, ClusterGap.Reason reason, long now) {
        StreamState stream = interval.stream;
        long unknown = stream.window.newest() + 1;
        settle(interval, reason, now);
        // What is before it exists too, even if nobody told of it so far; what arrives from now on shows no hole there.
        for (MissingInterval before : missing.cover(stream, unknown, interval.from - 1, now)) {
            watch(before, delay.waitForUpstream(), now);
        }
    }

    private void settle(MissingInterval interval, ClusterGap.Reason reason, long now) {
        missing.remove(interval);
        gaps.gap(interval.stream, interval.from, interval.to, reason, now);
    }

    private void bound(long now) {
        while (missing.size() > engine.settings().maxMissing) {
            MissingInterval oldest = missing.oldest();
            if (oldest == null) {
                return;
            }
            giveUp(oldest, ClusterGap.Reason.TOO_MUCH_MISSING, now);
        }
    }
}
