package io.plumtree.chat.readme;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import io.plumtree.api.Broadcast;
import io.plumtree.api.MessageId;
import io.plumtree.api.Plumtree;
import io.plumtree.api.PlumtreeDelivery;
import io.plumtree.cdi.Topic;

// tag::example[]
@ApplicationScoped
public class Prices {

    private final Map<String, String> prices = new ConcurrentHashMap<>();
    @Inject
    Plumtree plumtree;

    void changed(@Observes @Topic("prices") PlumtreeDelivery delivery) { // on every other instance
        prices.put(delivery.headers().get("item"), delivery.text());
    }

    public CompletionStage<MessageId> change(String item, String price) {
        prices.put(item, price);
        return plumtree.broadcast(Broadcast.of(price).onTopic("prices").withHeader("item", item));
    }
}
// end::example[]
