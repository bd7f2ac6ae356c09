package io.plumtree.core;

import java.util.List;

import io.plumtree.api.NodeId;

/**
 * A node's counters since its start and the fill of its bounded collections, at one moment.
 *
 * @param counters counted events
 * @param fills every bounded collection
 * @param neighbours every link that is up
 * @param members other nodes known
 * @param attachedOrigins origins in whose trees this node is the origin or has a parent
 * @param timers timers that are scheduled
 */
public record NodeSnapshot(Counters counters, List<Fill> fills, List<NeighbourState> neighbours, int members,
        int attachedOrigins, int timers) {

    /**
     * One bounded collection.
     *
     * @param key the configuration key that bounds it
     * @param used how much is in it
     * @param bound how much may be
     */
    public record Fill(String key, long used, long bound) {
    }

    /**
     * One link.
     *
     * @param id to whom
     * @param eagerOrigins for how many origins this node pushes to it
     * @param parentOrigins for how many origins it is this node's parent
     * @param roundTripNanos the measured round trip, 0 before it is measured
     * @param lagging whether its queue refused a GOSSIP and it is served lazily
     */
    public record NeighbourState(NodeId id, int eagerOrigins, int parentOrigins, long roundTripNanos, boolean lagging) {
    }
}
