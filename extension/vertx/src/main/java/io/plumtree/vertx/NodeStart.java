package io.plumtree.vertx;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ForkJoinPool;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.Address;
import io.plumtree.api.ClusterGap;
import io.plumtree.api.ConfigKey;
import io.plumtree.api.GraftFailed;
import io.plumtree.api.GraftSent;
import io.plumtree.api.InvalidConfigException;
import io.plumtree.api.MemberFailed;
import io.plumtree.api.MemberJoined;
import io.plumtree.api.MemberLeft;
import io.plumtree.api.MemberSuspected;
import io.plumtree.api.MemberUpdated;
import io.plumtree.api.NodeId;
import io.plumtree.api.PeerAddress;
import io.plumtree.api.PeerDemotion;
import io.plumtree.api.PeerPromotion;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.api.PlumtreeListener;
import io.plumtree.api.PruneSent;
import io.plumtree.core.NodeEngine;
import io.plumtree.core.util.Prng;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/** Starts one node: checks what was configured, opens the contexts, puts the parts together and listens. */
final class NodeStart {

    static final List<Class<? extends PlumtreeEvent>> EVERY_EVENT = List.of(PeerPromotion.class, PeerDemotion.class,
            GraftSent.class, GraftFailed.class, PruneSent.class, ClusterGap.class, MemberJoined.class, MemberUpdated.class,
            MemberSuspected.class, MemberFailed.class, MemberLeft.class);

    private final PlumtreeConfig config;
    private final PlumtreeListener listener;
    private final Lanes.Wanted wanted;
    private final @Nullable Vertx given;
    private final Transport transport;
    private final PeerResolver resolver;
    private final Surroundings surroundings;

    NodeStart(PlumtreeConfig config, PlumtreeListener listener, Lanes.Wanted wanted, @Nullable Vertx given,
            Transport transport, PeerResolver resolver, Surroundings surroundings) {
        this.config = config;
        this.listener = listener;
        this.wanted = wanted;
        this.given = given;
        this.transport = transport;
        this.resolver = resolver;
        this.surroundings = surroundings;
    }

    /**
     * What is found out before anything is opened, because it blocks.
     *
     * @param self the node's id
     * @param seed of the engine's randomness
     * @param zstd whether this platform has it
     */
    private record Identity(NodeId self, long seed, boolean zstd) {
    }

    CompletionStage<PlumtreeNode> start() {
        CompletableFuture<PlumtreeNode> started = new CompletableFuture<>();
        // Threads that Vert.x makes on the way inherit the class loader.
        ForkJoinPool.commonPool().execute(() -> surroundings.run(() -> {
            try {
                config.validated();
                Identity identity = new Identity(selfId(), new SecureRandom().nextLong(), Zstd.available());
                LinkPolicy.check(config, identity.self());
                open(identity, started);
            } catch (RuntimeException | Error e) {
                started.completeExceptionally(e);
            }
        }));
        return started;
    }

    private void open(Identity identity, CompletableFuture<PlumtreeNode> started) {
        Vertx vertx = given == null ? ownVertx() : given;
        NodeContexts.open(vertx, given == null, "plumtree-" + identity.self(), surroundings).onComplete(opened -> {
            if (opened.failed()) {
                Future<Void> closed = given == null ? vertx.close() : Future.succeededFuture();
                closed.onComplete(done -> failed(started, opened.cause()));
                return;
            }
            NodeContexts contexts = opened.result();
            listen(identity, contexts).onComplete(listening -> {
                if (listening.succeeded()) {
                    contexts.completions().execute(() -> started.complete(listening.result()));
                } else {
                    contexts.close().onComplete(closed -> failed(started, listening.cause()));
                }
            });
        });
    }

    private static void failed(CompletableFuture<PlumtreeNode> started, Throwable cause) {
        ForkJoinPool.commonPool().execute(() -> started.completeExceptionally(cause));
    }

    /** Puts the node together and listens, on the event loop. */
    private Future<PlumtreeNode> listen(Identity identity, NodeContexts contexts) {
        Promise<PlumtreeNode> listening = Promise.promise();
        contexts.loop().runOnContext(turn -> {
            try {
                assemble(identity, contexts, listening);
            } catch (RuntimeException | Error e) {
                listening.tryFail(e);
            }
        });
        return listening.future();
    }

    private void assemble(Identity identity, NodeContexts contexts, Promise<PlumtreeNode> listening) {
        NodeId self = identity.self();
        NodeCounters counters = new NodeCounters();
        NodeView view = new NodeView(System::nanoTime);
        LinkPolicy policy = new LinkPolicy(config);
        PeerBook book = new PeerBook();
        Links links = new Links(transport, resolver, policy, book);
        TurnEnd turnEnd = new TurnEnd(contexts.loop());
        Completions completions = new Completions(turnEnd, contexts.completions());
        Acknowledgements acknowledgements = new Acknowledgements(completions);
        Lanes lanes = new Lanes(config, listener, wanted, turnEnd, contexts.deliveries(), counters);
        EngineLoop loop = new EngineLoop(self, contexts, book, links, acknowledgements, completions, view, counters,
                feeder -> new NodeEngine(self, System.currentTimeMillis(), config, new Prng(identity.seed()),
                        new NodeEffects(transport, links, lanes, acknowledgements,
                                member -> feeder.connectFailed(member, "its address is not known"))));
        Ingress ingress = new Ingress(config.get(ConfigKey.BROADCAST_QUEUE_MAX_SIZE), completions::backlog,
                contexts.loop(), loop::broadcast, counters);
        Broadcaster broadcaster = new Broadcaster(config, identity.zstd(), view::readableByAll, ingress,
                contexts.completions(), counters);
        Departure departure = new Departure(contexts, ingress, loop, acknowledgements, transport, lanes, completions,
                view);
        LocalNode local = new LocalNode(self, loop::epoch, identity.zstd() ? RemoteNode.CAN_READ_ZSTD : 0, config);
        transport.start(contexts.loop(), local, loop).onComplete(bound -> contexts.loop().runOnContext(turn -> {
            if (bound.failed()) {
                listening.fail(bound.cause());
                return;
            }
            Address address = bound.result();
            introduce(self, book, loop);
            loop.start();
            PlumtreeNode node = new PlumtreeNode(new NodeParts(config, contexts, broadcaster,
                    new VertxCluster(self, address, policy, view, loop, book, links), loop, view, counters, transport,
                    departure));
            node.leaveWithVertx();
            PlumtreeLog.LOG.started(self, config.clusterName(), StartText.settings(config),
                    transport.getClass().getSimpleName(), address, StartText.peers(config, self),
                    StartText.memory(config));
            listening.complete(node);
        }));
    }

    /** Tells the engine who was configured. */
    private void introduce(NodeId self, PeerBook book, EngineLoop loop) {
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

    private NodeId selfId() {
        return config.nodeId().orElseGet(() -> {
            String host = hostName();
            int port = config.bind().port();
            String name = port == 0 ? host + "-" + Integer.toHexString(new SecureRandom().nextInt()) : host + ":" + port;
            try {
                return NodeId.of(name);
            } catch (IllegalArgumentException e) {
                throw new InvalidConfigException("node-id", name, "the host's name makes none, so give one: " + e.getMessage());
            }
        });
    }

    private String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return config.bind().host();
        }
    }

    /** One event loop, and no files: a node serves none. */
    private static Vertx ownVertx() {
        return Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setFileSystemOptions(
                new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }
}
