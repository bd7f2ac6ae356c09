package io.plumtree.simulator.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.plumtree.api.ClusterGap;
import io.plumtree.api.Ordering;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.api.Replay;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.message.Summary;
import io.plumtree.simulator.node.SimulatedNode;

/**
 * On {@code fifo} topics deliveries come in the order of their origin, each gap in its place. What a topic replays of the time
 * before a node came may have holes: nobody owes it.
 */
public final class OriginOrder implements Check {

    private final PlumtreeConfig config;
    private final Violations violations;
    /** By node: for each stream the sequence that is due next. */
    private final Map<SimulatedNode, Map<StreamId, Long>> due = new HashMap<>();
    /** By node: for each stream the last from before it came. */
    private final Map<SimulatedNode, Map<StreamId, Long>> marks = new HashMap<>();
    /** Nodes that were told all marks. */
    private final Set<SimulatedNode> established = new HashSet<>();

    /** @param config says which topics have an order */
    public OriginOrder(PlumtreeConfig config, Violations violations) {
        this.config = config;
        this.violations = violations;
    }

    @Override
    public void stopped(SimulatedNode node) {
        due.remove(node);
        marks.remove(node);
        established.remove(node);
    }

    @Override
    public void summarised(SimulatedNode node, Summary summary) {
        if (!summary.established() || established.contains(node)) {
            return;
        }
        Map<StreamId, Long> told = marks.computeIfAbsent(node, n -> new HashMap<>());
        summary.streams().forEach(stream -> told.putIfAbsent(stream.stream(), stream.low()));
        if (summary.last()) {
            established.add(node);
        }
    }

    @Override
    public void delivered(SimulatedNode node, Message message, int round, boolean redelivered) {
        next(node, message.stream(), message.sequence(), message.sequence());
    }

    @Override
    public void event(SimulatedNode node, PlumtreeEvent event) {
        if (event instanceof ClusterGap gap) {
            next(node, new StreamId(gap.origin(), gap.epoch(), gap.topic()), gap.from(), gap.to());
        }
    }

    private void next(SimulatedNode node, StreamId stream, long from, long to) {
        if (config.topic(stream.topic()).ordering() != Ordering.FIFO) {
            return;
        }
        // A newcomer's account begins anywhere.
        Long expected = due.computeIfAbsent(node, n -> new HashMap<>()).put(stream, to + 1);
        if (expected != null && expected != from && !isFromBefore(node, stream, expected, from - 1)) {
            violations.add(node.id() + " was given " + stream + "/" + from + " where " + expected + " was due");
        }
    }

    private boolean isFromBefore(SimulatedNode node, StreamId stream, long from, long to) {
        long mark = marks.getOrDefault(node, Map.of()).getOrDefault(stream, 0L);
        return from <= to && to <= mark && !config.topic(stream.topic()).replay().equals(Replay.NONE);
    }
}
