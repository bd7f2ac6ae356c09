package io.plumtree.vertx;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.Address;
import io.plumtree.api.Broadcast;
import io.plumtree.api.ConfigKey;
import io.plumtree.api.Member;
import io.plumtree.api.MemberState;
import io.plumtree.api.NodeId;
import io.plumtree.api.PeerAddress;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.api.PlumtreeHealth;
import io.plumtree.core.NodeEngine;
import io.plumtree.core.NodeSnapshot.Fill;
import io.plumtree.core.message.SyncRoot;
import io.plumtree.core.util.Prng;
import io.plumtree.vertx.membership.ClusterMembership;
import io.plumtree.vertx.membership.MembershipHost;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** Puts the parts of one node together and has it listen. On the event loop. */
final class NodeAssembly {

    private final NodeId self;
    private final boolean zstd;
    private final SecureRandom random;
    private final NodeSetup setup;
    private final PlumtreeConfig config;
    private final NodeContexts contexts;
    private final Transport transport;
    private final NodeCounters counters = new NodeCounters();
    private final PeerBook book = new PeerBook();
    private final TurnEnd turnEnd;
    private final Completions completions;
    private final Acknowledgements acknowledgements;
    private final MemberView members;
    private final NodeView view;
    private final Readings readings;
    private final LinkPolicy policy;
    private final Links links;
    private final Lanes lanes;
    private final EngineLoop loop;
    private final Ingress ingress;
    private final NodeStart.Stored stored;

    /**
     * @param self its id
     * @param zstd whether this platform has it
     * @param random never the same bytes twice
     * @param stored the durable store
     */
    NodeAssembly(NodeId self, boolean zstd, SecureRandom random, NodeSetup setup, NodeContexts contexts,
            NodeStart.Stored stored) {
        this.stored = stored;
        this.self = self;
        this.zstd = zstd;
        this.random = random;
        this.setup = setup;
        this.config = setup.config();
        this.contexts = contexts;
        this.transport = setup.transport();
        this.turnEnd = new TurnEnd(contexts.loop());
        this.completions = new Completions(turnEnd, contexts.completions());
        this.acknowledgements = new Acknowledgements(completions);
        this.members = new MemberView(self, completions);
        this.view = new NodeView(new HealthView(System::nanoTime, members,
                new PlumtreeHealth.Node(self, config.preset(), transport.name()), config));
        this.readings = new Readings(transport);
        this.policy = new LinkPolicy(config);
        this.links = new Links(transport, setup.resolver(), policy, book);
        this.lanes = new Lanes(config, setup.listener(), setup.wanted(), turnEnd, contexts, counters, this::handled);
        this.loop = new EngineLoop(self, contexts, book, links, acknowledgements, completions, view, readings, counters,
                feeder -> new NodeEngine(self, System.currentTimeMillis(), config, new Prng(random.nextLong()),
                        new NodeEffects(transport, links, lanes, setup.meter(), acknowledgements,
                                member -> feeder.connectFailed(member, "its address is not known")),
                        stored.worker()));
        this.ingress = new Ingress(config.get(ConfigKey.BROADCAST_QUEUE_MAX_SIZE), () -> completions.backlog() + loop.waiting(),
                contexts.loop(),
                loop::broadcast, counters);
    }

    private void handled(String topic, int count) {
        loop.input((engine, now) -> engine.handled(topic, count, now));
    }

    /** @return completes with the node when it listens; if it fails, nothing listens */
    Future<PlumtreeNode> listen() {
        Promise<PlumtreeNode> listening = Promise.promise();
        restore();
        LocalNode local = new LocalNode(self, loop::epoch, zstd ? RemoteNode.CAN_READ_ZSTD : 0, config);
        transport.start(contexts.loop(), local, loop).onComplete(bound -> contexts.loop().runOnContext(turn -> {
            if (bound.failed()) {
                listening.fail(bound.cause());
                return;
            }
            Address address = bound.result();
            members.begin(new Member(self, address, MemberState.ALIVE, config.tags(), ByteBuffer.allocate(0), 0));
            introduce();
            loop.start(this::queues);
            takePart(address).onComplete(membership -> {
                if (membership.succeeded()) {
                    listening.complete(node(address, membership.result()));
                } else {
                    loop.stop();
                    transport.close(Duration.ZERO).onComplete(closed -> listening.fail(membership.cause()));
                }
            });
        }));
        return listening.future();
    }

    /** How full the queues around the engine are; and the bounds of those that it tells of only while something is in them. */
    private List<Fill> queues() {
        long longest = transport.stats().queuedBytes().values().stream().mapToLong(Long::longValue).max().orElse(0);
        return List.of(ingress.fill(),
                new Fill(ConfigKey.SEND_QUEUE_MAX_BYTES.name(), longest, config.get(ConfigKey.SEND_QUEUE_MAX_BYTES)),
                new Fill(ConfigKey.DELIVERY_QUEUE_MAX_SIZE.name(), 0, config.get(ConfigKey.DELIVERY_QUEUE_MAX_SIZE)),
                new Fill(ConfigKey.DELIVERY_QUEUE_MAX_BYTES.name(), 0, config.get(ConfigKey.DELIVERY_QUEUE_MAX_BYTES)),
                new Fill("fifo-hold-max-bytes", 0, config.topic(Broadcast.DEFAULT_TOPIC).fifoHoldMaxBytes()));
    }

    /** Tells the engine what was stored, before it hears of anybody. */
    private void restore() {
        StoreWorker worker = stored.worker();
        if (worker != null) {
            worker.start(loop::input);
            loop.input((engine, now) -> engine.restore(stored.contents(), now));
        }
    }

    /** Tells the engine who was configured. */
    private void introduce() {
        loop.input((engine, now) -> {
            List<NodeId> known = new ArrayList<>();
            for (PeerAddress peer : config.peers()) {
                if (!peer.id().equals(self) && book.add(peer.id(), peer.address())) {
                    known.add(peer.id());
                }
            }
            engine.membersChanged(known, List.of(), now);
        });
    }

    private Future<@Nullable ClusterMembership> takePart(Address broadcast) {
        if (!config.membership().enabled()) {
            if (!config.membership().seeds().isEmpty()) {
                PlumtreeLog.LOG.seedsUnused();
            }
            return Future.succeededFuture();
        }
        MembershipObserver observer = new MembershipObserver();
        return ClusterMembership.start(self, config, broadcast, random,
                new MembershipHost(contexts.loop(), contexts.completions(),
                        due -> new EngineTimer(contexts.vertx(), due), setup.delegates(), setup.seedProvider(),
                        policy::allowsMember, new Comparison(), observer))
                .map(running -> {
                    observer.running = running;
                    observer.changed();
                    loop.withMembership(running);
                    readings.withMembership(running);
                    loop.refresh();
                    return running;
                });
    }

    private PlumtreeNode node(Address address, @Nullable ClusterMembership membership) {
        Broadcaster broadcaster = new Broadcaster(config, zstd, view::readableByAll, ingress, contexts.completions(), counters);
        RetainedPages pages = new RetainedPages(loop, config.get(ConfigKey.MAX_MESSAGE_SIZE), counters);
        Histories histories = new Histories(loop);
        Departure departure = new Departure(contexts, ingress, loop, acknowledgements, transport, lanes, completions, view,
                members, membership, stored.worker(), pages, histories);
        VertxCluster cluster = new VertxCluster(self, address, policy, view, loop, book, links, members,
                new MemberCalls(loop, members, membership));
        PlumtreeNode node = new PlumtreeNode(
                new NodeParts(config, contexts, broadcaster, pages, histories, cluster, loop, view, readings, counters,
                        transport, membership, departure));
        node.leaveWithVertx();
        PlumtreeLog.LOG.started(self, config.clusterName(), StartText.settings(config),
                transport.name(), address, StartText.peers(config, self), StartText.seeds(config),
                StartText.memory(config));
        return node;
    }

    /** Has the engine compare by the exchange of membership. */
    private final class Comparison implements MembershipHost.Comparison {

        @Override
        public @Nullable SyncRoot root() {
            return loop.syncRoot();
        }

        @Override
        public void compare(SyncRoot theirs) {
            loop.input((engine, now) -> engine.compare(theirs, now));
        }
    }

    /** Hands on what membership tells. */
    private final class MembershipObserver implements MembershipHost.Observer {

        private final MemberPeers peers = new MemberPeers(self, config.clusterName(), book, links, loop, turnEnd);
        private @Nullable ClusterMembership running;

        @Override
        public void event(PlumtreeEvent event) {
            lanes.tell(event);
            peers.event(event);
        }

        @Override
        public void changed() {
            if (running != null) {
                members.update(running.members(), running.settled());
            }
        }
    }
}
