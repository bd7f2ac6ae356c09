package io.plumtree.core;

import java.util.List;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.NodeId;

/**
 * A node's counters since its start and the fill of its bounded collections, at one moment.
 *
 * @param counters counted events
 * @param fills every bounded collection
 * @param neighbours every link that is up
 * @param members other nodes known
 * @param attachedOrigins origins in whose trees this node is the origin or has a parent
 * @param orphanedOrigins origins of others in whose trees this node has no parent: idle ones, or those that it must ask for all
 * @param timers timers that are scheduled
 * @param store how the durable store is; null without one
 * @param lastSyncAt when a comparison with a neighbour was completed last, by the engine's clock; absent if none was
 */
public record NodeSnapshot(Counters counters, List<Fill> fills, List<NeighbourState> neighbours, int members,
        int attachedOrigins, int orphanedOrigins, int timers, @Nullable StoreState store, OptionalLong lastSyncAt) {

    /** Of a node without a durable store that compares with nobody, and has a parent wherever it needs one. */
    public NodeSnapshot(Counters counters, List<Fill> fills, List<NeighbourState> neighbours, int members,
            int attachedOrigins, int timers) {
        this(counters, fills, neighbours, members, attachedOrigins, 0, timers, null, OptionalLong.empty());
    }

    /**
     * The durable store, as the engine knows it.
     *
     * @param failure what is the matter since it failed, after which nothing is stored; null while all is well
     * @param notStored messages that were not stored: there was no room for them, or the store had failed
     */
    public record StoreState(@Nullable String failure, long notStored) {
    }

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
