package io.plumtree.chat.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import io.plumtree.api.MessageId;
import io.plumtree.api.MessageTooLargeException;
import io.plumtree.api.NoReachablePeerException;
import io.plumtree.api.NodeId;
import io.plumtree.api.NotAcknowledgedException;
import io.plumtree.api.OverloadedException;
import io.plumtree.api.PlumtreeClosedException;
import io.plumtree.api.TooManyTopicsException;

class ProblemTest {

    @Test
    void everyRefusalOfTheNodeHasAStatusThatSaysWhatToDo() {
        MessageId id = new MessageId(NodeId.of("node-1"), 1, "chat", 7);

        assertEquals(400, Problem.of(new BadInputException("two lines")).status());
        assertEquals(413, Problem.of(new MessageTooLargeException(9, 8)).status());
        assertEquals(429, Problem.of(new OverloadedException("full")).status());
        assertEquals(503, Problem.of(new NoReachablePeerException(4)).status());
        assertEquals(503, Problem.of(new PlumtreeClosedException()).status());
        assertEquals(504, Problem.of(new NotAcknowledgedException(id, "timeout")).status());
        assertEquals(507, Problem.of(new TooManyTopicsException("one more", 256)).status());
        assertEquals(500, Problem.of(new IllegalStateException("a bug")).status());
    }
}
