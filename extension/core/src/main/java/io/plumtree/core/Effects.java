package io.plumtree.core;

import io.plumtree.api.ClusterGap;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.PlumtreeMessage;

/**
 * What the engine does to its surroundings. Called within an input of {@link NodeEngine}, on its thread; implementations
 * must not call back into the engine before that input has returned.
 */
public interface Effects {

    /**
     * Sends to a neighbour whose link is up.
     *
     * @param peer to whom
     * @param message what
     * @return false if the message was not taken because the neighbour's queue is full. Only a GOSSIP may be refused so; the
     *         engine then serves that neighbour lazily until {@link NodeEngine#drained}
     */
    boolean send(NodeId peer, PlumtreeMessage message);

    /**
     * Hands a message to the application: once each, in origin order on a {@code fifo} topic.
     *
     * @param message what
     * @param round hops it travelled
     * @param redelivered whether an earlier incarnation of this node may have been handed it
     * @return whether {@link NodeEngine#handled} will tell when the application has returned from it; false if that does not
     *         matter, because it has already or there is none
     */
    boolean deliver(Message message, int round, boolean redelivered);

    /**
     * Tells the application of a gap, in the place of the deliveries it names, in the order of the deliveries of its topic.
     *
     * @param gap what
     * @return as {@link #deliver}
     */
    boolean gap(ClusterGap gap);

    /**
     * Tells the application of anything else.
     *
     * @param event what
     */
    void event(PlumtreeEvent event);

    /**
     * A neighbour has the message of a broadcast that waits for {@code RECEIVED}, or the store that of one that waits for
     * {@code STORED}.
     *
     * @param token the broadcast's token
     */
    void acknowledged(long token);

    /**
     * A broadcast that waits for {@code RECEIVED} or {@code STORED} is not waited for any longer.
     *
     * @param token the broadcast's token
     * @param why in words
     */
    void notAcknowledged(long token, String why);

    /**
     * The overlay wants a link to this member: connect, and keep trying, until {@link #disconnect} or {@code linkUp}.
     *
     * @param member to whom
     */
    void connect(NodeId member);

    /**
     * The overlay does not want this link (any more): close it if it is up, stop trying if it is not. The engine regards it
     * as down already; no {@code linkDown} is due.
     *
     * @param member to whom
     * @param reason in words
     */
    void disconnect(NodeId member, String reason);
}
