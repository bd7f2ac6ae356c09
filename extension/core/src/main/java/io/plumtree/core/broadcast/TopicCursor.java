package io.plumtree.core.broadcast;

import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.ClusterGap;
import io.plumtree.core.message.Message;
import io.plumtree.core.store.Retained;

/**
 * How far the application has come in a topic: a cursor over its retained messages, in the order of their delivery. A few
 * messages are in its hands at one time; the others wait where they are retained anyway, so that an application that is slow
 * costs nothing, catches up, or is told of a gap when retention passed it.
 */
final class TopicCursor {

    /** Gaps that may wait even where few messages may: they are small, and one lost is a promise broken. */
    static final int LEAST_GAPS = 1024;

    private final Engine engine;
    /** Behind what is in the application's hands and {@link #passed}: a {@link Retained}, or the ClusterGap in its place. */
    private final Deque<Object> waiting = new ArrayDeque<>(0);
    private final PassedByRetention passed;
    /** What the application has not returned from: Retained and ClusterGap. */
    private final Deque<Object> inHand = new ArrayDeque<>(0);
    private long bytesInHand;

    TopicCursor(Engine engine) {
        this.engine = engine;
        this.passed = new PassedByRetention(Math.max(engine.settings().deliveryMaxSize, LEAST_GAPS));
    }

    int inHand() {
        return inHand.size();
    }

    long bytesInHand() {
        return bytesInHand;
    }

    int waiting() {
        return waiting.size();
    }

    long undelivered() {
        return (long) inHand.size() + waiting.size() + (passed.isEmpty() ? 0 : 1);
    }

    boolean idle() {
        return inHand.isEmpty() && waiting.isEmpty() && passed.isEmpty();
    }

    /** The next message in the order of this topic. */
    void add(Message message, Retained retained) {
        if (nothingWaits() && hasRoom(retained.size())) {
            hand(message, retained);
        } else {
            wait(retained);
        }
    }

    /** A gap, in the place of what it names. */
    void add(ClusterGap gap) {
        if (nothingWaits() && hasRoom(0)) {
            hand(gap);
        } else {
            wait(gap);
        }
    }

    /** The application has returned from the oldest {@code count} of what it was handed. */
    void handled(int count) {
        for (int i = 0; i < count && !inHand.isEmpty(); i++) {
            if (inHand.removeFirst() instanceof Retained retained) {
                bytesInHand -= retained.size();
            }
        }
        boolean more = true;
        while (more) {
            more = handNext();
        }
    }

    private boolean nothingWaits() {
        return waiting.isEmpty() && passed.isEmpty();
    }

    private boolean hasRoom(int size) {
        return inHand.isEmpty() || (inHand.size() < engine.settings().deliveryMaxSize
                && bytesInHand + size <= engine.settings().deliveryMaxBytes);
    }

    /** @return whether something was handed over */
    private boolean handNext() {
        if (!passed.isEmpty()) {
            return hasRoom(0) && handFirst(passed.poll());
        }
        Object next = waiting.peekFirst();
        if (next instanceof ClusterGap gap) {
            if (!hasRoom(0)) {
                return false;
            }
            waiting.removeFirst();
            hand(gap);
            return true;
        } else if (next instanceof Retained retained) {
            return handRetained(retained);
        }
        return false;
    }

    private boolean handRetained(Retained retained) {
        Message message = retained.messageIfKept();
        if (message == null) {
            // One gap for all that retention passed at the head.
            while (waiting.peekFirst() instanceof Retained first && first.messageIfKept() == null) {
                waiting.removeFirst();
                pass(first);
            }
            return true;
        }
        if (!hasRoom(retained.size())) {
            return false;
        }
        waiting.removeFirst();
        hand(message, retained);
        return true;
    }

    private boolean handFirst(@Nullable ClusterGap gap) {
        if (gap != null) {
            hand(gap);
        }
        return true;
    }

    /** As many may wait as are retained; what is beyond that, retention has passed. */
    private void wait(Object item) {
        waiting.addLast(item);
        while (waiting.size() > engine.settings().cacheMaxSize) {
            Object oldest = waiting.removeFirst();
            if (oldest instanceof ClusterGap gap) {
                long forgotten = passed.forgotten();
                passed.keep(gap);
                engine.tally().gapsForgotten += passed.forgotten() - forgotten;
            } else if (oldest instanceof Retained retained) {
                pass(retained);
            }
        }
    }

    private void pass(Retained retained) {
        long forgotten = passed.forgotten();
        passed.drop(retained.streamId(), retained.sequence());
        engine.tally().gapMessages++;
        engine.tally().deliveriesPassed++;
        engine.tally().gapsForgotten += passed.forgotten() - forgotten;
    }

    private void hand(Message message, Retained retained) {
        engine.tally().delivered++;
        if (engine.effects().deliver(message, retained.round(), retained.replayed())) {
            inHand.addLast(retained);
            bytesInHand += retained.size();
        }
    }

    private void hand(ClusterGap gap) {
        if (engine.effects().gap(gap)) {
            inHand.addLast(gap);
        }
    }
}
