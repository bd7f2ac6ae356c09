package io.plumtree.core.broadcast;

import java.util.LinkedHashMap;
import java.util.Map;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.MessageHistory.Arrival;
import io.plumtree.api.MessageTooLargeException;
import io.plumtree.api.NoReachablePeerException;
import io.plumtree.api.OverloadedException;
import io.plumtree.api.StoreUnavailableException;
import io.plumtree.api.TooManyTopicsException;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.overlay.Neighbours;
import io.plumtree.core.store.Retained;
import io.plumtree.core.store.RetainedMessages;

/** This node's own broadcasts: numbers them and sets them on their way (paper, Algorithm 1, Broadcast). */
final class Origination {

    private final Engine engine;
    private final Streams streams;
    private final Trees trees;
    private final RetainedMessages store;
    private final EagerPush eagerPush;
    private final Announcer announcer;
    private final Acknowledgements acknowledgements;
    private final Journal journal;
    private final Delivery delivery;
    private final ActiveStreams active;
    private final Map<String, StreamState> byTopic = new LinkedHashMap<>();
    private long epoch;

    Origination(Engine engine, long epoch, Streams streams, Trees trees, RetainedMessages store, EagerPush eagerPush,
            Announcer announcer, Acknowledgements acknowledgements, Journal journal, Delivery delivery,
            ActiveStreams active) {
        this.engine = engine;
        this.epoch = epoch;
        this.streams = streams;
        this.trees = trees;
        this.store = store;
        this.eagerPush = eagerPush;
        this.announcer = announcer;
        this.acknowledgements = acknowledgements;
        this.journal = journal;
        this.delivery = delivery;
        this.active = active;
    }

    long epoch() {
        return epoch;
    }

    /** @return whether this incarnation numbers the messages of {@code stream} */
    boolean owns(StreamId stream) {
        return stream.epoch() == epoch && stream.origin().equals(engine.self());
    }

    boolean owns(StreamState stream) {
        return stream.tree.own && stream.id.epoch() == epoch;
    }

    /** A neighbour knows this stream. If it is of a later incarnation of this node than this one, this one begins after it. */
    void heardOf(StreamId stream) {
        if (stream.origin().equals(engine.self()) && stream.epoch() >= epoch && stream.epoch() < Long.MAX_VALUE
                && streams.find(stream) == null) {
            begin(stream.epoch() + 1);
        }
    }

    /** An earlier incarnation was this one: this one begins after it. */
    void follows(long earlier) {
        if (earlier >= epoch && earlier < Long.MAX_VALUE) {
            begin(earlier + 1);
        }
    }

    private void begin(long incarnation) {
        epoch = incarnation;
        byTopic.clear();
        journal.epochChanged();
    }

    long broadcast(String topic, Map<String, String> headers, Payload payload, long sentAtMillis,
            Acknowledgement acknowledgement, long token, int members, long now) {
        check(topic, headers, payload, acknowledgement, members);
        StreamState stream = stream(topic, now);
        long sequence = stream.window.newest() + 1;
        Message message = new Message(stream.id, sequence, sentAtMillis, headers, payload);
        engine.tally().broadcasts++;
        engine.tally().broadcastBytes += payload.size();
        stream.window.add(sequence);
        stream.lastArrival = now;
        active.traffic(stream, now);
        trees.used(stream.tree, now);
        Retained retained = store.keep(stream.retained, message, null, 0, true, Arrival.OWN, now);
        boolean confirm = acknowledgement == Acknowledgement.RECEIVED;
        if (confirm && members == 0) {
            engine.effects().acknowledged(token);
        } else if (confirm) {
            acknowledgements.await(stream, sequence, token, now);
        } else if (acknowledgement == Acknowledgement.STORED) {
            journal.acknowledgements().await(stream, sequence, token, now);
        }
        journal.store(stream, message);
        boolean pushed = eagerPush.push(stream, new Gossip(message, 1, false, confirm, sequence, stream.baseline), 0,
                now);
        announcer.add(stream, sequence, false, now);
        if (!pushed) {
            announcer.flushSoon(now);
        }
        delivery.deliver(stream, message, retained, now);
        return sequence;
    }

    private void check(String topic, Map<String, String> headers, Payload payload, Acknowledgement acknowledgement,
            int members) {
        Neighbours neighbours = engine.neighbours();
        Settings settings = engine.settings();
        if (payload.applicationSize() > settings.maxMessageSize) {
            throw new MessageTooLargeException(payload.applicationSize(), settings.maxMessageSize);
        }
        if (!byTopic.containsKey(topic) && !streams.hasRoomFor(topic)) {
            // Streams of its own a node does not give up.
            throw new TooManyTopicsException(topic, Math.min(settings.maxTopics, settings.maxStreams));
        }
        if (members > 0 && neighbours.linked() == 0) {
            throw new NoReachablePeerException(members);
        }
        if (linksFull()) {
            throw new OverloadedException("the queues to all neighbours are full (send-queue-max-bytes)");
        }
        if (acknowledgement == Acknowledgement.RECEIVED && members > 0 && acknowledgements.full()) {
            throw new OverloadedException("too many broadcasts wait to be acknowledged (max-pending-acknowledgements = "
                    + settings.maxPendingAcknowledgements + ")");
        }
        if (acknowledgement == Acknowledgement.STORED) {
            checkStore(Message.retainedBytes(headers, payload));
        }
    }

    private void checkStore(int bytes) {
        String unavailable = journal.unavailable();
        if (unavailable != null) {
            throw new StoreUnavailableException(unavailable);
        }
        if (!journal.hasRoom(bytes) || journal.acknowledgements().full()) {
            throw new OverloadedException("too much waits to be stored (store.queue-max-bytes = "
                    + engine.settings().storeQueueMaxBytes + ", max-pending-acknowledgements = "
                    + engine.settings().maxPendingAcknowledgements + ")");
        }
    }

    /** @return whether overload is no reason to refuse a broadcast now */
    boolean takes(Map<String, String> headers, Payload payload, Acknowledgement acknowledgement) {
        return !linksFull() && (acknowledgement != Acknowledgement.RECEIVED || !acknowledgements.full())
                && (acknowledgement != Acknowledgement.STORED || (journal.hasRoom(Message.retainedBytes(headers, payload))
                        && !journal.acknowledgements().full()));
    }

    private boolean linksFull() {
        Neighbours neighbours = engine.neighbours();
        return neighbours.linked() != 0 && neighbours.linked() == neighbours.lagging();
    }

    private StreamState stream(String topic, long now) {
        StreamState stream = byTopic.get(topic);
        if (stream == null) {
            stream = streams.obtain(new StreamId(engine.self(), epoch, topic), 0, now);
            if (stream == null) {
                throw new AssertionError("BUG: no room for topic " + topic);
            }
            byTopic.put(topic, stream);
        }
        return stream;
    }
}
