package io.plumtree.quarkus.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.plumtree.quarkus.test.Await;
import io.plumtree.quarkus.test.PeerNode;
import io.plumtree.vertx.PlumtreeNode;
import io.quarkus.test.QuarkusUnitTest;

/** The application that the documentation shows does what it says. */
class PricesTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Prices.class, PricePublisher.class, PriceFeed.class, PeerNode.class,
                    Await.class));

    @Inject
    PlumtreeNode node;

    @Inject
    Prices prices;

    @Inject
    PriceFeed feed;

    @Inject
    PricePublisher publisher;

    @Test
    void pricesReachTheOtherNodesAndComeFromThem() {
        try (PeerNode peer = PeerNode.linked("peer", node)) {
            assertEquals("prices", Await.get(publisher.change("tea=3")).topic());
            assertEquals("tea=3", Await.next(peer.heard));
            assertEquals("prices", feed.change("tea=4").await().indefinitely().topic());
            assertEquals("tea=4", Await.next(peer.heard));

            peer.broadcast("prices", "coffee=2");
            Await.until("the price from there is known", () -> "2".equals(prices.of("coffee")));
        }
    }
}
