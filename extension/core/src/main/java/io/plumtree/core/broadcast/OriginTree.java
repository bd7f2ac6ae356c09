package io.plumtree.core.broadcast;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.NodeId;
import io.plumtree.core.message.Handover;
import io.plumtree.core.message.Mark;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.overlay.Neighbours;
import io.plumtree.core.tree.TreePosition;
import io.plumtree.core.util.TokenBucket;

/**
 * This node's place in the tree of one origin: who is parent, who is eager (a child), and what is under way to change that.
 * Neighbours are slots and masks of slots.
 */
final class OriginTree {

    static final int NOBODY = -1;

    final NodeId origin;
    /** Whether the origin is this node. */
    final boolean own;
    /** The origin's streams, one for each topic and epoch, in the order in which they became known. */
    final List<StreamState> streams = new ArrayList<>(1);

    boolean planned;
    /** Whether it was planned before a burst of changes, and what it says of neighbours no longer counts. */
    boolean outdated;
    /** Neighbours that are pushed this origin's payloads. */
    long children;
    int parent = NOBODY;
    /** How many hops the last message came, and the one before: messages that cross a change come as things were. */
    private int depth;
    private int depthBefore;
    /** How many hops the farthest node was when the tree was planned. */
    int height = TreePosition.UNBOUNDED;
    /** Whether the parent has pushed since it became the parent. */
    boolean proven;
    /**
     * Had the last message before this node had it, so is no descendant: takes over when the parent is lost (tree-model R3).
     */
    int backup = NOBODY;
    /** Messages of this origin since the tree was planned. */
    int messages;
    long lastActive;
    /** Holes in a row that the parent did not fill by itself (tree-model R11). */
    int holes;
    /** Who, not being the parent, sent the last message first; once more, and it is the parent (tree-model R7). */
    int forerunner = NOBODY;
    /** Who would have been faster with the last message they told of (tree-model R8). */
    long faster;
    /** Who was asked to take over. */
    int handoverTo = NOBODY;
    /** How deep the parent asked for may be. */
    int handoverDeepest;
    long handoverDeadline;
    /** What the parent before the last handover still pushes (tree-model R6). */
    List<Mark> oldParentPushesUpTo = Collections.emptyList();
    /** Former children that are still pushed up to a mark (tree-model R6). */
    List<Farewell> farewells = Collections.emptyList();

    private static final @Nullable Dealings[] NO_DEALINGS = {};

    private @Nullable Dealings[] dealings = NO_DEALINGS;

    /**
     * A former child that is still pushed up to a mark, because later messages come to it from another parent.
     *
     * @param slot who
     * @param marks up to where, by stream
     * @param until when this ends at the latest
     */
    record Farewell(int slot, List<Mark> marks, long until) {
    }

    /** What is remembered of one neighbour in this tree besides its role. */
    static final class Dealings {
        /** Refuses handovers until {@link OriginTree#messages} has grown to this. */
        int leaveAloneUntil;
        /** How often in a row it refused. */
        int refusals;
        boolean pruned;
        long prunedAt;
        int prunesIgnored;
        @Nullable
        TokenBucket grafts;
        /** Whether it asked to be pushed to more often than it may, and still wants to be. */
        boolean graftWaits;
    }

    OriginTree(NodeId origin, boolean own, long now) {
        this.origin = origin;
        this.own = own;
        this.lastActive = now;
    }

    /** @return that of the streams of which a message came last; null if there is none */
    @Nullable
    StreamState lastUsed() {
        StreamState last = null;
        for (StreamState stream : streams) {
            if (last == null || stream.lastArrival - last.lastArrival > 0) {
                last = stream;
            }
        }
        return last;
    }

    /** @return whether payloads of the origin reach this node by the tree */
    boolean attached() {
        return own || parent != NOBODY;
    }

    /**
     * Keeps the tree as flat as it was planned: whoever has children goes no deeper than it is, and nobody deeper than the
     * deepest was, so nothing need be known of what is below.
     *
     * @return how many hops from the origin a parent that is asked to take over may be
     */
    int deepestParent() {
        if (height == TreePosition.UNBOUNDED) {
            return Handover.ANY_DEPTH;
        }
        return Math.max(0, (children == 0 ? height : Math.min(height, Math.min(depth, depthBefore))) - 1);
    }

    /**
     * As {@link #deepestParent}, for one that takes the place of a parent that leaves: who is no deeper than this node is none
     * of its descendants, and better one hop more than no parent.
     */
    int deepestSubstitute() {
        int deepest = deepestParent();
        return deepest == Handover.ANY_DEPTH || children == 0 ? deepest
                : Math.max(deepest, Math.min(depth, depthBefore));
    }

    /** This node is {@code hops} from the origin. */
    void isAt(int hops) {
        depthBefore = depth;
        depth = hops;
    }

    /** As a change made it, so whatever came before says nothing of it. */
    void isNowAt(int hops) {
        depthBefore = hops;
        depth = hops;
    }

    /** @return how many hops this node may soon be from the origin, as far as anybody bounds it */
    int deepest() {
        int deeper = Math.max(depth, depthBefore);
        return handoverTo == NOBODY || handoverDeepest == Handover.ANY_DEPTH ? deeper
                : Math.max(deeper, handoverDeepest + 1);
    }

    boolean isChild(int slot) {
        return (children & 1L << slot) != 0;
    }

    /** @return whether the parent before the last handover still pushes this message */
    boolean comesFromOldParent(StreamId stream, long sequence) {
        for (Mark mark : oldParentPushesUpTo) {
            if (mark.stream().equals(stream)) {
                return sequence <= mark.sequence();
            }
        }
        return false;
    }

    Dealings with(int slot) {
        if (slot >= dealings.length) {
            dealings = java.util.Arrays.copyOf(dealings,
                    Math.min(Neighbours.MAX_SLOTS, Math.max(4, Integer.highestOneBit(slot) * 2)));
        }
        Dealings found = dealings[slot];
        if (found == null) {
            found = new Dealings();
            dealings[slot] = found;
        }
        return found;
    }

    @Nullable
    Dealings known(int slot) {
        return slot < dealings.length ? dealings[slot] : null;
    }

    /** Makes {@code slot} the parent; it has still to prove that it pushes. */
    void adopt(int slot, boolean pushes) {
        parent = slot;
        proven = pushes;
        holes = 0;
        forerunner = NOBODY;
        faster = 0;
        if (backup == slot) {
            backup = NOBODY;
        }
    }

    /** Forgets everything about the neighbour that had {@code slot}; the slot may be another's soon. */
    void forget(int slot) {
        children &= ~(1L << slot);
        if (parent == slot) {
            parent = NOBODY;
            proven = false;
            oldParentPushesUpTo = Collections.emptyList();
        }
        if (backup == slot) {
            backup = NOBODY;
        }
        if (forerunner == slot) {
            forerunner = NOBODY;
        }
        faster &= ~(1L << slot);
        if (handoverTo == slot) {
            handoverTo = NOBODY;
        }
        if (slot < dealings.length) {
            dealings[slot] = null;
        }
        endFarewell(slot);
    }

    /** Starts over: nothing learned so far counts for the place that is planned next. */
    void reset() {
        planned = false;
        outdated = false;
        isNowAt(0);
        height = TreePosition.UNBOUNDED;
        children = 0;
        messages = 0;
        parent = NOBODY;
        proven = false;
        backup = NOBODY;
        holes = 0;
        forerunner = NOBODY;
        faster = 0;
        handoverTo = NOBODY;
        oldParentPushesUpTo = Collections.emptyList();
        farewells = Collections.emptyList();
        dealings = NO_DEALINGS;
    }

    void beginFarewell(Farewell farewell) {
        List<Farewell> more = new ArrayList<>(farewells);
        more.add(farewell);
        farewells = more;
    }

    void endFarewell(int slot) {
        if (!farewells.isEmpty()) {
            farewells = farewells.stream().filter(farewell -> farewell.slot() != slot).toList();
        }
    }
}
