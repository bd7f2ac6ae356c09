package io.plumtree.simulator.check;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.plumtree.api.Ordering;
import io.plumtree.core.message.StreamId;
import io.plumtree.simulator.SimulatedCluster;
import io.plumtree.simulator.measure.Measurements;
import io.plumtree.simulator.measure.MessageRecord;
import io.plumtree.simulator.node.SimulatedNode;

/**
 * Every node has every message that is owed to it, or was told of a gap that has a reason. Where messages are kept for longer
 * than anything goes wrong, what one has all have as soon as everything is healed.
 */
public final class Misses implements Check {

    private final SimulatedCluster cluster;
    private final Measurements measurements;
    private final Accounts accounts;
    private final Retention retention;
    private final Violations violations;
    private final Map<MissCause, Long> counts = new EnumMap<>(MissCause.class);

    public Misses(SimulatedCluster cluster, Measurements measurements, Accounts accounts, Retention retention,
            Violations violations) {
        this.cluster = cluster;
        this.measurements = measurements;
        this.accounts = accounts;
        this.retention = retention;
        this.violations = violations;
        for (MissCause cause : MissCause.values()) {
            counts.put(cause, 0L);
        }
    }

    @Override
    public void healed() {
        // What is not owed, or what nobody can tell of, holds back what is later on an ordered topic until it is given up.
        Set<Hole> holes = new HashSet<>();
        List<MessageRecord> messages = measurements.messages();
        for (int index = 0; index < messages.size(); index++) {
            MessageRecord message = messages.get(index);
            for (SimulatedNode node : cluster.running()) {
                if (lacks(node, message) && !message.gapAt(node.index())) {
                    checkHealed(message, index, node, holes);
                }
            }
        }
    }

    private void checkHealed(MessageRecord message, int index, SimulatedNode node, Set<Hole> holes) {
        Hole hole = new Hole(node, message.stream());
        if (!accounts.owes(node, message.sentAt()) || cause(message, index, node) != MissCause.UNTOLD
                || !outlasts(message, index)) {
            if (ordered(message)) {
                holes.add(hole);
            }
        } else if (!holes.contains(hole)) {
            violations.add(node.id() + " lacks " + name(message) + " though everything is healed");
        }
    }

    private record Hole(SimulatedNode node, StreamId stream) {
    }

    private boolean ordered(MessageRecord message) {
        return cluster.config().topic(message.stream().topic()).ordering() == Ordering.FIFO;
    }

    @Override
    public void conclude() {
        counts.replaceAll((cause, count) -> 0L);
        forEachMiss((message, index, node) -> {
            MissCause cause = cause(message, index, node);
            counts.merge(cause, 1L, Long::sum);
            if (!cause.explained()) {
                violations.add(node.id() + " lacks " + name(message)
                        + (cause == MissCause.UNTOLD ? " and was told of no gap" : " and was told of a gap without reason"));
            }
        });
    }

    /** @return how many messages were missed at the end, over all nodes, by cause */
    public Map<MissCause, Long> counts() {
        return counts;
    }

    /** @return misses with a cause that keeps the promise, or the others */
    public long count(boolean explained) {
        return counts.entrySet().stream().filter(entry -> entry.getKey().explained() == explained)
                .mapToLong(Map.Entry::getValue).sum();
    }

    private interface Miss {
        void found(MessageRecord message, int index, SimulatedNode node);
    }

    private void forEachMiss(Miss action) {
        List<SimulatedNode> running = cluster.running();
        List<MessageRecord> messages = measurements.messages();
        for (int index = 0; index < messages.size(); index++) {
            MessageRecord message = messages.get(index);
            for (SimulatedNode node : running) {
                if (lacks(node, message) && accounts.owes(node, message.sentAt())) {
                    action.found(message, index, node);
                }
            }
        }
    }

    private static boolean lacks(SimulatedNode node, MessageRecord message) {
        return node != message.origin() && !message.doneAt(node.index());
    }

    private MissCause cause(MessageRecord message, int index, SimulatedNode node) {
        boolean had = false;
        boolean reachable = false;
        for (SimulatedNode holder : cluster.running()) {
            if (message.hadBy(holder)) {
                had = true;
                if (cluster.network().reachable(node.index(), holder.index())) {
                    reachable = true;
                    break;
                }
            }
        }
        if (!had) {
            return MissCause.LOST_WITH_ORIGIN;
        }
        if (!reachable) {
            return MissCause.PARTITION_OPEN;
        }
        if (!message.gapAt(node.index())) {
            return MissCause.UNTOLD;
        }
        return outlasts(message, index) ? MissCause.UNEXPLAINED : MissCause.RETENTION_TOO_SHORT;
    }

    private boolean outlasts(MessageRecord message, int index) {
        List<MessageRecord> messages = measurements.messages();
        // What memory has out of a store came later than it may have been dropped from there.
        boolean inMemory = !message.wasOnlyStored()
                && cluster.running().stream().anyMatch(node -> message.hadBy(node) && !message.onlyStoredBy(node));
        return inMemory || cluster.running().stream().noneMatch(message::hadBy) ? retention.outlasts(messages, index)
                : retention.storeOutlasts(messages, index);
    }

    private static String name(MessageRecord message) {
        return message.stream() + "/" + message.sequence();
    }
}
