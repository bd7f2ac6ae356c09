package io.plumtree.vertx;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.PlumtreeDelivery;
import io.plumtree.api.PlumtreeListener;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** What a listener finds around it. */
class SurroundingsTest {

    private final CompletableFuture<ClassLoader> loader = new CompletableFuture<>();
    private final CompletableFuture<Context> context = new CompletableFuture<>();

    private final PlumtreeNode.Builder builder = PlumtreeNode.builder()
            .config(PlumtreeConfig.lan().withNodeId(NodeId.of("a")).with(ConfigKey.DELIVER_OWN, true))
            .transport(new HubTransport.Hub().transport())
            .listener(new PlumtreeListener() {
                @Override
                public void onDelivery(PlumtreeDelivery delivery) {
                    loader.complete(Thread.currentThread().getContextClassLoader());
                    context.complete(Vertx.currentContext());
                }
            });

    @Test
    void theContextClassLoaderIsThatOfWhoeverStartedTheNode() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader own = new URLClassLoader(new URL[0], before)) {
            CompletionStage<PlumtreeNode> started;
            thread.setContextClassLoader(own);
            try {
                started = builder.start();
            } finally {
                thread.setContextClassLoader(before);
            }
            hearFrom(Await.get(started));

            assertSame(own, Await.get(loader));
        }
    }

    @Test
    void theVertxContextIsMadeOfTheNodesWorkerContext() throws Exception {
        CompletableFuture<Context> worker = new CompletableFuture<>();
        Vertx other = Vertx.vertx();
        try {
            Context given = other.getOrCreateContext();
            hearFrom(Await.get(builder.workerContext(made -> {
                worker.complete(made);
                return given;
            }).start()));

            assertSame(given, Await.get(context));
            assertNotSame(given, Await.get(worker));
        } finally {
            Await.get(other.close().toCompletionStage());
        }
    }

    private static void hearFrom(PlumtreeNode node) {
        Await.get(node.broadcast(new byte[1]));
        Await.get(node.leave(Duration.ofSeconds(30)));
    }
}
