package io.plumtree.core.broadcast;

import java.util.List;

import io.plumtree.api.NodeId;
import io.plumtree.api.PeerDemotion;
import io.plumtree.api.PeerPromotion;
import io.plumtree.api.PruneSent;
import io.plumtree.core.message.Mark;
import io.plumtree.core.message.Prune;
import io.plumtree.core.message.Range;
import io.plumtree.core.overlay.Neighbour;

/** Changes who is eager or lazy in a tree, and tells those concerned. */
final class Links {

    /** Ends a link that does not do what it should. */
    interface Closer {
        void close(NodeId neighbour, String reason, long now);
    }

    private final Engine engine;
    private final Requests requests;
    private final Closer closer;

    Links(Engine engine, Requests requests, Closer closer) {
        this.engine = engine;
        this.requests = requests;
        this.closer = closer;
    }

    /** {@code neighbour} is pushed this origin's payloads from now on. */
    void promote(OriginTree tree, Neighbour neighbour) {
        OriginTree.Dealings dealings = tree.known(neighbour.slot());
        if (dealings != null) {
            dealings.pruned = false;
            dealings.prunesIgnored = 0;
        }
        tree.endFarewell(neighbour.slot());
        if (!tree.isChild(neighbour.slot())) {
            tree.children |= neighbour.bit();
            engine.tally().promotions++;
            engine.effects().event(new PeerPromotion(neighbour.id(), tree.origin));
        }
    }

    /** {@code neighbour} is only announced this origin's messages from now on. */
    void demote(OriginTree tree, Neighbour neighbour) {
        if (tree.isChild(neighbour.slot())) {
            tree.children &= ~neighbour.bit();
            engine.tally().demotions++;
            engine.effects().event(new PeerDemotion(neighbour.id(), tree.origin));
        }
    }

    /** Makes {@code to} the parent and asks it to push, whatever it has beyond what arrived here included. */
    void graft(OriginTree tree, Neighbour to, long now) {
        if (!requests.graft(to, tree.origin)) {
            return;
        }
        // Two nodes that each take the other for a child are a loop of two (tree-model P13).
        demote(tree, to);
        tree.adopt(to.slot(), false);
        OriginTree.Dealings dealings = tree.known(to.slot());
        if (dealings != null) {
            dealings.pruned = false;
            dealings.prunesIgnored = 0;
        }
        for (StreamState stream : tree.streams) {
            long next = stream.newestKnown() + 1;
            if (next < Range.OPEN) {
                requests.graft(to, tree.origin, new Range(stream.id, next, Range.OPEN));
            }
        }
    }

    /** The parent is lost: the safe backup takes over, if there is one (tree-model R2, R3). */
    void reattach(OriginTree tree, long now) {
        if (!tree.attached() && tree.backup != OriginTree.NOBODY && !tree.isChild(tree.backup)) {
            graft(tree, engine.neighbours().at(tree.backup), now);
        }
    }

    /** Whether what {@code neighbour} pushes now may have been under way when it was asked to stop. */
    boolean pruneUnderWay(OriginTree tree, Neighbour neighbour, long now) {
        OriginTree.Dealings dealings = tree.known(neighbour.slot());
        return dealings != null && dealings.pruned
                && now - dealings.prunedAt < Math.max(engine.settings().graftTimeout / 5, 2 * neighbour.roundTrip());
    }

    /**
     * Asks {@code neighbour}, who is not the parent, to stop pushing. What is under way arrives all the same, so it is not
     * asked again for a round trip; a neighbour that goes on regardless loses its link (tree-model P12).
     *
     * @return whether it was asked now
     */
    boolean prune(OriginTree tree, Neighbour neighbour, List<Mark> after, long now) {
        OriginTree.Dealings dealings = tree.with(neighbour.slot());
        if (dealings.pruned) {
            if (pruneUnderWay(tree, neighbour, now)) {
                return false;
            }
            if (++dealings.prunesIgnored >= Settings.PRUNES_IGNORED) {
                closer.close(neighbour.id(), "pushes on although pruned " + dealings.prunesIgnored + " times", now);
                return false;
            }
        }
        dealings.pruned = true;
        dealings.prunedAt = now;
        engine.effects().send(neighbour.id(), new Prune(tree.origin, after));
        engine.tally().pruneSent++;
        engine.effects().event(new PruneSent(neighbour.id(), tree.origin));
        return true;
    }
}
