package io.plumtree.chat.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.MessageId;
import io.plumtree.api.NoReachablePeerException;
import io.plumtree.api.NotAcknowledgedException;
import io.plumtree.api.OverloadedException;
import io.plumtree.api.PlumtreeClosedException;
import io.plumtree.chat.rest.LineReader.Line;

/**
 * Counts what becomes of the lines of one request: one thread sends and waits here, completions come from any. At most a
 * window of lines is in flight, and only lines in flight can be refused, so what is kept is bounded by the window.
 */
final class SendTally {

    private static final int FAILURES_KEPT = 10;

    private final int maxLines;
    private final long maxBytes;
    private final NavigableMap<Long, Line> refused = new TreeMap<>();
    private final List<SendReport.Failure> failures = new ArrayList<>();
    private int lines;
    private long bytes;
    private long sent;
    private long acknowledged;
    private long failed;
    private long firstSequence;
    private long lastSequence;
    private long lastLineAccepted;
    private long retried;
    private long reordered;
    private boolean resending;
    private @Nullable Throwable firstFailure;
    private @Nullable Throwable fatal;

    SendTally(int maxLines, long maxBytes) {
        this.maxLines = maxLines;
        this.maxBytes = maxBytes;
    }

    /** Waits until {@code line} fits into the window, and counts it in. */
    synchronized void enter(Line line) throws InterruptedException {
        while (lines > 0 && (lines >= maxLines || bytes + line.length() > maxBytes)) {
            wait();
        }
        lines++;
        bytes += line.length();
    }

    /** Waits until nothing is in flight. */
    synchronized void awaitQuiet() throws InterruptedException {
        while (lines > 0) {
            wait();
        }
    }

    synchronized void completed(Line line, MessageId id) {
        accepted(line, id);
        acknowledged++;
        left(line);
    }

    synchronized void failed(Line line, Throwable failure) {
        if (failure instanceof OverloadedException) {
            refused.put(line.number(), line);
            retried++;
        } else {
            if (failure instanceof NotAcknowledgedException late) {
                accepted(line, late.id());
            } else if (failure instanceof PlumtreeClosedException || failure instanceof NoReachablePeerException) {
                fatal = failure;
            }
            countFailure(line, failure);
        }
        left(line);
    }

    /** A line is given up that was never in flight, or is no longer. */
    synchronized void givenUp(Line line, Throwable failure) {
        countFailure(line, failure);
    }

    /** No more lines are worth trying. */
    synchronized void stop(Throwable why) {
        fatal = why;
    }

    synchronized boolean stopped() {
        return fatal != null;
    }

    synchronized boolean anyRefused() {
        return !refused.isEmpty();
    }

    /** @return the lines refused because of overload, in their order; they are sent again, or given up */
    synchronized List<Line> takeRefused() {
        List<Line> taken = List.copyOf(refused.values());
        refused.clear();
        resending = true;
        return taken;
    }

    /** From here on new lines are sent again. */
    synchronized void resent() {
        resending = false;
    }

    synchronized SendReport report() {
        return new SendReport(sent, acknowledged, failed, firstSequence, lastSequence, retried, reordered,
                List.copyOf(failures));
    }

    /** @return the failure that stands for the request: what stopped it, or the first one if no line was accepted */
    synchronized @Nullable Throwable failure() {
        return fatal != null ? fatal : sent == 0 ? firstFailure : null;
    }

    private void accepted(Line line, MessageId id) {
        sent++;
        if (resending && line.number() < lastLineAccepted) {
            reordered++;
        }
        lastLineAccepted = Math.max(lastLineAccepted, line.number());
        firstSequence = firstSequence == 0 ? id.sequence() : Math.min(firstSequence, id.sequence());
        lastSequence = Math.max(lastSequence, id.sequence());
    }

    private void countFailure(Line line, Throwable failure) {
        failed++;
        if (firstFailure == null) {
            firstFailure = failure;
        }
        if (failures.size() < FAILURES_KEPT) {
            failures.add(new SendReport.Failure(line.number(), String.valueOf(failure.getMessage())));
        }
    }

    private void left(Line line) {
        lines--;
        bytes -= line.length();
        notifyAll();
    }
}
