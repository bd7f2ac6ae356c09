package io.plumtree.quarkus.docs;

// tag::broadcast[]
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.Broadcast;
import io.plumtree.api.MessageId;
import io.plumtree.api.Plumtree;

@ApplicationScoped
public class PricePublisher {

    @Inject
    Plumtree plumtree;

    public CompletionStage<MessageId> change(String change) {
        return plumtree.broadcast(Broadcast.of(change)
                .onTopic("prices")
                .acknowledgedWhen(Acknowledgement.RECEIVED));
    }
}
// end::broadcast[]
