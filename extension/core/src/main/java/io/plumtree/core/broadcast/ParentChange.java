package io.plumtree.core.broadcast;

import java.util.ArrayList;
import java.util.List;

import io.plumtree.core.message.Accept;
import io.plumtree.core.message.Handover;
import io.plumtree.core.message.Mark;
import io.plumtree.core.message.Refuse;
import io.plumtree.core.overlay.Neighbour;
import io.plumtree.core.store.Retained;

/**
 * Improves a tree by measured arrival time, never by hop count: a neighbour whose push would have come earlier takes over by
 * a hand-over at a sequence number, so that no moment is without a parent and none has two (tree-model R3, R5, R6, R8).
 */
final class ParentChange {

    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final Engine engine;
    private final Links links;

    ParentChange(Engine engine, Links links) {
        this.engine = engine;
        this.links = links;
    }

    /** @return when the push of a message would have come that is announced now with this age (tree-model R5) */
    static long pushWouldHaveCome(int ageMillis, long now) {
        return now - ageMillis * NANOS_PER_MILLI;
    }

    /** A neighbour tells, for the first time, of a message that all hops to here had pushed already. */
    void compare(Neighbour announcer, OriginTree tree, Retained mine, long push, long now) {
        if (mine.pushed()) {
            compare(announcer, tree, mine.arrivedAt(), push, now);
        }
    }

    /** A message arrived that a neighbour had told of, or would have brought sooner or later than it came. */
    void compare(Neighbour announcer, OriginTree tree, long arrivedAt, long push, long now) {
        int slot = announcer.slot();
        if (tree.own || slot == tree.parent || tree.isChild(slot) || announcer.leaving()) {
            return;
        }
        if (push - announcer.roundTrip() / 2 - arrivedAt < 0) {
            tree.backup = slot;
        }
        if (arrivedAt - push <= Settings.HANDOVER_GAIN_NANOS || leavesTheZone(tree, announcer)) {
            tree.faster &= ~announcer.bit();
        } else if ((tree.faster & announcer.bit()) == 0) {
            tree.faster |= announcer.bit();
        } else {
            ask(tree, announcer, tree.deepestParent(), now);
        }
    }

    /** Few payloads are to cross zones, so whoever gets them within its own does not look for them outside. */
    private boolean leavesTheZone(OriginTree tree, Neighbour announcer) {
        return !announcer.near() && tree.parent != OriginTree.NOBODY && engine.neighbours().at(tree.parent).near();
    }

    private void ask(OriginTree tree, Neighbour candidate, int deepest, long now) {
        if (tree.handoverTo != OriginTree.NOBODY) {
            if (now - tree.handoverDeadline < 0) {
                return;
            }
            // No answer within two round trips is a refusal (tree-model P12).
            refused(tree, tree.handoverTo);
        }
        if (tree.messages < tree.with(candidate.slot()).leaveAloneUntil || !tree.attached()) {
            return;
        }
        tree.handoverTo = candidate.slot();
        tree.handoverDeadline = now + Math.max(engine.settings().graftTimeout / 5, 2 * candidate.roundTrip());
        tree.handoverDeepest = deepest;
        engine.effects().send(candidate.id(), new Handover(tree.origin, tree.handoverDeepest));
        engine.tally().graftSent++;
    }

    /** {@code leaver} is about to leave: nothing is asked of it any more, and if it is the parent, another takes over. */
    void leaves(OriginTree tree, Neighbour leaver, long now) {
        if (tree.backup == leaver.slot()) {
            tree.backup = OriginTree.NOBODY;
        }
        if (tree.handoverTo == leaver.slot()) {
            tree.handoverTo = OriginTree.NOBODY;
        }
        tree.faster &= ~leaver.bit();
        replaceLeaver(tree, now);
    }

    /**
     * Where the parent is about to leave, the nearest neighbour that may be asked is asked to take over, and if it refuses, the
     * next. Not the backup by a GRAFT, as when the parent is lost: two children of who leaves may be each other's backup.
     */
    void replaceLeaver(OriginTree tree, long now) {
        if (tree.parent == OriginTree.NOBODY || tree.handoverTo != OriginTree.NOBODY
                || !engine.neighbours().at(tree.parent).leaving()) {
            return;
        }
        Neighbour nearest = null;
        for (Neighbour candidate : engine.neighbours().in(~tree.children)) {
            boolean asked = tree.messages < tree.with(candidate.slot()).leaveAloneUntil;
            if (!candidate.leaving() && !asked && (nearest == null || candidate.roundTrip() < nearest.roundTrip())) {
                nearest = candidate;
            }
        }
        if (nearest != null) {
            ask(tree, nearest, tree.deepestSubstitute(), now);
        }
    }

    /** A neighbour would like this node for its parent. */
    void asked(OriginTree tree, Neighbour by, int deepest, long now) {
        boolean room = tree.isChild(by.slot())
                || Long.bitCount(tree.children) < engine.settings().eagerFanout + Settings.CHILDREN_ABOVE_FANOUT;
        boolean mayPush = tree.attached() && tree.parent != by.slot() && !by.lagging();
        if (!room || !mayPush || tree.deepest() > deepest) {
            engine.effects().send(by.id(), new Refuse(tree.origin));
            return;
        }
        engine.effects().send(by.id(), new Accept(tree.origin, marks(tree)));
        links.promote(tree, by);
    }

    /** The neighbour asked agrees: it pushes what is later than {@code marks}, the old parent what is not. */
    void accepted(OriginTree tree, Neighbour by, List<Mark> marks, long now) {
        if (tree.handoverTo != by.slot()) {
            // Too late, or never asked: it pushes now, and must not.
            if (tree.parent != by.slot()) {
                links.prune(tree, by, List.of(), now);
            }
            return;
        }
        tree.handoverTo = OriginTree.NOBODY;
        tree.with(by.slot()).refusals = 0;
        int old = tree.parent;
        if (old == by.slot() || tree.isChild(by.slot())) {
            links.demote(tree, by);
        }
        tree.adopt(by.slot(), true);
        if (tree.handoverDeepest != Handover.ANY_DEPTH) {
            tree.isNowAt(tree.handoverDeepest + 1);
        }
        if (old != OriginTree.NOBODY && old != by.slot()) {
            tree.oldParentPushesUpTo = marks;
            links.prune(tree, engine.neighbours().at(old), marks, now);
            engine.tally().parentChanges++;
        }
    }

    void refused(OriginTree tree, int slot) {
        OriginTree.Dealings dealings = tree.with(slot);
        dealings.leaveAloneUntil = tree.messages + (Settings.REFUSED_FOR_MESSAGES << dealings.refusals);
        dealings.refusals = Math.min(dealings.refusals + 1, Settings.REFUSALS_COUNTED);
        if (tree.handoverTo == slot) {
            tree.handoverTo = OriginTree.NOBODY;
        }
    }

    private static List<Mark> marks(OriginTree tree) {
        List<Mark> marks = new ArrayList<>(tree.streams.size());
        for (StreamState stream : tree.streams) {
            if (stream.window.newest() > 0) {
                marks.add(new Mark(stream.id, stream.window.newest()));
            }
        }
        return marks;
    }
}
