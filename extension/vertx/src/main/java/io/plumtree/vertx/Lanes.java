package io.plumtree.vertx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

import io.plumtree.api.ClusterGap;
import io.plumtree.api.ConfigKey;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.api.PlumtreeListener;
import io.plumtree.core.message.Message;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * The way from the event loop to the listener: one {@link Lane} for each topic and one for the events that belong to none.
 * Nothing is made or queued for what nobody wants. Called on the event loop.
 */
final class Lanes {

    private final PlumtreeConfig config;
    private final Wanted wanted;
    private final Executor turnEnd;
    private final NodeContexts contexts;
    private final Handled.Sink handled;
    private final ListenerCalls calls;
    private final Map<String, Lane<LaneItem>> topics = new LinkedHashMap<>();
    private final Lane<PlumtreeEvent> events;

    /**
     * What the application wants to hear of.
     *
     * @param deliveries whether messages
     * @param events which events
     */
    record Wanted(boolean deliveries, Set<Class<? extends PlumtreeEvent>> events) {

        boolean gaps() {
            return events.contains(ClusterGap.class);
        }
    }

    /** @param handled hears what the listener has returned from */
    Lanes(PlumtreeConfig config, PlumtreeListener listener, Wanted wanted, Executor turnEnd, NodeContexts contexts,
            NodeCounters counters, Handled.Sink handled) {
        this.config = config;
        this.wanted = wanted;
        this.turnEnd = turnEnd;
        this.contexts = contexts;
        this.handled = handled;
        this.calls = new ListenerCalls(listener, wanted.gaps(), config.get(ConfigKey.MAX_MESSAGE_SIZE), counters);
        this.events = new Lane<>(new EventQueue(config.get(ConfigKey.DELIVERY_QUEUE_MAX_SIZE), counters), turnEnd,
                contexts.deliveries(), calls::call);
    }

    /** @return whether it is wanted, so that it will be told when the listener has returned from it */
    boolean deliver(Message message, int round, boolean redelivered) {
        if (wanted.deliveries()) {
            lane(message.stream().topic()).add(new LaneItem.Arrival(message, round, redelivered));
        }
        return wanted.deliveries();
    }

    /** As {@link #deliver}. */
    boolean tell(ClusterGap gap) {
        if (wanted.gaps()) {
            lane(gap.topic()).add(new LaneItem.Missed(gap));
        }
        return wanted.gaps();
    }

    /** Tells anything but a gap. */
    void tell(PlumtreeEvent event) {
        if (wanted.events().contains(event.getClass())) {
            events.add(event);
        }
    }

    /** @return completes when everything added so far was handed to the listener */
    Future<Void> drained() {
        List<Future<Void>> lanes = new ArrayList<>();
        topics.values().forEach(lane -> lanes.add(drained(lane)));
        lanes.add(drained(events));
        return Future.all(lanes).mapEmpty();
    }

    /** Drops what waits and takes no more. */
    void close() {
        topics.values().forEach(Lane::close);
        events.close();
    }

    private Lane<LaneItem> lane(String topic) {
        Lane<LaneItem> lane = topics.get(topic);
        if (lane == null) {
            // The engine bounds the topics; one it forgot leaves its idle lane behind.
            if (topics.size() >= config.get(ConfigKey.MAX_TOPICS)) {
                topics.values().removeIf(Lane::idle);
            }
            Handled returned = new Handled(topic, contexts.loop(), handled);
            lane = new Lane<>(new DeliveryQueue(), turnEnd, contexts.deliveries(), item -> {
                calls.call(item);
                returned.one();
            });
            topics.put(topic, lane);
        }
        return lane;
    }

    private static Future<Void> drained(Lane<?> lane) {
        Promise<Void> idle = Promise.promise();
        lane.whenIdle(idle::tryComplete);
        return idle.future();
    }
}
