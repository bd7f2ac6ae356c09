package io.plumtree.vertx;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ForkJoinPool;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.ClusterGap;
import io.plumtree.api.GraftFailed;
import io.plumtree.api.GraftSent;
import io.plumtree.api.InvalidConfigException;
import io.plumtree.api.MemberFailed;
import io.plumtree.api.MemberJoined;
import io.plumtree.api.MemberLeft;
import io.plumtree.api.MemberSuspected;
import io.plumtree.api.MemberUpdated;
import io.plumtree.api.NodeId;
import io.plumtree.api.PeerDemotion;
import io.plumtree.api.PeerPromotion;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.api.PruneSent;
import io.plumtree.api.StorageSettings;
import io.plumtree.api.StoreUnavailableException;
import io.plumtree.core.store.MessageStore;
import io.plumtree.core.store.MessageStoreFactory;
import io.plumtree.core.store.StoreContents;
import io.plumtree.vertx.membership.MembershipConfigs;
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

    private final NodeSetup setup;
    private final PlumtreeConfig config;
    private final @Nullable Vertx given;
    private final Surroundings surroundings;

    NodeStart(NodeSetup setup, @Nullable Vertx given, Surroundings surroundings) {
        this.setup = setup;
        this.config = setup.config();
        this.given = given;
        this.surroundings = surroundings;
    }

    /**
     * What is found out before anything is opened, because it blocks.
     *
     * @param self the node's id
     * @param random never the same bytes twice
     * @param zstd whether this platform has it
     */
    private record Identity(NodeId self, SecureRandom random, boolean zstd) {
    }

    CompletionStage<PlumtreeNode> start() {
        CompletableFuture<PlumtreeNode> started = new CompletableFuture<>();
        // Threads that Vert.x makes on the way inherit the class loader.
        ForkJoinPool.commonPool().execute(() -> surroundings.run(() -> {
            try {
                config.validated();
                SecureRandom random = new SecureRandom();
                random.nextLong(); // seeds it, which may block
                Identity identity = new Identity(selfId(), random, Zstd.available());
                LinkPolicy.check(config, identity.self());
                MembershipConfigs.of(config);
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
                openStore(identity, contexts).compose(stored -> listen(identity, contexts, stored)).onComplete(listening);
            } catch (RuntimeException | Error e) {
                listening.tryFail(e);
            }
        });
        return listening.future();
    }

    /** @return the store, open, with what it holds; nothing of both without one */
    private Future<Stored> openStore(Identity identity, NodeContexts contexts) {
        MessageStore store = setup.store() == null ? config.storage().map(NodeStart::configured).orElse(null) : setup.store();
        if (store == null) {
            return Future.succeededFuture(Stored.NOTHING);
        }
        StoreWorker worker = new StoreWorker(store, contexts, "plumtree-store-" + identity.self());
        return worker.open().map(contents -> new Stored(worker, contents)).recover(failure -> Future.failedFuture(
                new StoreUnavailableException(String.valueOf(failure.getMessage()), failure)));
    }

    private static MessageStore configured(StorageSettings settings) {
        return ServiceLoader.load(MessageStoreFactory.class, MessageStoreFactory.class.getClassLoader()).findFirst()
                .orElseThrow(() -> new InvalidConfigException("store.directory", settings.directory(),
                        "the artifact plumtree-store is not on the class path"))
                .create(settings);
    }

    private Future<PlumtreeNode> listen(Identity identity, NodeContexts contexts, Stored stored) {
        StoreWorker worker = stored.worker();
        try {
            Future<PlumtreeNode> listening = new NodeAssembly(identity.self(), identity.zstd(), identity.random(), setup,
                    contexts, stored).listen();
            return worker == null ? listening
                    : listening.recover(
                            failure -> worker.close().transform(closed -> Future.failedFuture(failure)));
        } catch (RuntimeException | Error e) {
            return worker == null ? Future.failedFuture(e)
                    : worker.close().transform(closed -> Future.failedFuture(e));
        }
    }

    /**
     * The durable store.
     *
     * @param worker the way to it; null if there is none
     * @param contents what it held when it was opened
     */
    record Stored(@Nullable StoreWorker worker, StoreContents contents) {

        static final Stored NOTHING = new Stored(null, StoreContents.EMPTY);
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
