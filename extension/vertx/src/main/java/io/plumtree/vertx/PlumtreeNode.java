package io.plumtree.vertx;

import io.plumtree.api.Broadcast;
import io.plumtree.api.Cluster;
import io.plumtree.api.MessageId;
import io.plumtree.api.NodeId;
import io.plumtree.api.Plumtree;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.api.PlumtreeHealth;
import io.plumtree.api.PlumtreeListener;
import io.plumtree.core.NodeSnapshot;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** A running node in plain Java. Safe for use by any thread; no method blocks. */
public final class PlumtreeNode implements Plumtree {

    /** @return a builder with {@link PlumtreeConfig#standard()}, a listener that does nothing, TCP, and a Vertx of its own */
    public static Builder builder() {
        throw new AssertionError();
    }

    @Override
    public CompletionStage<MessageId> broadcast(Broadcast broadcast) {
        throw new AssertionError();
    }

    @Override
    public Cluster cluster() {
        throw new AssertionError();
    }

    @Override
    public PlumtreeHealth health() {
        throw new AssertionError();
    }

    @Override
    public CompletionStage<Void> leave(Duration timeout) {
        throw new AssertionError();
    }

    /** Tells the node a round trip that the application measured; the node measures its links itself, too. */
    public void recordRtt(NodeId peer, Duration roundTrip) {
        throw new AssertionError();
    }

    /** @return the configuration in force */
    public PlumtreeConfig config() {
        throw new AssertionError();
    }

    /** @return counters and fills of the engine; completes exceptionally with PlumtreeClosedException after leaving */
    public CompletionStage<NodeSnapshot> snapshot() {
        throw new AssertionError();
    }

    /** @return what the transport counted */
    public CompletionStage<TransportStats> transportStats() {
        throw new AssertionError();
    }

    /** Sets a node up. Not safe for use by more than one thread. */
    public static final class Builder {

        public Builder config(PlumtreeConfig config) {
            throw new AssertionError();
        }

        public Builder listener(PlumtreeListener listener) {
            throw new AssertionError();
        }

        /** Events of other types are not handed to the listener, so that nothing is spent on them; default: all. */
        public Builder events(Set<Class<? extends PlumtreeEvent>> types) {
            throw new AssertionError();
        }

        /** Whether deliveries are handed to the listener at all; default: true. */
        public Builder deliveries(boolean wanted) {
            throw new AssertionError();
        }

        /** Uses that Vertx and leaves it open; default: one of its own that the node closes. */
        public Builder vertx(Vertx vertx) {
            throw new AssertionError();
        }

        public Builder transport(Transport transport) {
            throw new AssertionError();
        }

        public Builder peerResolver(PeerResolver resolver) {
            throw new AssertionError();
        }

        /**
         * Starts the node.
         *
         * @return completes when the node listens; exceptionally with InvalidConfigException or BindException
         */
        public CompletionStage<PlumtreeNode> start() {
            throw new AssertionError();
        }
    }
}
