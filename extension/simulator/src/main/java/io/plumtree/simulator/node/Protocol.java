package io.plumtree.simulator.node;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.NodeId;
import io.plumtree.core.Effects;
import io.plumtree.core.NodeEngine;
import io.plumtree.core.NodeSnapshot;
import io.plumtree.core.StoreEffects;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.message.SyncRoot;
import io.plumtree.core.store.StoreBatch;
import io.plumtree.core.store.StoreContents;
import io.plumtree.core.store.StoredRange;
import io.plumtree.core.util.Prng;

/**
 * What a node's process runs, with the inputs of {@link NodeEngine} and, through {@link Effects}, its outputs: an engine, or
 * another algorithm to compare it with in the same network.
 */
public interface Protocol {

    /** Makes what a process runs when it starts. */
    interface Factory {

        /**
         * @param self the node's id
         * @param epoch its incarnation
         * @param random its randomness
         * @param effects where its outputs go
         * @param store the way to its durable store; null if it has none
         */
        Protocol create(NodeId self, long epoch, Prng random, Effects effects, @Nullable StoreEffects store);
    }

    /** {@link NodeEngine#epoch()}. */
    long epoch();

    /** {@link NodeEngine#membersChanged}. */
    void membersChanged(Collection<NodeId> up, Collection<NodeId> down, Map<NodeId, String> zones, long now);

    /** {@link NodeEngine#broadcast}, without headers. */
    long broadcast(String topic, byte[] payload, long sentAtMillis, Acknowledgement acknowledgement, long token, long now);

    /** {@link NodeEngine#accepts}. */
    boolean accepts(NodeId peer);

    /** {@link NodeEngine#linkUp}. */
    void linkUp(NodeId peer, long now);

    /** {@link NodeEngine#linkDown}. */
    void linkDown(NodeId peer, long now);

    /** {@link NodeEngine#connectFailed}. */
    void connectFailed(NodeId member, long now);

    /** {@link NodeEngine#receive}. */
    void receive(NodeId from, PlumtreeMessage message, long now);

    /** {@link NodeEngine#drained}. */
    void drained(NodeId peer, long now);

    /** {@link NodeEngine#roundTrip}. */
    void roundTrip(NodeId peer, long nanos);

    /** {@link NodeEngine#handled}. */
    default void handled(String topic, int count, long now) {
    }

    /** {@link NodeEngine#syncRoot}. */
    default @Nullable SyncRoot syncRoot(long now) {
        return null;
    }

    /** {@link NodeEngine#compare}. */
    default void compare(SyncRoot theirs, long now) {
    }

    /** {@link NodeEngine#restore}. */
    default void restore(StoreContents contents, long now) {
        throw new UnsupportedOperationException("it has no durable store");
    }

    /** {@link NodeEngine#nextBatch}. */
    default @Nullable StoreBatch nextBatch() {
        return null;
    }

    /** {@link NodeEngine#stored}. */
    default void stored(List<StoredRange> dropped, long now) {
    }

    /** {@link NodeEngine#dropped}. */
    default void dropped(List<StoredRange> dropped, long now) {
    }

    /** {@link NodeEngine#storeFailed}. */
    default void storeFailed(String why, long now) {
    }

    /** {@link NodeEngine#fetched}. */
    default void fetched(long token, List<Message> messages, long now) {
    }

    /** {@link NodeEngine#flush}. */
    void flush(long now);

    /** {@link NodeEngine#leave}. */
    default long leave(long now) {
        return 0;
    }

    /** {@link NodeEngine#nanosToDeadline}. */
    long nanosToDeadline(long now);

    /** {@link NodeEngine#advance}. */
    void advance(long now);

    /** {@link NodeEngine#snapshot}. */
    NodeSnapshot snapshot();
}
