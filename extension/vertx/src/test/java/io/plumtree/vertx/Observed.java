package io.plumtree.vertx;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.plumtree.api.ClusterGap;
import io.plumtree.api.PlumtreeDelivery;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.api.PlumtreeListener;
import io.vertx.core.Context;

/** Writes down what a node hears, notices if it hears it on an event loop, and waits for more with a deadline. */
class Observed implements PlumtreeListener {

    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final List<PlumtreeDelivery> deliveries = new ArrayList<>();
    private final List<PlumtreeEvent> events = new ArrayList<>();
    private boolean onEventLoop;

    @Override
    public synchronized void onDelivery(PlumtreeDelivery delivery) {
        deliveries.add(delivery);
        noticed();
    }

    @Override
    public synchronized void onEvent(PlumtreeEvent event) {
        events.add(event);
        noticed();
    }

    private void noticed() {
        onEventLoop |= Context.isOnEventLoopThread();
        notifyAll();
    }

    synchronized List<PlumtreeDelivery> deliveries() {
        return List.copyOf(deliveries);
    }

    synchronized List<String> texts() {
        return deliveries.stream().map(PlumtreeDelivery::text).toList();
    }

    /** What came from one origin, in order. */
    synchronized List<String> textsOf(String origin) {
        return deliveries.stream().filter(delivery -> delivery.origin().value().equals(origin))
                .map(PlumtreeDelivery::text).toList();
    }

    synchronized List<ClusterGap> gaps() {
        return events.stream().filter(ClusterGap.class::isInstance).map(ClusterGap.class::cast).toList();
    }

    synchronized <E extends PlumtreeEvent> List<E> events(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    synchronized boolean everOnEventLoop() {
        return onEventLoop;
    }

    Observed awaitDeliveries(int count) throws InterruptedException {
        return await(count + " deliveries", heard -> heard.deliveries.size() >= count);
    }

    synchronized Observed await(String what, Predicate<Observed> reached) throws InterruptedException {
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (!reached.test(this)) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("waited in vain for " + what + "; heard " + deliveries.size()
                        + " deliveries and the events " + events.stream().limit(20).toList());
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return this;
    }
}
