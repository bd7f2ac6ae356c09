package io.plumtree.quarkus.test;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.plumtree.api.PlumtreeDelivery;
import io.plumtree.vertx.PlumtreeNode;
import io.quarkus.test.QuarkusUnitTest;

class ThrowingObserverTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Observers.class, PeerNode.class, Await.class))
            .setLogRecordPredicate(record -> record.getLoggerName().equals("io.plumtree")
                    && record.getThrown() != null)
            .assertLogRecords(records -> assertEquals("thrown on purpose", records.get(0).getThrown().getMessage()));

    @Inject
    PlumtreeNode node;

    @Inject
    Observers observers;

    @Test
    void othersAreCalledTheFailureIsCountedAndTheNextDeliveryFollows() {
        try (PeerNode peer = PeerNode.linked("peer", node)) {
            peer.broadcast("t", "1");
            peer.broadcast("t", "2");

            assertEquals("1", Await.next(observers.after));
            assertEquals("2", Await.next(observers.after));
            Await.until("both failures are counted", () -> node.stats().listenerFailures() == 2);
        }
    }

    @Singleton
    static class Observers {

        final BlockingQueue<String> after = new LinkedBlockingQueue<>();

        void first(@Observes @Priority(1) PlumtreeDelivery delivery) {
            throw new IllegalStateException("thrown on purpose");
        }

        void second(@Observes @Priority(2) PlumtreeDelivery delivery) {
            after.add(delivery.text());
        }
    }
}
