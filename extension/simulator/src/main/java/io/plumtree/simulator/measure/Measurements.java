package io.plumtree.simulator.measure;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.HdrHistogram.Histogram;

import io.plumtree.api.ClusterGap;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.store.StoreContents;
import io.plumtree.core.store.StoredAccount;
import io.plumtree.core.store.StoredRange;
import io.plumtree.simulator.ClusterListener;
import io.plumtree.simulator.network.Channel;
import io.plumtree.simulator.network.FrameSize;
import io.plumtree.simulator.network.LatencyModel;
import io.plumtree.simulator.node.SimulatedNode;
import io.plumtree.simulator.time.VirtualTime;

/** Counts what happens to every broadcast, and what the protocol spends on it. */
public final class Measurements implements ClusterListener {

    private static final long LONGEST_LATENCY_NANOS = 24L * 3600 * 1_000_000_000;

    private final VirtualTime time;
    private final LatencyModel where;
    private final List<MessageRecord> messages = new ArrayList<>();
    private final Map<StreamId, List<MessageRecord>> byStream = new HashMap<>();
    private final Map<MessageKind, Traffic> traffic = new EnumMap<>(MessageKind.class);
    private final Histogram latencies = new Histogram(1_000, LONGEST_LATENCY_NANOS, 3);
    private final List<String> violations = new ArrayList<>();
    /** By node with a durable store and topic: what its application has not returned from. */
    private final Map<SimulatedNode, Map<String, Deque<List<MessageRecord>>>> inHand = new HashMap<>();
    private int running;
    private long delivered;
    private long duplicates;
    private long gapMessages;
    private long headerBytes;
    private long payloadBytes;
    private long payloadsAcrossZones;

    /** Messages of one kind. */
    public static final class Traffic {
        private long messages;
        private long bytes;

        public long messages() {
            return messages;
        }

        /** @return bytes of their frames, and of what makes them understood */
        public long bytes() {
            return bytes;
        }
    }

    public Measurements(VirtualTime time, LatencyModel where) {
        this.time = time;
        this.where = where;
        for (MessageKind kind : MessageKind.values()) {
            traffic.put(kind, new Traffic());
        }
    }

    // --- hearing ----------------------------------------------------------------------------------------------------

    @Override
    public void started(SimulatedNode node) {
        running++;
    }

    @Override
    public void stopped(SimulatedNode node) {
        running--;
        messages.forEach(message -> message.forget(node));
        inHand.remove(node);
    }

    @Override
    public void restored(SimulatedNode node, StoreContents contents) {
        if (contents.epoch() == 0) {
            messages.forEach(message -> message.lost(node.index()));
        }
        for (StoredRange held : contents.held()) {
            each(held.stream(), held.from(), held.to(), record -> record.restored(node.index()));
        }
        for (StoredAccount account : contents.accounts()) {
            for (StoredAccount.Interval settled : account.settled()) {
                each(account.stream(), settled.from(), settled.to(), record -> record.settled(node.index()));
            }
        }
    }

    private void each(StreamId stream, long from, long to, Consumer<MessageRecord> action) {
        for (long sequence = from; sequence <= to; sequence++) {
            MessageRecord record = find(stream, sequence);
            if (record != null) {
                action.accept(record);
            }
        }
    }

    @Override
    public void returned(SimulatedNode node, String topic) {
        inHand.get(node).get(topic).removeFirst().forEach(record -> record.returned(node.index()));
    }

    private void handed(SimulatedNode node, String topic, List<MessageRecord> what) {
        if (node.disk() != null) {
            inHand.computeIfAbsent(node, n -> new HashMap<>()).computeIfAbsent(topic, t -> new ArrayDeque<>(1)).addLast(what);
        }
    }

    @Override
    public void broadcast(SimulatedNode node, StreamId stream, long sequence, long token) {
        MessageRecord message = new MessageRecord(stream, sequence, node, time.now(), running - 1);
        List<MessageRecord> earlier = byStream.computeIfAbsent(stream, s -> new ArrayList<>());
        if (sequence != earlier.size() + 1) {
            violations.add(stream + " numbers " + sequence + " after " + earlier.size());
        }
        earlier.add(message);
        messages.add(message);
    }

    @Override
    public void sent(Channel channel, PlumtreeMessage message, FrameSize size) {
        Traffic kind = traffic.get(MessageKind.of(message));
        kind.messages++;
        kind.bytes += size.total();
        if (message instanceof Gossip) {
            headerBytes += size.overhead();
            payloadBytes += size.payload();
            payloadsAcrossZones += where.zone(channel.from().index()) == where.zone(channel.to().index()) ? 0 : 1;
        }
    }

    @Override
    public void arrived(Channel channel, PlumtreeMessage message) {
        if (message instanceof Gossip gossip) {
            MessageRecord record = find(gossip.message().stream(), gossip.message().sequence());
            if (record == null) {
                violations.add("payload of " + gossip.message().stream() + "/" + gossip.message().sequence()
                        + ", which nobody broadcast");
            } else {
                record.received();
                duplicates += record.deliveredBy(channel.to().index()) ? 1 : 0;
            }
        }
    }

    @Override
    public void delivered(SimulatedNode node, Message message, int round, boolean redelivered) {
        MessageRecord record = find(message.stream(), message.sequence());
        handed(node, message.stream().topic(), record == null ? List.of() : List.of(record));
        if (record == null) {
            violations.add(node.id() + " delivered " + message.stream() + "/" + message.sequence()
                    + ", which nobody broadcast");
            return;
        }
        if (record.settledAt(node.index())) {
            violations.add(node.id() + " delivered " + message.stream() + "/" + message.sequence()
                    + " again, which was stored as settled");
        } else if (record.handedBeforeAt(node.index()) && !redelivered) {
            violations.add(node.id() + " delivered " + message.stream() + "/" + message.sequence()
                    + " again and did not say so");
        }
        if (!record.deliver(node.index(), round, time.now())) {
            violations.add(node.id() + " delivered " + message.stream() + "/" + message.sequence() + " twice");
        }
        if (record.gapNowAt(node.index())) {
            violations.add(node.id() + " delivered " + message.stream() + "/" + message.sequence() + " after telling a gap");
        }
        delivered++;
        latencies.recordValue(Math.min(LONGEST_LATENCY_NANOS, time.now() - record.sentAt()));
    }

    @Override
    public void event(SimulatedNode node, PlumtreeEvent event) {
        if (event instanceof ClusterGap gap) {
            StreamId stream = new StreamId(gap.origin(), gap.epoch(), gap.topic());
            List<MessageRecord> told = new ArrayList<>();
            for (long sequence = gap.from(); sequence <= gap.to(); sequence++) {
                gapMessages++;
                MessageRecord record = find(stream, sequence);
                if (record == null) {
                    violations.add(node.id() + " told a gap of " + stream + "/" + sequence + ", which nobody broadcast");
                } else if (!record.gap(node.index()) || record.deliveredBy(node.index())) {
                    violations.add(node.id() + " told a gap of " + stream + "/" + sequence
                            + " that it had delivered or told before");
                } else if (record.settledAt(node.index())) {
                    violations.add(node.id() + " told a gap of " + stream + "/" + sequence + ", which was stored as settled");
                } else {
                    told.add(record);
                }
            }
            handed(node, gap.topic(), told);
        }
    }

    private MessageRecord find(StreamId stream, long sequence) {
        List<MessageRecord> ofStream = byStream.get(stream);
        return ofStream == null || sequence < 1 || sequence > ofStream.size() ? null : ofStream.get((int) sequence - 1);
    }

    // --- telling ----------------------------------------------------------------------------------------------------

    /** @return every broadcast, in order */
    public List<MessageRecord> messages() {
        return Collections.unmodifiableList(messages);
    }

    /** @return what was sent of one kind */
    public Traffic traffic(MessageKind kind) {
        return traffic.get(kind);
    }

    /** @return bytes of everything that is not a payload or its GOSSIP header, for each byte of payload sent */
    public double controlBytesPerPayloadByte() {
        long control = 0;
        for (Map.Entry<MessageKind, Traffic> kind : traffic.entrySet()) {
            control += kind.getKey() == MessageKind.GOSSIP ? 0 : kind.getValue().bytes;
        }
        return payloadBytes == 0 ? 0 : (double) control / payloadBytes;
    }

    /** @return payloads sent from one zone of the latency model to another */
    public long payloadsAcrossZones() {
        return payloadsAcrossZones;
    }

    /** @return bytes of GOSSIP headers for each byte of payload sent */
    public double headerBytesPerPayloadByte() {
        return payloadBytes == 0 ? 0 : (double) headerBytes / payloadBytes;
    }

    /** Forgets the traffic so far: links came up, and that is not what is measured. */
    public void forgetTraffic() {
        traffic.values().forEach(kind -> {
            kind.messages = 0;
            kind.bytes = 0;
        });
        headerBytes = 0;
        payloadBytes = 0;
        payloadsAcrossZones = 0;
    }

    public long delivered() {
        return delivered;
    }

    /** @return payloads that came to a node that had delivered them already */
    public long duplicates() {
        return duplicates;
    }

    /** @return messages told as gaps, over all nodes */
    public long gapMessages() {
        return gapMessages;
    }

    /** @return nanoseconds from broadcast to delivery, over all deliveries */
    public Histogram latencies() {
        return latencies;
    }

    /** @return what must never happen and did */
    public List<String> violations() {
        return Collections.unmodifiableList(violations);
    }
}
