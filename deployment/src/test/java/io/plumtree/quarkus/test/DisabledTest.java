package io.plumtree.quarkus.test;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.plumtree.api.MessageId;
import io.plumtree.api.Plumtree;
import io.plumtree.api.PlumtreeClosedException;
import io.plumtree.vertx.PlumtreeNode;
import io.quarkus.test.QuarkusUnitTest;

class DisabledTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.plumtree.enabled", "false");

    @Inject
    Plumtree plumtree;

    @Inject
    Instance<PlumtreeNode> node;

    @Test
    void broadcastsFailWithTheReason() {
        CompletableFuture<MessageId> broadcast = plumtree.broadcast(new byte[1]).toCompletableFuture();

        Throwable failure = assertThrows(CompletionException.class, broadcast::join).getCause();
        assertInstanceOf(PlumtreeClosedException.class, failure);
        assertTrue(failure.getMessage().contains("plumtree.enabled=false"), failure.getMessage());
    }

    @Test
    void theApplicationIsReadyAllTheSame() {
        assertTrue(plumtree.health().ready());
        assertTrue(plumtree.health().live());
    }

    @Test
    void thereIsNoNodeToInject() {
        assertThrows(PlumtreeClosedException.class, node::get);
    }
}
