package io.plumtree.simulator.check;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.NodeSnapshot;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.store.StoreContents;
import io.plumtree.core.store.StoredAccount;
import io.plumtree.core.util.IntervalSet;
import io.plumtree.simulator.SimulatedCluster;
import io.plumtree.simulator.node.SimulatedNode;
import io.plumtree.simulator.store.Disk;

/**
 * What a durable store promises to its own node: a broadcast that is to be stored is answered once; one that was acknowledged
 * is there when its origin starts again, unless its time was over; and in the end all that an application was done with is
 * stored as settled.
 */
public final class Stores implements Check {

    private final SimulatedCluster cluster;
    private final LongPredicate toBeStored;
    private final Outcome outcome;
    private final Violations violations;
    private final Map<Long, Sent> byToken = new LinkedHashMap<>();
    private final Map<SimulatedNode, Map<StreamId, IntervalSet>> delivered = new HashMap<>();

    /** What is known of a message otherwise. */
    public interface Outcome {

        /** @return whether a store that wrote it has to hold it now */
        boolean held(StreamId stream, long sequence);
    }

    private static final class Sent {
        private @Nullable SimulatedNode origin;
        private int incarnation;
        private @Nullable StreamId stream;
        private long sequence;
        private boolean acknowledged;
        private int answers;
    }

    /** @param toBeStored whether the broadcast of a token was to be acknowledged when it is stored */
    public Stores(SimulatedCluster cluster, LongPredicate toBeStored, Outcome outcome, Violations violations) {
        this.cluster = cluster;
        this.toBeStored = toBeStored;
        this.outcome = outcome;
        this.violations = violations;
    }

    @Override
    public void stopped(SimulatedNode node) {
        delivered.remove(node);
    }

    @Override
    public void broadcast(SimulatedNode node, StreamId stream, long sequence, long token) {
        if (toBeStored.test(token)) {
            Sent sent = byToken.computeIfAbsent(token, t -> new Sent());
            sent.origin = node;
            sent.incarnation = node.incarnation();
            sent.stream = stream;
            sent.sequence = sequence;
        }
    }

    @Override
    public void acknowledged(SimulatedNode node, long token) {
        if (toBeStored.test(token)) {
            Sent sent = byToken.computeIfAbsent(token, t -> new Sent());
            sent.answers++;
            sent.acknowledged = true;
        }
    }

    @Override
    public void notAcknowledged(SimulatedNode node, long token) {
        if (toBeStored.test(token)) {
            byToken.computeIfAbsent(token, t -> new Sent()).answers++;
        }
    }

    @Override
    public void restored(SimulatedNode node, StoreContents contents) {
        for (Sent sent : byToken.values()) {
            StreamId stream = sent.stream;
            if (sent.acknowledged && sent.origin == node && stream != null && outcome.held(stream, sent.sequence)
                    && contents.held().stream()
                            .noneMatch(range -> range.stream().equals(stream) && range.from() <= sent.sequence
                                    && range.to() >= sent.sequence)) {
                violations.add(stream + "/" + sent.sequence + " was acknowledged as stored, and was gone when " + node.id()
                        + " started again");
            }
        }
    }

    @Override
    public void delivered(SimulatedNode node, Message message, int round, boolean redelivered) {
        if (node.disk() != null) {
            delivered.computeIfAbsent(node, n -> new LinkedHashMap<>())
                    .computeIfAbsent(message.stream(), s -> new IntervalSet()).add(message.sequence());
        }
    }

    @Override
    public void conclude() {
        byToken.forEach((token, sent) -> {
            SimulatedNode origin = sent.origin;
            if (origin == null) {
                violations.add("the broadcast " + token + " was answered and never made");
            } else if (sent.answers > 1) {
                violations.add(sent.stream + "/" + sent.sequence + " was answered " + sent.answers + " times");
            } else if (sent.answers == 0 && origin.running() && origin.incarnation() == sent.incarnation) {
                violations.add(sent.stream + "/" + sent.sequence + " was to be stored and never answered");
            }
        });
        for (SimulatedNode node : cluster.running()) {
            NodeSnapshot snapshot = node.snapshot();
            NodeSnapshot.StoreState store = snapshot == null ? null : snapshot.store();
            if (store != null && store.failure() == null) {
                delivered.getOrDefault(node, Map.of()).forEach((stream, sequences) -> checkSettled(node, stream, sequences));
            }
        }
    }

    private void checkSettled(SimulatedNode node, StreamId stream, IntervalSet sequences) {
        Disk disk = node.disk();
        StoredAccount account = disk == null ? null : disk.account(stream);
        List<StoredAccount.Interval> settled = account == null ? List.of() : account.settled();
        for (int i = 0; i < sequences.intervals(); i++) {
            long from = sequences.from(i);
            long to = sequences.to(i);
            if (settled.stream().noneMatch(interval -> interval.from() <= from && interval.to() >= to)) {
                violations.add(node.id() + " was done with " + stream + "/" + from + ".." + to + ", and stored as settled are "
                        + settled);
            }
        }
    }
}
