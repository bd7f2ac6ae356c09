package io.plumtree.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a node is, at one moment. {@code UNHEALTHY} is not ready, and not ready is {@code UNHEALTHY}; a node that is
 * {@code DEGRADED} does its work, and {@code reason} says what somebody should look at.
 *
 * @param status the graded verdict
 * @param live whether the node's event loop turns: if not, only a restart helps
 * @param started whether the node listens, and has joined its cluster or has none to join
 * @param ready whether it takes broadcasts that can reach somebody: started, not leaving, and linked or alone
 * @param reason in words, for an operator: the first rule that applies
 * @param node who it is; absent where there is none
 * @param peers other nodes known
 * @param linked neighbours, of those
 * @param eager neighbours that are pushed the payloads of at least one origin
 * @param lazy the other neighbours
 * @param members how many members there are in each state; empty without membership; unmodifiable
 * @param delivery how repairing went within {@code health.window}
 * @param fills how full every bounded collection is, once for each key that bounds one: the fullest of them; unmodifiable
 * @param lastSync time since a comparison with a neighbour was completed; absent before the first, and with
 *        {@code sync.strategy=off}. Nothing is compared while there is no traffic
 * @param store the durable store; absent without one
 */
public record PlumtreeHealth(Status status, boolean live, boolean started, boolean ready, String reason, Optional<Node> node,
        int peers, int linked, int eager, int lazy, Map<MemberState, Integer> members, Delivery delivery, List<Fill> fills,
        Optional<Duration> lastSync, Optional<Store> store) {

    /** The graded verdict. */
    public enum Status {
        /** Nothing to do. */
        HEALTHY,
        /** It works, and somebody should look at it. */
        DEGRADED,
        /** What is broadcast here reaches nobody, or not enough of what others broadcast is had. */
        UNHEALTHY
    }

    /**
     * Who it is.
     *
     * @param id its id
     * @param preset the preset that its configuration starts from
     * @param transport what carries its messages, such as {@code tcp}
     */
    public record Node(NodeId id, Preset preset, String transport) {
    }

    /**
     * How repairing goes.
     *
     * @param pendingGrafts holes that wait to be filled, now
     * @param succeeded holes that were asked for and filled, within the window
     * @param failed holes that could not be filled within the retries, within the window
     * @param lost messages of others that became a gap, within the window
     */
    public record Delivery(long pendingGrafts, long succeeded, long failed, long lost) {

        /** Of a node of which nothing is known. */
        public static final Delivery NONE = new Delivery(0, 0, 0, 0);

        /** @return of what was asked for within the window, the part that could not be had; 0 if nothing was */
        public double failureRate() {
            long outcomes = succeeded + failed;
            return outcomes == 0 ? 0 : (double) failed / outcomes;
        }
    }

    /**
     * How full a bounded collection is.
     *
     * @param key the configuration key that bounds it
     * @param used how much is in it
     * @param bound how much may be
     */
    public record Fill(String key, long used, long bound) {

        /** @return the part that is used, 0 to 1 */
        public double utilization() {
            return bound == 0 ? 0 : (double) used / bound;
        }
    }

    /**
     * The durable store.
     *
     * @param failure what is the matter since it failed, after which nothing is stored; absent while all is well
     * @param notStored messages that were not stored since the start
     */
    public record Store(Optional<String> failure, long notStored) {
    }

    /**
     * Where there is no node.
     *
     * @param ready whether that is as it should be
     * @param reason in words
     * @return the health of it
     */
    public static PlumtreeHealth withoutNode(boolean ready, String reason) {
        return new PlumtreeHealth(ready ? Status.HEALTHY : Status.UNHEALTHY, true, ready, ready, reason, Optional.empty(), 0, 0,
                0, 0, Map.of(), Delivery.NONE, List.of(), Optional.empty(), Optional.empty());
    }

    /**
     * @param why in words
     * @return the same node, which is to be regarded as not ready
     */
    public PlumtreeHealth notReady(String why) {
        return new PlumtreeHealth(Status.UNHEALTHY, live, started, false, why, node, peers, linked, eager, lazy, members,
                delivery, fills, lastSync, store);
    }
}
