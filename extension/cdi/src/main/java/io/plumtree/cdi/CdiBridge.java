package io.plumtree.cdi;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.inject.spi.BeanContainer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.PlumtreeDelivery;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.api.PlumtreeListener;

/**
 * Hands what a node tells to the application's observers: deliveries with the qualifier {@link Topic}, events as they are.
 * <p>
 * Synchronous observers are called on the calling thread, a worker, with a request context active, before the next delivery
 * of the same topic. Every one of them is called, also when another throws; what they throw is thrown when all have been
 * called, and the node logs and counts it. Asynchronous observers are called on the container's threads, at most
 * {@value Audience#MAX_ASYNC_IN_FLIGHT} deliveries of a topic at one time: beyond it the topic waits.
 * <p>
 * Calling observers one by one has a price: on Weld a synchronous observer of these events is injected no
 * {@link jakarta.enterprise.inject.spi.EventMetadata}. What it would say is in the events themselves.
 */
@Singleton
public class CdiBridge implements PlumtreeListener {

    private final BeanContainer container;
    private final RequestScope requestScope;
    private final Map<String, Audience<PlumtreeDelivery>> topics = new ConcurrentHashMap<>();
    private final Map<Class<?>, Audience<?>> events = new ConcurrentHashMap<>();

    /**
     * @param container whose observers are called
     * @param requestScope gives them a request context
     */
    @Inject
    public CdiBridge(BeanContainer container, RequestScope requestScope) {
        this.container = container;
        this.requestScope = requestScope;
    }

    @Override
    public void onDelivery(PlumtreeDelivery delivery) {
        String topic = delivery.topic();
        Audience<PlumtreeDelivery> audience = topics.get(topic);
        if (audience == null) {
            audience = Audience.of(delivery, PlumtreeDelivery.class, container, requestScope, Topic.Literal.of(topic));
            if (topics.size() < ConfigKey.MAX_TOPICS.maximum()) {
                Audience<PlumtreeDelivery> earlier = topics.putIfAbsent(topic, audience);
                audience = earlier == null ? audience : earlier;
            }
        }
        audience.tell(delivery);
    }

    @Override
    public void onEvent(PlumtreeEvent event) {
        tell(event, event.getClass());
    }

    @SuppressWarnings("unchecked") // the map holds for each class an audience of that class
    private <E extends PlumtreeEvent> void tell(PlumtreeEvent event, Class<E> type) {
        E typed = type.cast(event);
        ((Audience<E>) events.computeIfAbsent(type, any -> Audience.of(typed, type, container, requestScope))).tell(typed);
    }
}
