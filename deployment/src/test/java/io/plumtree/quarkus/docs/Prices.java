package io.plumtree.quarkus.docs;

// tag::observe[]
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.plumtree.api.ClusterGap;
import io.plumtree.api.PlumtreeDelivery;
import io.plumtree.cdi.Topic;

@ApplicationScoped
public class Prices {

    private final Map<String, String> byProduct = new ConcurrentHashMap<>();

    void changed(@Observes @Topic("prices") PlumtreeDelivery delivery) {
        String[] change = delivery.text().split("=", 2);
        byProduct.put(change[0], change[1]);
    }

    void missed(@Observes ClusterGap gap) {
        // Changes were missed: forget what was derived from them, and have it fetched anew.
        byProduct.clear();
    }

    public String of(String product) {
        return byProduct.get(product);
    }
}
// end::observe[]
