package io.plumtree.quarkus.docs;

// tag::mutiny[]
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.plumtree.api.MessageId;
import io.plumtree.api.OverloadedException;
import io.plumtree.quarkus.runtime.MutinyPlumtree;
import io.smallrye.mutiny.Uni;

@ApplicationScoped
public class PriceFeed {

    @Inject
    MutinyPlumtree plumtree;

    public Uni<MessageId> change(String change) {
        return plumtree.broadcast("prices", change.getBytes(StandardCharsets.UTF_8))
                .onFailure(OverloadedException.class)
                .retry().withBackOff(Duration.ofMillis(50)).atMost(5);
    }
}
// end::mutiny[]
