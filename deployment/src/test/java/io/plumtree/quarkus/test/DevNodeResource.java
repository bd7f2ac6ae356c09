package io.plumtree.quarkus.test;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import io.plumtree.api.PlumtreeDelivery;
import io.plumtree.vertx.PlumtreeNode;

/** The application that is changed while it runs. */
@Path("/")
@Singleton
public class DevNodeResource {

    private final Queue<String> heard = new ConcurrentLinkedQueue<>();

    @Inject
    PlumtreeNode node;

    void on(@Observes PlumtreeDelivery delivery) {
        heard.add(delivery.text() + " heard before");
    }

    @GET
    @Path("epoch")
    public String epoch() {
        return "" + node.cluster().epoch();
    }

    @GET
    @Path("heard")
    public String heard() {
        return String.join(",", heard);
    }
}
