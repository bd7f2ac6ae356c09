package io.plumtree.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.plumtree.api.NodeId;
import io.plumtree.api.PeerPromotion;
import io.plumtree.api.PlumtreeDelivery;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.api.PruneSent;

/** The bridge in a container that is not Quarkus. */
class CdiBridgeTest {

    /** Throws on purpose, more often than a log wants to tell. */
    private static final Logger LOG = Logger.getLogger("io.plumtree.cdi");

    private SeContainer container;
    private CdiBridge bridge;

    @BeforeEach
    void start() {
        LOG.setLevel(Level.OFF);
        container = SeContainerInitializer.newInstance().disableDiscovery()
                .addBeanClasses(CdiBeans.ALL.toArray(new Class<?>[0]))
                .addBeanClasses(Observers.class, Broken.class, Slow.class, Counter.class).initialize();
        bridge = container.select(CdiBridge.class).get();
    }

    @AfterEach
    void stop() {
        container.select(Slow.class).get().gate.countDown();
        container.close();
        LOG.setLevel(null);
    }

    @Test
    void observersWithATopicReceiveItAndThoseWithoutReceiveAll() {
        bridge.onDelivery(Deliveries.on("prices", "1"));
        bridge.onDelivery(Deliveries.on("news", "2"));

        assertEquals(List.of("1", "2"), observers().all);
        assertEquals(List.of("1"), observers().prices);
    }

    @Test
    void synchronousObserversRunOnTheCallersThread() {
        bridge.onDelivery(Deliveries.on("prices", "1"));

        assertSame(Thread.currentThread(), observers().thread);
    }

    @Test
    void asynchronousObserversRunOnAnotherThread() throws InterruptedException {
        bridge.onDelivery(Deliveries.on("prices", "1"));

        Thread thread = observers().async.poll(10, TimeUnit.SECONDS);
        assertNotEquals(Thread.currentThread(), thread);
        assertTrue(thread != null);
    }

    @Test
    void anObserverThatThrowsKeepsTheEventFromNobody() {
        RuntimeException failure = assertThrows(RuntimeException.class,
                () -> bridge.onDelivery(Deliveries.on("broken", "1")));

        assertEquals("first", failure.getMessage());
        assertEquals("second", failure.getSuppressed()[0].getMessage());
        assertEquals(List.of("1"), observers().all);
        assertEquals(List.of("1"), observers().afterBroken);
    }

    @Test
    void anAsynchronousObserverThatThrowsStopsNothing() throws InterruptedException {
        for (int i = 0; i <= Audience.MAX_ASYNC_IN_FLIGHT; i++) {
            bridge.onDelivery(Deliveries.on("async-broken", "1"));
            assertTrue(observers().async.poll(10, TimeUnit.SECONDS) != null);
        }

        assertEquals(Audience.MAX_ASYNC_IN_FLIGHT + 1, observers().all.size());
    }

    @Test
    void aSlowAsynchronousObserverHoldsItsTopicBackAndNoOther() throws InterruptedException {
        Slow slow = container.select(Slow.class).get();
        for (int i = 0; i < Audience.MAX_ASYNC_IN_FLIGHT; i++) {
            bridge.onDelivery(Deliveries.on("slow", "" + i));
        }
        CountDownLatch delivered = new CountDownLatch(1);
        Thread oneTooMany = new Thread(() -> {
            bridge.onDelivery(Deliveries.on("slow", "one too many"));
            delivered.countDown();
        });
        oneTooMany.start();
        while (oneTooMany.getState() != Thread.State.WAITING) {
            assertTrue(oneTooMany.isAlive());
            Thread.onSpinWait();
        }

        bridge.onDelivery(Deliveries.on("prices", "passes"));
        assertTrue(observers().all.contains("passes"));
        assertFalse(observers().all.contains("one too many"));

        slow.gate.countDown();
        assertTrue(delivered.await(10, TimeUnit.SECONDS));
        assertTrue(observers().all.contains("one too many"));
    }

    @Test
    void theObserversOfOneDeliveryShareARequestContextOfTheirOwn() {
        bridge.onDelivery(Deliveries.on("prices", "1"));
        bridge.onDelivery(Deliveries.on("prices", "2"));

        assertEquals(List.of(1, 2, 1, 2), observers().requestCounts);
    }

    @Test
    void eventsReachObserversOfTheirTypeAndOfAllEvents() {
        PeerPromotion promotion = new PeerPromotion(NodeId.of("peer"), Deliveries.ORIGIN);
        PruneSent prune = new PruneSent(NodeId.of("peer"), Deliveries.ORIGIN);
        bridge.onEvent(promotion);
        bridge.onEvent(prune);

        assertEquals(List.of(promotion), observers().promotions);
        assertEquals(List.of(promotion, prune), observers().events);
    }

    private Observers observers() {
        return container.select(Observers.class).get();
    }

    @Singleton
    static class Observers {

        final List<String> all = new CopyOnWriteArrayList<>();
        final List<String> prices = new CopyOnWriteArrayList<>();
        final List<String> afterBroken = new CopyOnWriteArrayList<>();
        final List<Integer> requestCounts = new CopyOnWriteArrayList<>();
        final List<PeerPromotion> promotions = new CopyOnWriteArrayList<>();
        final List<PlumtreeEvent> events = new CopyOnWriteArrayList<>();
        final BlockingQueue<Thread> async = new LinkedBlockingQueue<>();
        volatile Thread thread;

        @Inject
        Counter counter;

        void all(@Observes PlumtreeDelivery delivery) {
            all.add(delivery.text());
            thread = Thread.currentThread();
            requestCounts.add(counter.next());
        }

        void prices(@Observes @Topic("prices") PlumtreeDelivery delivery) {
            prices.add(delivery.text());
            requestCounts.add(counter.next());
        }

        void afterBroken(@Observes @Priority(30) @Topic("broken") PlumtreeDelivery delivery) {
            afterBroken.add(delivery.text());
        }

        void async(@ObservesAsync PlumtreeDelivery delivery) {
            async.add(Thread.currentThread());
        }

        void promotion(@Observes PeerPromotion event) {
            promotions.add(event);
        }

        void event(@Observes PlumtreeEvent event) {
            events.add(event);
        }
    }

    @Singleton
    static class Broken {

        void first(@Observes @Priority(10) @Topic("broken") PlumtreeDelivery delivery) {
            throw new IllegalStateException("first");
        }

        void second(@Observes @Priority(20) @Topic("broken") PlumtreeDelivery delivery) {
            throw new IllegalStateException("second");
        }

        void async(@ObservesAsync @Topic("async-broken") PlumtreeDelivery delivery) {
            throw new IllegalStateException("thrown on purpose");
        }
    }

    @Singleton
    static class Slow {

        CountDownLatch gate = new CountDownLatch(1);

        void slow(@ObservesAsync @Topic("slow") PlumtreeDelivery delivery) throws InterruptedException {
            gate.await();
        }
    }

    @RequestScoped
    public static class Counter {

        private final AtomicInteger count = new AtomicInteger();

        public int next() {
            return count.incrementAndGet();
        }
    }
}
