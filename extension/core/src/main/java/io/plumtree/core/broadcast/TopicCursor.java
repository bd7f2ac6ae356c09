package io.plumtree.core.broadcast;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.ClusterGap;
import io.plumtree.core.broadcast.PassedByRetention.Passed;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.store.Retained;

/**
 * How far the application has come in a topic: a cursor over its retained messages, in the order of their delivery. A few
 * messages are in its hands at one time; the others wait where they are retained anyway, so that an application that is slow
 * costs nothing and catches up. What retention passed comes from the store, one fetch at a time, or is a gap.
 */
final class TopicCursor {

    /** Gaps that may wait even where few messages may: they are small, and one lost is a promise broken. */
    static final int LEAST_GAPS = 1024;

    /** A message that came from the store. */
    private record Fetched(Message message, boolean redelivered) {
    }

    private final Engine engine;
    private final Streams streams;
    private final Journal journal;
    private final Fetches fetches;
    /** What the store answered, as Fetched and ClusterGap: before everything that waits. */
    private final Deque<Object> fetched = new ArrayDeque<>(0);
    /** What the store is asked for, or will be when {@link #fetched} is handed over; null if nothing. */
    private @Nullable Passed wanted;
    private boolean fetching;
    private final PassedByRetention passed;
    /** Behind {@link #passed}: a {@link Retained}, the ClusterGap in its place, or what is in the store as Passed. */
    private final Deque<Object> waiting = new ArrayDeque<>(0);
    /** What the application has not returned from: Retained, Fetched and ClusterGap. */
    private final Deque<Object> inHand = new ArrayDeque<>(0);
    private long bytesInHand;

    TopicCursor(Engine engine, Streams streams, Journal journal, Fetches fetches) {
        this.engine = engine;
        this.streams = streams;
        this.journal = journal;
        this.fetches = fetches;
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
        return (long) inHand.size() + fetched.size() + waiting.size() + (passed.isEmpty() && wanted == null ? 0 : 1);
    }

    boolean idle() {
        return inHand.isEmpty() && nothingWaits();
    }

    /** The next message in the order of this topic. */
    void add(Message message, Retained retained) {
        if (nothingWaits() && hasRoom(retained.size())) {
            hand(message, retained);
        } else {
            wait(retained);
        }
    }

    /** The next messages in the order of this topic, which are in the store. */
    void addStored(StreamState stream, long from, long to) {
        wait(new Passed(stream.id, from, to, null));
        handAll();
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
            Object oldest = inHand.removeFirst();
            if (oldest instanceof Retained retained) {
                bytesInHand -= retained.size();
                journal.settled(retained.streamId(), retained.sequence(), retained.sequence());
            } else if (oldest instanceof Fetched one) {
                bytesInHand -= one.message().retainedBytes();
                journal.settled(one.message().stream(), one.message().sequence(), one.message().sequence());
            } else if (oldest instanceof ClusterGap gap) {
                settled(gap);
            }
        }
        handAll();
    }

    /** @return the gap of what retention passed */
    static ClusterGap slowObserver(StreamId stream, long from, long to) {
        return new ClusterGap(stream.origin(), stream.epoch(), stream.topic(), from, to, ClusterGap.Reason.SLOW_OBSERVER);
    }

    private boolean nothingWaits() {
        return waiting.isEmpty() && passed.isEmpty() && fetched.isEmpty() && wanted == null;
    }

    private boolean hasRoom(int size) {
        return inHand.isEmpty() || (inHand.size() < engine.settings().deliveryMaxSize
                && bytesInHand + size <= engine.settings().deliveryMaxBytes);
    }

    private void handAll() {
        boolean more = true;
        while (more) {
            more = handNext();
        }
    }

    /** @return whether something was handed over, or came to the head */
    private boolean handNext() {
        if (!fetched.isEmpty()) {
            return handFetched();
        }
        if (fetching || !hasRoom(0)) {
            return false;
        }
        if (wanted != null) {
            if (!onTheWay(wanted)) {
                fetch(wanted);
            }
            return false;
        }
        if (!passed.isEmpty()) {
            return handPassed(passed.poll());
        }
        Object next = waiting.peekFirst();
        if (next instanceof ClusterGap gap) {
            waiting.removeFirst();
            hand(gap);
            return true;
        } else if (next instanceof Passed stored) {
            waiting.removeFirst();
            return handPassed(stored);
        } else if (next instanceof Retained retained) {
            return handRetained(retained);
        }
        return false;
    }

    private boolean handRetained(Retained retained) {
        Message message = retained.messageIfKept();
        if (message == null) {
            // One run for all that retention passed at the head.
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

    private boolean handPassed(@Nullable Passed oldest) {
        if (oldest == null) {
            return true;
        }
        ClusterGap gap = oldest.gap();
        if (gap != null) {
            hand(gap);
            return true;
        }
        wanted = oldest;
        return true;
    }

    // --- store ------------------------------------------------------------------------------------------------------

    /** What was on the way to the store has arrived there, or never will. */
    void storeMoved() {
        if (wanted != null && !fetching) {
            handAll();
        }
    }

    private boolean onTheWay(Passed asked) {
        StreamState stream = streams.find(asked.stream());
        if (stream == null || stream.store == null) {
            return false;
        }
        long next = stream.store.onTheWay.next(asked.from());
        return next >= 0 && next <= asked.to();
    }

    private void fetch(Passed from) {
        fetching = true;
        fetches.fetch(from.stream(), from.from(), from.to(), engine.settings().deliveryMaxSize,
                engine.settings().deliveryMaxBytes, (messages, now) -> {
                    fetching = false;
                    arrived(from, messages);
                    handAll();
                });
    }

    /** What is between and was dropped meanwhile is a gap; what is behind the last found is asked for next. */
    private void arrived(Passed asked, List<Message> messages) {
        StreamState stream = streams.find(asked.stream());
        long next = asked.from();
        for (Message message : messages) {
            lost(asked.stream(), next, message.sequence() - 1);
            fetched.addLast(new Fetched(message,
                    stream != null && stream.retained.redelivered(message.sequence())));
            next = message.sequence() + 1;
        }
        if (messages.isEmpty()) {
            lost(asked.stream(), next, asked.to());
        }
        wanted = messages.isEmpty() || next > asked.to() ? null : new Passed(asked.stream(), next, asked.to(), null);
    }

    private void lost(StreamId stream, long from, long to) {
        if (from <= to) {
            engine.tally().gapMessages += to - from + 1;
            engine.tally().deliveriesPassed += to - from + 1;
            fetched.addLast(slowObserver(stream, from, to));
        }
    }

    private boolean handFetched() {
        Object next = fetched.peekFirst();
        if (next instanceof ClusterGap gap) {
            if (!hasRoom(0)) {
                return false;
            }
            fetched.removeFirst();
            hand(gap);
        } else if (next instanceof Fetched one) {
            int size = one.message().retainedBytes();
            if (!hasRoom(size)) {
                return false;
            }
            fetched.removeFirst();
            engine.tally().delivered++;
            if (engine.effects().deliver(one.message(), 1, one.redelivered())) {
                inHand.addLast(one);
                bytesInHand += size;
            } else {
                journal.settled(one.message().stream(), one.message().sequence(), one.message().sequence());
            }
        }
        return true;
    }

    // --- waiting and handing over -------------------------------------------------------------------------------------

    /** As many may wait as are retained; what is beyond that, retention has passed. */
    private void wait(Object item) {
        waiting.addLast(item);
        while (waiting.size() > engine.settings().cacheMaxSize) {
            Object oldest = waiting.removeFirst();
            long forgotten = passed.forgotten();
            if (oldest instanceof ClusterGap gap) {
                passed.keep(gap);
            } else if (oldest instanceof Passed stored) {
                passed.pass(stored.stream(), stored.from(), stored.to(), true);
            } else if (oldest instanceof Retained retained) {
                pass(retained);
                continue;
            }
            engine.tally().gapsForgotten += passed.forgotten() - forgotten;
        }
    }

    private void pass(Retained retained) {
        long forgotten = passed.forgotten();
        StreamState stream = streams.find(retained.streamId());
        boolean stored = stream != null && stream.willBeStored(retained.sequence());
        passed.pass(retained.streamId(), retained.sequence(), retained.sequence(), stored);
        if (!stored) {
            engine.tally().gapMessages++;
            engine.tally().deliveriesPassed++;
        }
        engine.tally().gapsForgotten += passed.forgotten() - forgotten;
    }

    private void hand(Message message, Retained retained) {
        engine.tally().delivered++;
        if (engine.effects().deliver(message, retained.round(), retained.redelivered())) {
            inHand.addLast(retained);
            bytesInHand += retained.size();
        } else {
            journal.settled(retained.streamId(), retained.sequence(), retained.sequence());
        }
    }

    private void hand(ClusterGap gap) {
        if (engine.effects().gap(gap)) {
            inHand.addLast(gap);
        } else {
            settled(gap);
        }
    }

    private void settled(ClusterGap gap) {
        journal.settled(new StreamId(gap.origin(), gap.epoch(), gap.topic()), gap.from(), gap.to());
    }
}
