package io.plumtree.vertx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.plumtree.api.MessageId;
import io.plumtree.api.NodeId;
import io.plumtree.api.NotAcknowledgedException;
import io.vertx.core.Future;

class AcknowledgementsTest {

    private static final MessageId ID = new MessageId(NodeId.of("a"), 1, "t", 1);

    private final Completions completions = new Completions(Runnable::run, Runnable::run);
    private final Acknowledgements acknowledgements = new Acknowledgements(completions);
    private final CompletableFuture<MessageId> stage = new CompletableFuture<>();

    @Test
    void anAnswerAfterAcceptanceCompletesTheStage() throws Exception {
        long token = acknowledgements.expect(stage);
        acknowledgements.accepted(token, ID);
        Future<Void> settled = acknowledgements.settled();
        assertFalse(settled.isComplete());

        acknowledgements.acknowledged(token);

        assertEquals(ID, stage.get(10, TimeUnit.SECONDS));
        assertTrue(settled.isComplete());
    }

    @Test
    void anAnswerWithinTheAcceptanceCompletesTheStageToo() throws Exception {
        long token = acknowledgements.expect(stage);
        acknowledgements.acknowledged(token);
        acknowledgements.accepted(token, ID);

        assertEquals(ID, stage.get(10, TimeUnit.SECONDS));
    }

    @Test
    void aRefusalNamesTheMessageThatWasAccepted() {
        long token = acknowledgements.expect(stage);
        acknowledgements.notAcknowledged(token, "nobody answered");
        acknowledgements.accepted(token, ID);

        ExecutionException e = assertThrows(ExecutionException.class, () -> stage.get(10, TimeUnit.SECONDS));
        assertEquals(ID, ((NotAcknowledgedException) e.getCause()).id());
        assertTrue(e.getMessage().contains("nobody answered"), e.getMessage());
    }

    @Test
    void theFirstAnswerCounts() throws Exception {
        long token = acknowledgements.expect(stage);
        acknowledgements.accepted(token, ID);
        acknowledgements.acknowledged(token);
        acknowledgements.notAcknowledged(token, "too late");
        acknowledgements.end("too late");

        assertEquals(ID, stage.get(10, TimeUnit.SECONDS));
    }

    @Test
    void endingFailsEverythingThatWaits() {
        acknowledgements.accepted(acknowledgements.expect(stage), ID);
        Future<Void> settled = acknowledgements.settled();

        acknowledgements.end("the node left");

        assertThrows(ExecutionException.class, () -> stage.get(10, TimeUnit.SECONDS));
        assertTrue(settled.isComplete());
    }
}
