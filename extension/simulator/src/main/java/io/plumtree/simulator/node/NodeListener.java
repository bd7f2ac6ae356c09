package io.plumtree.simulator.node;

import io.plumtree.api.PlumtreeEvent;
import io.plumtree.api.PlumtreeException;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.message.Summary;
import io.plumtree.core.store.StoreContents;

/** Hears what nodes do. */
public interface NodeListener {

    /** A process started. */
    default void started(SimulatedNode node) {
    }

    /** A process that started found this in its durable store. */
    default void restored(SimulatedNode node, StoreContents contents) {
    }

    /** A process is gone, with the counters and the account it had. */
    default void stopped(SimulatedNode node) {
    }

    /** A process has a link that is up: at once, or later where it stands still. */
    default void linked(SimulatedNode node) {
    }

    /** A process read a neighbour's summary. */
    default void summarised(SimulatedNode node, Summary summary) {
    }

    /** A node broadcast: its first copies are on the way. */
    default void broadcast(SimulatedNode node, StreamId stream, long sequence, long token) {
    }

    /** A node would not broadcast, and said so; nothing was promised. */
    default void refused(SimulatedNode node, PlumtreeException why) {
    }

    /** A broadcast was acknowledged. */
    default void acknowledged(SimulatedNode node, long token) {
    }

    /** A broadcast was not acknowledged in time. */
    default void notAcknowledged(SimulatedNode node, long token) {
    }

    /**
     * A node's application was handed a message.
     *
     * @param redelivered whether it was said that an earlier incarnation may have been handed it
     */
    default void delivered(SimulatedNode node, Message message, int round, boolean redelivered) {
    }

    /** The application of a node with a durable store has returned from the oldest thing of a topic in its hands. */
    default void returned(SimulatedNode node, String topic) {
    }

    /** A node's application was told an event. */
    default void event(SimulatedNode node, PlumtreeEvent event) {
    }
}
