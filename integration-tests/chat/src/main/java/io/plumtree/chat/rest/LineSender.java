package io.plumtree.chat.rest;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.Broadcast;
import io.plumtree.api.MessageTooLargeException;
import io.plumtree.api.OverloadedException;
import io.plumtree.api.Plumtree;
import io.plumtree.chat.rest.LineReader.Line;

/**
 * Broadcasts many lines in their order, no faster than the cluster takes them: a window of them waits for its
 * acknowledgements. While the node is overloaded it waits, and then goes on with the line that was refused. One thread.
 */
final class LineSender {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long FIRST_PAUSE_MILLIS = 5;
    private static final long LONGEST_PAUSE_MILLIS = 200;

    private final Plumtree plumtree;
    private final String topic;
    private final Acknowledgement acknowledgement;
    private final int maxMessageSize;
    private final SendTally tally;

    LineSender(Plumtree plumtree, String topic, Acknowledgement acknowledgement, int maxMessageSize, SendTally tally) {
        this.plumtree = plumtree;
        this.topic = topic;
        this.acknowledgement = acknowledgement;
        this.maxMessageSize = maxMessageSize;
        this.tally = tally;
    }

    /** Sends every line, or as many as there are before a failure that would befall the others, too. */
    void send(LineReader reader) throws IOException, InterruptedException {
        for (Line line = reader.next(); line != null && !tally.stopped(); line = reader.next()) {
            if (line.length() > maxMessageSize) {
                tally.givenUp(line, new MessageTooLargeException(line.length(), maxMessageSize));
            } else {
                broadcast(line);
            }
            if (tally.anyRefused()) {
                sendAgain();
            }
        }
        sendAgain();
    }

    private void broadcast(Line line) throws InterruptedException {
        tally.enter(line);
        plumtree.broadcast(Broadcast.of(line.bytes()).onTopic(topic).acknowledgedWhen(acknowledgement))
                .whenComplete((id, failure) -> {
                    if (failure == null) {
                        tally.completed(line, id);
                    } else {
                        tally.failed(line, failure);
                    }
                });
    }

    /** One line at a time, so that those refused keep their order among themselves. */
    private void sendAgain() throws InterruptedException {
        tally.awaitQuiet();
        for (Line line : tally.takeRefused()) {
            sendAgain(line);
        }
        tally.resent();
    }

    private void sendAgain(Line line) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (long pause = FIRST_PAUSE_MILLIS; !tally.stopped(); pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
            TimeUnit.MILLISECONDS.sleep(pause);
            broadcast(line);
            tally.awaitQuiet();
            if (tally.takeRefused().isEmpty()) {
                return;
            }
            if (System.nanoTime() - deadline > 0) {
                tally.stop(new OverloadedException("line " + line.number() + " was refused for " + PATIENCE));
            }
        }
        tally.givenUp(line, new OverloadedException("refused, and the request was stopped before it could be sent again"));
    }
}
