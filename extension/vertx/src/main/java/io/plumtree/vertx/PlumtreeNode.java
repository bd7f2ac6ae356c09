package io.plumtree.vertx;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.Broadcast;
import io.plumtree.api.Cluster;
import io.plumtree.api.MessageHistory;
import io.plumtree.api.MessageId;
import io.plumtree.api.NodeId;
import io.plumtree.api.Plumtree;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.api.PlumtreeHealth;
import io.plumtree.api.PlumtreeListener;
import io.plumtree.api.RetainedPage;
import io.plumtree.api.RetainedQuery;
import io.plumtree.api.SeedProvider;
import io.plumtree.core.NodeSnapshot;
import io.plumtree.core.membership.Delegates;
import io.plumtree.core.membership.MembershipSnapshot;
import io.plumtree.core.store.MessageStore;
import io.plumtree.vertx.membership.ClusterMembership;
import io.plumtree.vertx.membership.MembershipStats;
import io.plumtree.vertx.tcp.TcpTransport;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** A running node in plain Java. Safe for use by any thread; no method blocks. */
public final class PlumtreeNode implements Plumtree {

    private final NodeParts parts;
    private final Leaving leaving;

    PlumtreeNode(NodeParts parts) {
        this.parts = parts;
        this.leaving = new Leaving(parts);
    }

    /** @return a builder with {@link PlumtreeConfig#standard()}, no listener, TCP, and a Vertx of its own */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public CompletionStage<MessageId> broadcast(Broadcast broadcast) {
        return parts.broadcaster().broadcast(broadcast);
    }

    @Override
    public CompletionStage<RetainedPage> retained(RetainedQuery query) {
        return parts.pages().list(query);
    }

    @Override
    public CompletionStage<Optional<MessageHistory>> why(MessageId id) {
        return parts.histories().of(id);
    }

    @Override
    public Cluster cluster() {
        return parts.cluster();
    }

    /** @return how this node is, now; one that has left on purpose is not ready but stays live: nothing is stuck */
    @Override
    public PlumtreeHealth health() {
        return parts.view().health();
    }

    /**
     * {@inheritDoc}
     * <p>
     * What had arrived by then is handed to the listener, as far as the timeout allows; what it does not allow is dropped.
     * The node's threads end, its ports are free, and its Vertx is closed if it is its own, when the stage completes.
     */
    @Override
    public CompletionStage<Void> leave(Duration timeout) {
        return leaving.leave(timeout);
    }

    /**
     * Tells the node a round trip that the application measured; the node measures its links itself, too. Of a peer that is
     * no neighbour it is ignored.
     *
     * @param peer to whom
     * @param roundTrip how long it took
     */
    public void recordRtt(NodeId peer, Duration roundTrip) {
        long nanos = roundTrip.toNanos();
        parts.loop().ask(() -> {
            parts.loop().roundTrip(peer, nanos);
            return nanos;
        });
    }

    /** @return the configuration in force */
    public PlumtreeConfig config() {
        return parts.config();
    }

    /** @return counters and fills of the engine; completes exceptionally with PlumtreeClosedException after leaving */
    public CompletionStage<NodeSnapshot> snapshot() {
        return parts.loop().ask(() -> parts.loop().engine().snapshot());
    }

    /** @return what the transport counted; completes exceptionally with PlumtreeClosedException after leaving */
    public CompletionStage<TransportStats> transportStats() {
        return parts.loop().ask(() -> parts.transport().stats());
    }

    /**
     * @return counters and fills of membership; completes exceptionally with IllegalStateException without it, and with
     *         PlumtreeClosedException after leaving
     */
    public CompletionStage<MembershipSnapshot> membershipSnapshot() {
        return membership(ClusterMembership::snapshot);
    }

    /**
     * @return what was counted around membership; completes exceptionally with IllegalStateException without it, and with
     *         PlumtreeClosedException after leaving
     */
    public CompletionStage<MembershipStats> membershipStats() {
        return membership(ClusterMembership::stats);
    }

    private <T> CompletionStage<T> membership(Function<ClusterMembership, T> question) {
        ClusterMembership running = parts.membership();
        if (running == null) {
            return CompletableFuture.failedStage(MemberCalls.switchedOff());
        }
        return parts.loop().ask(() -> question.apply(running));
    }

    /** @return everything that is counted, at once and without asking the event loop; also after leaving */
    public NodeReading reading() {
        return parts.readings().read(health(), stats());
    }

    /** @return what was counted around the engine, now; also after leaving */
    public NodeStats stats() {
        return parts.counters().stats();
    }

    /** Has the node leave when somebody else undeploys it or closes its Vertx. */
    void leaveWithVertx() {
        leaving.withVertx();
    }

    @Override
    public String toString() {
        return "PlumtreeNode[" + parts.cluster().localNode() + " at " + parts.cluster().address() + "]";
    }

    /** Sets a node up. Not safe for use by more than one thread. */
    public static final class Builder {

        private PlumtreeConfig config = PlumtreeConfig.standard();
        private @Nullable PlumtreeListener listener;
        private Set<Class<? extends PlumtreeEvent>> events = Set.copyOf(NodeStart.EVERY_EVENT);
        private boolean deliveries = true;
        private @Nullable DeliveryMeter meter;
        private @Nullable Vertx vertx;
        private @Nullable Transport transport;
        private PeerResolver resolver = peer -> Optional.empty();
        private Delegates delegates = Delegates.NONE;
        private @Nullable SeedProvider seedProvider;
        private @Nullable MessageStore store;
        private UnaryOperator<Context> workerContext = UnaryOperator.identity();

        private Builder() {
        }

        /**
         * @param config everything that is configured; without {@code node-id} the node is called by its host's name and the
         *        port it is bound to, or by its host's name and a random suffix if {@code bind-port} is 0
         * @return this
         */
        public Builder config(PlumtreeConfig config) {
            this.config = config;
            return this;
        }

        /**
         * @param listener hears everything, on worker threads
         * @return this
         */
        public Builder listener(PlumtreeListener listener) {
            this.listener = listener;
            return this;
        }

        /**
         * Events of other types are not handed to the listener, so that nothing is spent on them; default: all.
         *
         * @param types the types wanted
         * @return this
         */
        public Builder events(Set<Class<? extends PlumtreeEvent>> types) {
            this.events = Set.copyOf(types);
            return this;
        }

        /**
         * Whether deliveries are handed to the listener at all; default: true.
         *
         * @param wanted whether
         * @return this
         */
        public Builder deliveries(boolean wanted) {
            this.deliveries = wanted;
            return this;
        }

        /**
         * Has deliveries measured; default: nothing is spent on it.
         *
         * @param meter hears of each message that is handed to the application, whether anything there observes it or not
         * @return this
         */
        public Builder deliveryMeter(DeliveryMeter meter) {
            this.meter = meter;
            return this;
        }

        /**
         * Uses that Vertx and leaves it open; default: one of its own that the node closes. The node leaves before a Vertx
         * that is closed under it.
         *
         * @param vertx where to run
         * @return this
         */
        public Builder vertx(Vertx vertx) {
            this.vertx = vertx;
            return this;
        }

        /**
         * @param transport carries the node's messages, and no other node's; default: TCP
         * @return this
         */
        public Builder transport(Transport transport) {
            this.transport = transport;
            return this;
        }

        /**
         * @param resolver asked first for where a peer listens
         * @return this
         */
        public Builder peerResolver(PeerResolver resolver) {
            this.resolver = resolver;
            return this;
        }

        /**
         * Adds to membership. Delegates are called on worker threads, one call after the other, so they are asked before
         * membership wants to know: what {@link io.plumtree.api.MembershipDelegate#broadcasts} and
         * {@link io.plumtree.api.PingDelegate#ackPayload} return goes out with the next packet, and a member that the
         * {@link io.plumtree.api.AliveDelegate} admits comes in a moment after it was first heard of.
         *
         * @param delegates the application's
         * @return this
         */
        public Builder delegates(Delegates delegates) {
            this.delegates = delegates;
            return this;
        }

        /**
         * @param provider finds members to join, beside the seeds that are configured
         * @return this
         */
        public Builder seedProvider(SeedProvider provider) {
            this.seedProvider = provider;
            return this;
        }

        /**
         * Keeps messages, and how far they were delivered, beyond the life of the process; default: what is configured, if it
         * is. The node opens and closes it.
         *
         * @param store this node's own, not opened yet
         * @return this
         */
        public Builder store(MessageStore store) {
            this.store = store;
            return this;
        }

        /**
         * Makes a Vert.x context, of the node's worker context, for each time that the listener or what waits for a stage is
         * called; default: that worker context itself.
         *
         * @param workerContext called on any thread; must not block
         * @return this
         */
        public Builder workerContext(UnaryOperator<Context> workerContext) {
            this.workerContext = workerContext;
            return this;
        }

        /**
         * Starts the node. The listener, and what waits for a stage, will be called with the context class loader of the thread
         * that calls this.
         *
         * @return completes, never on an event loop, when the node listens; exceptionally with InvalidConfigException,
         *         BindException or StoreUnavailableException, and then nothing is left behind
         */
        public CompletionStage<PlumtreeNode> start() {
            Transport carrier = transport == null ? new TcpTransport() : transport;
            Lanes.Wanted wanted = listener == null ? new Lanes.Wanted(false, Set.of())
                    : new Lanes.Wanted(deliveries, events);
            PlumtreeListener hears = listener == null ? new PlumtreeListener() {
            } : listener;
            return new NodeStart(new NodeSetup(config, hears, wanted, meter, carrier, resolver, delegates, seedProvider, store),
                    vertx,
                    new Surroundings(Thread.currentThread().getContextClassLoader(), workerContext)).start();
        }
    }
}
