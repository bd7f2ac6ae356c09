package io.plumtree.quarkus.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.plumtree.api.Plumtree;
import io.plumtree.api.PlumtreeDelivery;
import io.plumtree.cdi.Topic;
import io.plumtree.vertx.PlumtreeNode;
import io.quarkus.arc.Arc;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;

class DeliveryTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Observers.class, Where.class, PeerNode.class, Await.class));

    @Inject
    Plumtree plumtree;

    @Inject
    PlumtreeNode node;

    @Inject
    Observers observers;

    private PeerNode peer;

    @BeforeEach
    void start() {
        observers.forget();
        peer = PeerNode.linked("peer", node);
    }

    @AfterEach
    void stop() {
        peer.close();
    }

    @Test
    void whatAnotherNodeBroadcastsReachesObserversOfItsTopicAndOfAll() {
        peer.broadcast("prices", "1");
        peer.broadcast("news", "2");

        assertEquals("1", Await.next(observers.prices).text());
        // Each topic is handed over by itself.
        assertEquals(Set.of("1", "2"), Set.of(Await.next(observers.all).text(), Await.next(observers.all).text()));
        assertEquals(0, observers.prices.size());
    }

    @Test
    void whatTheApplicationBroadcastsReachesOtherNodesAndNotItself() {
        Await.get(plumtree.topic("prices").broadcast("from here".getBytes()));

        assertEquals("from here", Await.next(peer.heard));
        peer.broadcast("prices", "from there");
        assertEquals("from there", Await.next(observers.prices).text());
    }

    @Test
    void asynchronousObserversReceiveItToo() {
        peer.broadcast("async", "1");

        assertEquals("1", Await.next(observers.async).text());
    }

    @Test
    void observersAreCalledOnAWorkerInARequestAndAVertxContextOfTheirOwn() {
        peer.broadcast("where", "1");

        Where where = Await.next(observers.where);
        assertFalse(where.onEventLoop());
        assertTrue(where.requestActive());
        assertTrue(where.onDuplicatedContext());
        assertEquals(Observers.class.getClassLoader(), where.loader());
    }

    record Where(boolean onEventLoop, boolean requestActive, boolean onDuplicatedContext, ClassLoader loader) {
    }

    @Singleton
    static class Observers {

        final BlockingQueue<PlumtreeDelivery> all = new LinkedBlockingQueue<>();
        final BlockingQueue<PlumtreeDelivery> prices = new LinkedBlockingQueue<>();
        final BlockingQueue<PlumtreeDelivery> async = new LinkedBlockingQueue<>();
        final BlockingQueue<Where> where = new LinkedBlockingQueue<>();

        void forget() {
            all.clear();
            prices.clear();
        }

        void all(@Observes PlumtreeDelivery delivery) {
            all.add(delivery);
        }

        void prices(@Observes @Topic("prices") PlumtreeDelivery delivery) {
            prices.add(delivery);
        }

        void async(@ObservesAsync @Topic("async") PlumtreeDelivery delivery) {
            async.add(delivery);
        }

        void where(@Observes @Topic("where") PlumtreeDelivery delivery) {
            where.add(new Where(Context.isOnEventLoopThread(), Arc.container().requestContext().isActive(),
                    VertxContext.isOnDuplicatedContext(), Thread.currentThread().getContextClassLoader()));
        }
    }
}
