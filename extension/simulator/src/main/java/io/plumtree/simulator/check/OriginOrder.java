package io.plumtree.simulator.check;

import java.util.HashMap;
import java.util.Map;

import io.plumtree.api.ClusterGap;
import io.plumtree.api.Ordering;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.StreamId;
import io.plumtree.simulator.node.SimulatedNode;

/** On {@code fifo} topics deliveries come in the order of their origin, each gap in its place. */
public final class OriginOrder implements Check {

    private final PlumtreeConfig config;
    private final Violations violations;
    /** By node: for each stream the sequence that is due next. */
    private final Map<SimulatedNode, Map<StreamId, Long>> due = new HashMap<>();

    /** @param config says which topics have an order */
    public OriginOrder(PlumtreeConfig config, Violations violations) {
        this.config = config;
        this.violations = violations;
    }

    @Override
    public void stopped(SimulatedNode node) {
        due.remove(node);
    }

    @Override
    public void delivered(SimulatedNode node, Message message, int round) {
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
        if (expected != null && expected != from) {
            violations.add(node.id() + " was given " + stream + "/" + from + " where " + expected + " was due");
        }
    }
}
