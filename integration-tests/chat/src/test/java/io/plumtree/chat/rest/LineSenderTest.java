package io.plumtree.chat.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.Broadcast;
import io.plumtree.api.Cluster;
import io.plumtree.api.MessageHistory;
import io.plumtree.api.MessageId;
import io.plumtree.api.NoReachablePeerException;
import io.plumtree.api.NodeId;
import io.plumtree.api.NotAcknowledgedException;
import io.plumtree.api.OverloadedException;
import io.plumtree.api.Plumtree;
import io.plumtree.api.PlumtreeHealth;
import io.plumtree.api.RetainedPage;
import io.plumtree.api.RetainedQuery;

@Timeout(30)
class LineSenderTest {

    private static final NodeId SELF = NodeId.of("node-1");

    @Test
    void broadcastsEveryLineInOrderAndCountsIt() throws Exception {
        Accepting plumtree = new Accepting();

        SendTally tally = sent(plumtree, "one\ntwo\nthree", 2);

        assertEquals(List.of("one", "two", "three"), plumtree.accepted);
        assertEquals(new SendReport(3, 3, 0, 1, 3, 0, 0, List.of()), tally.report());
        assertNull(tally.failure());
    }

    @Test
    void neverHasMoreInFlightThanTheWindow() throws Exception {
        Lagging plumtree = new Lagging(5);
        String body = IntStream.range(0, 100).mapToObj(Integer::toString).collect(Collectors.joining("\n"));

        SendTally tally = sent(plumtree, body, 5);

        assertEquals(100, tally.report().acknowledged());
        assertEquals(5, plumtree.mostInFlight);
    }

    @Test
    void waitsWhileTheNodeIsOverloadedAndGoesOnWithTheLineRefused() throws Exception {
        Accepting plumtree = new Accepting();
        plumtree.refuseNext.addAll(List.of(false, true, true, false));

        SendTally tally = sent(plumtree, "one\ntwo\nthree", 4);

        assertEquals(List.of("one", "two", "three"), plumtree.accepted);
        assertEquals(3, tally.report().sent());
        assertEquals(0, tally.report().failed());
        assertEquals(2, tally.report().retried());
        assertEquals(0, tally.report().reordered());
    }

    @Test
    void saysHowManyLinesLostTheirPlaceWhenTheRefusalCameLate() throws Exception {
        Accepting plumtree = new Accepting();
        CompletableFuture<MessageId> late = new CompletableFuture<>();
        plumtree.answerNext.add(late);
        plumtree.onAccepted = text -> {
            if (text.equals("two")) {
                late.completeExceptionally(new OverloadedException("only now"));
            }
        };

        SendTally tally = sent(plumtree, "one\ntwo", 4);

        assertEquals(List.of("two", "one"), plumtree.accepted);
        assertEquals(2, tally.report().sent());
        assertEquals(1, tally.report().reordered());
    }

    @Test
    void aLineThatIsTooLongFailsAloneAndIsNamed() throws Exception {
        Accepting plumtree = new Accepting();

        SendTally tally = sent(plumtree, "one\nmuch longer than ten\nthree", 4);

        assertEquals(List.of("one", "three"), plumtree.accepted);
        assertEquals(1, tally.report().failed());
        assertEquals(2, tally.report().failures().get(0).line());
        assertNull(tally.failure());
    }

    @Test
    void stopsWhenNobodyCanBeReachedAndSaysSo() throws Exception {
        Accepting plumtree = new Accepting();
        plumtree.answerNext.add(CompletableFuture.completedFuture(new MessageId(SELF, 1, "chat", 1)));
        plumtree.answerNext.add(CompletableFuture.failedFuture(new NoReachablePeerException(4)));

        SendTally tally = sent(plumtree, "one\ntwo\nthree", 1);

        assertTrue(plumtree.accepted.isEmpty(), "nothing after the failure");
        assertEquals(1, tally.report().sent());
        assertEquals(1, tally.report().failed());
        assertInstanceOf(NoReachablePeerException.class, tally.failure());
    }

    @Test
    void aLineNotAcknowledgedWasSentAllTheSame() throws Exception {
        Accepting plumtree = new Accepting();
        MessageId id = new MessageId(SELF, 1, "chat", 7);
        plumtree.answerNext.add(CompletableFuture.failedFuture(new NotAcknowledgedException(id, "its link went down")));

        SendTally tally = sent(plumtree, "one", 1);

        assertEquals(1, tally.report().sent());
        assertEquals(0, tally.report().acknowledged());
        assertEquals(1, tally.report().failed());
        assertEquals(7, tally.report().lastSequence());
    }

    private static SendTally sent(Plumtree plumtree, String body, int window) throws Exception {
        SendTally tally = new SendTally(window, 1_000);
        new LineSender(plumtree, "chat", Acknowledgement.RECEIVED, 10, tally)
                .send(new LineReader(new ByteArrayInputStream(body.getBytes(UTF_8)), 10));
        return tally;
    }

    /** Accepts at once, or answers as it was told. */
    private static class Accepting implements Plumtree {

        final List<String> accepted = new ArrayList<>();
        final Deque<Boolean> refuseNext = new ArrayDeque<>();
        final Deque<CompletionStage<MessageId>> answerNext = new ArrayDeque<>();
        Consumer<String> onAccepted = text -> {
        };

        @Override
        public CompletionStage<MessageId> broadcast(Broadcast broadcast) {
            if (!answerNext.isEmpty()) {
                return answerNext.removeFirst();
            }
            if (!refuseNext.isEmpty() && refuseNext.removeFirst()) {
                return CompletableFuture.failedFuture(new OverloadedException("full"));
            }
            String text = UTF_8.decode(broadcast.payload()).toString();
            accepted.add(text);
            onAccepted.accept(text);
            return CompletableFuture.completedFuture(new MessageId(SELF, 1, broadcast.topic(), accepted.size()));
        }

        @Override
        public CompletionStage<RetainedPage> retained(RetainedQuery query) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Optional<MessageHistory>> why(MessageId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Cluster cluster() {
            throw new UnsupportedOperationException();
        }

        @Override
        public PlumtreeHealth health() {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Void> leave(Duration timeout) {
            throw new UnsupportedOperationException();
        }
    }

    /** Acknowledges from another thread, and only when so many are in flight. */
    private static final class Lagging extends Accepting {

        private final Deque<CompletableFuture<MessageId>> inFlight = new ArrayDeque<>();
        private final int full;
        private int mostInFlight;
        private int sequence;

        Lagging(int full) {
            this.full = full;
        }

        @Override
        public synchronized CompletionStage<MessageId> broadcast(Broadcast broadcast) {
            CompletableFuture<MessageId> answer = new CompletableFuture<>();
            inFlight.add(answer);
            mostInFlight = Math.max(mostInFlight, inFlight.size());
            if (inFlight.size() == full) {
                CompletableFuture.runAsync(this::acknowledgeAll);
            }
            return answer;
        }

        private synchronized void acknowledgeAll() {
            while (!inFlight.isEmpty()) {
                inFlight.removeFirst().complete(new MessageId(SELF, 1, "chat", ++sequence));
            }
        }
    }
}
