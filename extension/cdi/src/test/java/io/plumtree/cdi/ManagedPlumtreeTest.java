package io.plumtree.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletionException;

import org.junit.jupiter.api.Test;

import io.plumtree.api.Broadcast;
import io.plumtree.api.MessageId;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeClosedException;

class ManagedPlumtreeTest {

    private final ManagedPlumtree plumtree = new ManagedPlumtree();

    @Test
    void isNotReadyBeforeTheNodeHasStarted() {
        assertTrue(plumtree.health().live());
        assertFalse(plumtree.health().ready());
        assertEquals("the node has not started yet", plumtree.health().reason());
    }

    @Test
    void failsBroadcastsBeforeTheNodeHasStarted() {
        assertEquals("the node has not started yet", failureOfBroadcast().getMessage());
    }

    @Test
    void isReadyWithoutANodeWhereItIsSwitchedOff() {
        plumtree.disabled("switched off");

        assertTrue(plumtree.health().ready());
        assertEquals("switched off", failureOfBroadcast().getMessage());
        assertEquals("switched off", assertThrows(PlumtreeClosedException.class, plumtree::cluster).getMessage());
        assertEquals("switched off", assertThrows(PlumtreeClosedException.class, plumtree::node).getMessage());
    }

    @Test
    void isNotReadyOnceTheApplicationStops() {
        plumtree.disabled("switched off");
        plumtree.stopping();

        assertFalse(plumtree.health().ready());
        assertTrue(plumtree.health().live());
    }

    @Test
    void knowsOfNoMessageWithoutANode() {
        MessageId any = new MessageId(NodeId.of("n"), 1, "t", 1);
        assertInstanceOf(PlumtreeClosedException.class, assertThrows(CompletionException.class,
                () -> plumtree.why(any).toCompletableFuture().join()).getCause());
    }

    @Test
    void hasNothingToLeaveWithoutANode() {
        plumtree.leave(Duration.ZERO).toCompletableFuture().join();
    }

    private Throwable failureOfBroadcast() {
        Throwable failure = assertThrows(CompletionException.class,
                () -> plumtree.broadcast(Broadcast.of("x")).toCompletableFuture().join()).getCause();
        return assertInstanceOf(PlumtreeClosedException.class, failure);
    }
}
