package io.plumtree.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a message came to a node, and what that took. The way is asked backwards, neighbour by neighbour, and each node tells its
 * own step; times are on the clock of the node that asked, as precise as half of the round trips between.
 *
 * @param id which message
 * @param sentAt when its origin says that it broadcast it, by the origin's clock; absent where the message is not in memory
 * @param path the steps, this node's first and the origin's last if it was found; empty if it is not retained here
 * @param end why there is no further step
 * @param next from whom the last step had it and who did not tell; of a message that is not retained here, this node. Absent
 *        if {@code end} is {@link End#ORIGIN} or {@link End#STORED}
 * @param repairs what this node remembers of asking for it and of having it twice, the oldest first; the last thousand or so
 *        repairs of the node are remembered
 */
public record MessageHistory(MessageId id, Optional<Instant> sentAt, List<Step> path, End end, Optional<NodeId> next,
        List<Repair> repairs) {

    /** How a message came to one node. */
    public enum Arrival {
        /** It was broadcast there. */
        OWN,
        /** The neighbour sent it by itself. */
        PUSHED,
        /** It was missing and asked for: with a GRAFT or a PULL. */
        PULLED,
        /** As {@link #PULLED}, and only comparing with a neighbour had shown that there is such a message. */
        RECOVERED,
        /** It is no longer in memory, only in the durable store, which does not keep how it came. */
        STORED
    }

    /** Why a path has no further step. */
    public enum End {
        /** It is complete. */
        ORIGIN,
        /** The last step is {@link Arrival#STORED}. */
        STORED,
        /** The next node does not retain the message. */
        NOT_RETAINED,
        /** The last node is no longer linked with the next. */
        NO_LINK,
        /** The next node did not answer in time. */
        TIMEOUT,
        /** The next node is asked too much at the moment. */
        TOO_MANY_QUESTIONS,
        /** The path is longer than is told. */
        TOO_LONG
    }

    /**
     * One node on the way.
     *
     * @param node who
     * @param arrival how it came there
     * @param hops how many it had travelled
     * @param arrivedAt when; absent where it is {@link Arrival#STORED}
     */
    public record Step(NodeId node, Arrival arrival, int hops, Optional<Instant> arrivedAt) {
    }

    /** What was done about a message. */
    public enum RepairKind {
        /** It was asked for by a PULL, which leaves the tree as it is. */
        PULL_SENT,
        /** It was asked for by a GRAFT, and whoever was asked became the parent. */
        GRAFT_SENT,
        /** It came again. */
        DUPLICATE,
        /** Since it came more than once, a neighbour that pushed it was asked by a PRUNE to push no more. */
        PRUNE_SENT,
        /** A neighbour asked by a PRUNE not to be pushed to any more, when this message was the newest. */
        PRUNE_RECEIVED
    }

    /**
     * One thing that was done.
     *
     * @param kind what
     * @param at when
     * @param peer with whom
     * @param noticedAt when it became known that the message was missing; of what was asked for
     * @param announcedBy neighbours of now that had announced it by then; of what was asked for
     */
    public record Repair(RepairKind kind, Instant at, NodeId peer, Optional<Instant> noticedAt, List<NodeId> announcedBy) {
    }

    /**
     * How long it took to come to a node of the path: free of differences between clocks if the path reaches the origin, else
     * by what the origin says.
     *
     * @param step one of the path
     * @return how long after it was broadcast it arrived; absent where either is not known
     */
    public Optional<Duration> delay(Step step) {
        Optional<Instant> broadcastAt = end == End.ORIGIN ? path.get(path.size() - 1).arrivedAt() : sentAt;
        return broadcastAt.flatMap(from -> step.arrivedAt().map(to -> Duration.between(from, to)));
    }
}
