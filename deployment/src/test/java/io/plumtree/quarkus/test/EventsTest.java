package io.plumtree.quarkus.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.plumtree.api.NodeId;
import io.plumtree.api.PeerDemotion;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.api.TreeMode;
import io.plumtree.vertx.PlumtreeNode;
import io.quarkus.test.QuarkusUnitTest;
import io.vertx.core.Context;

/** Where trees flood at first, a node learns from an origin's first message whom it need not push that origin's to. */
class EventsTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Observers.class, PeerNode.class, Await.class))
            .overrideConfigKey("quarkus.plumtree.tree", "flood");

    @Inject
    PlumtreeNode node;

    @Inject
    Observers observers;

    @Test
    void whatTheNodeDoesToItsTreesIsObservedOnAWorker() {
        try (PeerNode peer = PeerNode.linked("peer", config -> config.withTree(TreeMode.FLOOD), node)) {
            peer.broadcast("t", "x");

            PeerDemotion demotion = new PeerDemotion(NodeId.of("peer"), NodeId.of("peer"));
            assertEquals(demotion, Await.next(observers.demotions));
            assertEquals(demotion, Await.next(observers.all));
            assertFalse(observers.onEventLoop);
        }
    }

    @Singleton
    static class Observers {

        final BlockingQueue<PeerDemotion> demotions = new LinkedBlockingQueue<>();
        final BlockingQueue<PlumtreeEvent> all = new LinkedBlockingQueue<>();
        volatile boolean onEventLoop;

        void demotion(@Observes PeerDemotion event) {
            demotions.add(event);
        }

        void any(@Observes PlumtreeEvent event) {
            onEventLoop |= Context.isOnEventLoopThread();
            all.add(event);
        }
    }
}
