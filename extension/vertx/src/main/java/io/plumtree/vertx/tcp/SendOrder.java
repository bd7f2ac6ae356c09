package io.plumtree.vertx.tcp;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.NodeId;
import io.plumtree.core.message.Accept;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Graft;
import io.plumtree.core.message.Handover;
import io.plumtree.core.message.IHave;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.message.Prune;
import io.plumtree.core.message.Pull;
import io.plumtree.core.message.Received;
import io.plumtree.core.message.Refuse;
import io.plumtree.core.message.Summary;
import io.plumtree.core.message.SyncPage;
import io.plumtree.core.wire.LinkFrame;

/**
 * What waits for one connection, and what of it goes next. What asks for something goes first, so that a repair does not wait
 * behind payloads: PULL, RECEIVED, and GRAFT. Everything else keeps its order, because it speaks of what was said before it.
 * A GRAFT and what else concerns its origin's tree keep their order, too, and nothing overtakes a SUMMARY.
 */
final class SendOrder {

    /** Urgent messages before one of the others, so that those never starve. */
    static final int URGENT_IN_A_ROW = 16;
    /** What a frame takes at most beside what is counted of it, a stream's declaration left out. */
    private static final int FRAME_BYTES = 32;
    private static final int ENTRY_BYTES = 24;

    private record Waiting(Object what, long bytes) {
    }

    private final ArrayDeque<Waiting> urgent = new ArrayDeque<>();
    private final ArrayDeque<Waiting> others = new ArrayDeque<>();
    /** Of each origin, how many grafts wait to go first, and how many messages about its tree among the others. */
    private final Map<NodeId, Integer> urgentGrafts = new HashMap<>();
    private final Map<NodeId, Integer> aboutTree = new HashMap<>();
    private int summaries;
    private int inARow;
    private long bytes;

    /** @return about as many bytes as what waits takes when it is encoded */
    long bytes() {
        return bytes;
    }

    void add(LinkFrame frame) {
        others.addLast(waiting(frame, FRAME_BYTES));
    }

    void add(PlumtreeMessage message) {
        Waiting added = waiting(message, bytes(message));
        NodeId origin = treeOf(message);
        if (urgent(message, origin)) {
            urgent.addLast(added);
            count(urgentGrafts, origin, 1);
        } else {
            others.addLast(added);
            count(aboutTree, origin, 1);
            summaries += message instanceof Summary ? 1 : 0;
        }
    }

    /** @return a message or a frame; null if nothing waits */
    @Nullable
    Object next() {
        Waiting other = others.peekFirst();
        Waiting first = urgent.peekFirst();
        if (first != null && (other == null || inARow < URGENT_IN_A_ROW || graftWaitsFor(other))) {
            inARow++;
            urgent.removeFirst();
            count(urgentGrafts, treeOf(first.what), -1);
            bytes -= first.bytes;
            return first.what;
        }
        inARow = 0;
        if (other == null) {
            return null;
        }
        others.removeFirst();
        count(aboutTree, treeOf(other.what), -1);
        summaries -= other.what instanceof Summary ? 1 : 0;
        bytes -= other.bytes;
        return other.what;
    }

    private boolean urgent(PlumtreeMessage message, @Nullable NodeId origin) {
        return summaries == 0 && (message instanceof Pull || message instanceof Received
                || (message instanceof Graft && !aboutTree.containsKey(origin)));
    }

    /** What was said later of a tree must not come before the graft. */
    private boolean graftWaitsFor(Waiting other) {
        return !urgentGrafts.isEmpty() && urgentGrafts.containsKey(treeOf(other.what));
    }

    private Waiting waiting(Object what, long size) {
        bytes += size;
        return new Waiting(what, size);
    }

    /** @return the origin whose tree a message changes or shows; null if it does neither */
    private static @Nullable NodeId treeOf(Object what) {
        if (what instanceof Gossip gossip) {
            return gossip.message().stream().origin();
        } else if (what instanceof Graft graft) {
            return graft.origin();
        } else if (what instanceof Prune prune) {
            return prune.origin();
        } else if (what instanceof Handover handover) {
            return handover.origin();
        } else if (what instanceof Accept accept) {
            return accept.origin();
        } else if (what instanceof Refuse refuse) {
            return refuse.origin();
        }
        return null;
    }

    private static void count(Map<NodeId, Integer> counts, @Nullable NodeId origin, int more) {
        if (origin != null) {
            counts.merge(origin, more, (a, b) -> a + b == 0 ? null : a + b);
        }
    }

    private static long bytes(PlumtreeMessage message) {
        if (message instanceof Gossip gossip) {
            return FRAME_BYTES + bytes(gossip.message());
        }
        int entries = 1;
        if (message instanceof IHave ihave) {
            entries = ihave.announcements().size();
        } else if (message instanceof Pull pull) {
            entries = pull.wanted().size();
        } else if (message instanceof Graft graft) {
            entries = graft.wanted().size();
        } else if (message instanceof Summary summary) {
            entries = summary.streams().size();
        } else if (message instanceof SyncPage page) {
            entries = 2 * page.digests().size();
        }
        return FRAME_BYTES + (long) ENTRY_BYTES * entries;
    }

    /** Headers are accounted for with two bytes a character and travel with at most three. */
    static long bytes(Message message) {
        long payload = message.payload().size();
        return payload + (message.retainedBytes() - payload) * 3 / 2;
    }
}
