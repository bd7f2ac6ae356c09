package io.plumtree.vertx;

import java.time.Duration;

import io.plumtree.api.Address;
import io.plumtree.api.NodeId;
import io.plumtree.core.message.PlumtreeMessage;
import io.vertx.core.Context;
import io.vertx.core.Future;

/**
 * Carries messages between neighbours: one link for each pair of nodes, whoever connected. An implementation is used by one
 * node; every method is called on the node's event-loop context, and every {@link Handler} method is to be called there.
 */
public interface Transport {

    /** @return what it is called in configuration, logs and health */
    default String name() {
        return getClass().getSimpleName();
    }

    /**
     * Starts to listen.
     *
     * @param context the node's event-loop context
     * @param local what others are told of this node
     * @param handler hears what happens
     * @return completes with where others can connect to; fails with {@link io.plumtree.api.BindException} if the port is in
     *         use or the address is not of this host
     */
    Future<Address> start(Context context, LocalNode local, Handler handler);

    /**
     * Connects, and tries again with growing delays, until the link is up or {@link #disconnect} is called. When a link that
     * was wanted so is lost, connecting starts again by itself. Called again with another address, that one is used next.
     *
     * @param peer whom
     * @param address where
     */
    void connect(NodeId peer, Address address);

    /**
     * Ends the link and the wish for it. No {@link Handler#linkDown} follows.
     *
     * @param peer whom
     * @param reason told to the peer
     */
    void disconnect(NodeId peer, String reason);

    /**
     * Queues a message. Messages of one link arrive in the order in which they were queued, or the link is lost.
     *
     * @param peer a neighbour whose link is up
     * @param message what
     * @return false if the queue is full and {@code message} is a GOSSIP: it was not queued, and {@link Handler#drained} will
     *         follow. Other messages are always queued; a neighbour for which they pile up beyond twice the bound loses its
     *         link
     */
    boolean send(NodeId peer, PlumtreeMessage message);

    /** @return what this transport counted so far */
    TransportStats stats();

    /**
     * Sends what is queued, says goodbye on every link, closes the links and stops to listen.
     *
     * @param timeout how long sending may take
     * @return completes when everything is closed and the port is free
     */
    Future<Void> close(Duration timeout);

    /** Hears what happens on the links. */
    interface Handler {

        /**
         * Decides on an incoming connection that has said truthfully who it is.
         *
         * @param peer who
         * @return whether its link may come up
         */
        boolean accepts(NodeId peer);

        /**
         * A link is up. Messages may be sent from within this call.
         *
         * @param peer who is at the other end
         */
        void linkUp(RemoteNode peer);

        /**
         * A link was lost.
         *
         * @param peer whose
         * @param reason in words
         */
        void linkDown(NodeId peer, String reason);

        /**
         * The link that {@link #linkDown} just told of was broken by the other end, or the way to it, without a farewell: its
         * process may be gone.
         *
         * @param peer whose
         */
        default void linkReset(NodeId peer) {
        }

        /**
         * One attempt to connect failed.
         *
         * @param peer whom
         * @param reason in words
         */
        void connectFailed(NodeId peer, String reason);

        /**
         * A message arrived.
         *
         * @param peer from whom
         * @param message what
         */
        void received(NodeId peer, PlumtreeMessage message);

        /**
         * A queue that refused a GOSSIP has room again.
         *
         * @param peer whose
         */
        void drained(NodeId peer);

        /**
         * A round trip was measured.
         *
         * @param peer to whom
         * @param nanos how long it took
         */
        void roundTrip(NodeId peer, long nanos);
    }
}
