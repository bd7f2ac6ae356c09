package io.plumtree.core.broadcast;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.ClusterGap;
import io.plumtree.api.Ordering;
import io.plumtree.api.TopicConfig;
import io.plumtree.core.NodeSnapshot.Fill;
import io.plumtree.core.message.Message;
import io.plumtree.core.store.Retained;

/** Hands messages and gaps to the application, in order where the topic asks for it. */
final class Delivery {

    /** Hears of messages that are waited for no longer because they held later ones back too long. */
    interface HoldListener {
        void heldTooLong(StreamState stream, long from, long to, long now);
    }

    private final Engine engine;
    private final Streams streams;
    private final Journal journal;
    private final Fetches fetches;
    private final HoldListener holdListener;
    private final Replays replays;
    /** By topic: as many as there are topics, and those that the application has not done with. */
    private final Map<String, TopicCursor> cursors = new TreeMap<>();

    Delivery(Engine engine, Streams streams, Journal journal, Fetches fetches, Replays replays, HoldListener holdListener) {
        this.replays = replays;
        this.engine = engine;
        this.streams = streams;
        this.journal = journal;
        this.fetches = fetches;
        this.holdListener = holdListener;
    }

    /** @return how far the application has come in a topic, made if it is new */
    TopicCursor cursor(String topic) {
        if (cursors.size() >= 2 * engine.settings().maxTopics && !cursors.containsKey(topic)) {
            // Topics that ended and an application that does not return from them.
            cursors.entrySet().removeIf(cursor -> !streams.hasTopic(cursor.getKey()) && forget(cursor.getValue()));
        }
        return cursors.computeIfAbsent(topic, t -> new TopicCursor(engine, streams, journal, fetches));
    }

    /** The application will not be handed what waits, and nobody keeps account of it. */
    private boolean forget(TopicCursor ended) {
        engine.tally().gapsForgotten += ended.waiting();
        return true;
    }

    /** @return what puts a stream's messages in order; null if its topic asks for none */
    @Nullable
    Sequencer sequencer(StreamState stream) {
        TopicConfig topic = engine.settings().config.topic(stream.id.topic());
        if (topic.ordering() != Ordering.FIFO || !delivers(stream.tree)) {
            return null;
        }
        return new Sequencer(stream.baseline, topic.fifoHold().toNanos(), topic.fifoHoldMaxBytes(), engine.timers(),
                new Sequencer.Output() {
                    @Override
                    public void deliver(Message message, Retained retained) {
                        stream.cursor.add(message, retained);
                    }

                    @Override
                    public void deliverStored(long from, long to) {
                        stream.cursor.addStored(stream, from, to);
                    }

                    @Override
                    public void tell(ClusterGap gap) {
                        stream.cursor.add(gap);
                    }

                    @Override
                    public void heldTooLong(long from, long to, long now) {
                        holdListener.heldTooLong(stream, from, to, now);
                    }
                });
    }

    /** A message arrived for the first time, or was broadcast here. */
    void deliver(StreamState stream, Message message, Retained retained, long now) {
        if (retained.replayed() && replays.tooOld(message)) {
            withhold(stream, message.sequence(), message.sequence(), now);
        } else if (stream.sequencer != null) {
            stream.sequencer.offer(message, retained, now);
        } else if (delivers(stream.tree)) {
            stream.cursor.add(message, retained);
        } else {
            journal.settled(stream.id, message.sequence(), message.sequence());
        }
    }

    /** These messages are in the store, and an earlier incarnation was perhaps handed them, and did not return from them. */
    void deliverStored(StreamState stream, long from, long to, long now) {
        if (stream.sequencer != null) {
            stream.sequencer.offerStored(from, to, now);
        } else if (delivers(stream.tree)) {
            stream.cursor.addStored(stream, from, to);
        } else {
            journal.settled(stream.id, from, to);
        }
    }

    /** What was on the way to the store has arrived there, or never will. */
    void storeMoved() {
        cursors.values().forEach(TopicCursor::storeMoved);
    }

    /** An earlier incarnation was done with these messages. */
    void settledBefore(StreamState stream, long from, long to, long now) {
        if (stream.sequencer != null) {
            stream.sequencer.withhold(from, to, now);
        }
    }

    /** These messages will not be had: they count as arrived from now on. */
    void gap(StreamState stream, long from, long to, ClusterGap.Reason reason, long now) {
        stream.window.addAll(from, to);
        // What is from before this node came is handed over if it can be had; it is no gap if it cannot.
        long before = stream.retained.replayedUpTo();
        if (from <= before) {
            withhold(stream, from, Math.min(to, before), now);
        }
        if (to > before && delivers(stream.tree)) {
            tell(stream, Math.max(from, before + 1), to, reason, now);
        } else if (to > before) {
            journal.settled(stream.id, Math.max(from, before + 1), to);
        }
    }

    private void withhold(StreamState stream, long from, long to, long now) {
        journal.settled(stream.id, from, to);
        if (stream.sequencer != null) {
            stream.sequencer.withhold(from, to, now);
        }
    }

    private void tell(StreamState stream, long from, long to, ClusterGap.Reason reason, long now) {
        engine.tally().gapMessages += to - from + 1;
        ClusterGap gap = new ClusterGap(stream.id.origin(), stream.id.epoch(), stream.id.topic(), from, to, reason);
        if (stream.sequencer != null) {
            stream.sequencer.skip(gap, now);
        } else {
            stream.cursor.add(gap);
        }
    }

    /** The application has returned from what it was handed of a topic. */
    void handled(String topic, int count) {
        TopicCursor cursor = cursors.get(topic);
        if (cursor != null) {
            cursor.handled(count);
            closed(topic);
        }
    }

    /** Account of a stream of this topic has ended. */
    void closed(String topic) {
        TopicCursor cursor = cursors.get(topic);
        if (cursor != null && cursor.idle() && !streams.hasTopic(topic)) {
            cursors.remove(topic);
        }
    }

    long undelivered() {
        long undelivered = 0;
        for (TopicCursor cursor : cursors.values()) {
            undelivered += cursor.undelivered();
        }
        return undelivered;
    }

    void addFills(List<Fill> fills) {
        Settings settings = engine.settings();
        for (TopicCursor cursor : cursors.values()) {
            if (!cursor.idle()) {
                fills.add(new Fill("delivery-queue-max-size", cursor.inHand(), settings.deliveryMaxSize));
                fills.add(new Fill("delivery-queue-max-bytes", cursor.bytesInHand(), settings.deliveryMaxBytes));
                fills.add(new Fill("message-cache-max-size", cursor.waiting(), settings.cacheMaxSize));
            }
        }
    }

    private boolean delivers(OriginTree tree) {
        return !tree.own || engine.settings().deliverOwn;
    }
}
