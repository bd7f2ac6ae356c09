package io.plumtree.simulator.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.message.StreamId;
import io.plumtree.simulator.ClusterListener;
import io.plumtree.simulator.SimulatedCluster;
import io.plumtree.simulator.network.Link;
import io.plumtree.simulator.node.SimulatedNode;

/**
 * Keeps the links as they are when a message is sent that is compared with the best that they allow: the first message of each
 * origin, and the last ones of the run, when trees have settled.
 */
public final class OptimaThen implements ClusterListener {

    private static final int LAST = 50;

    private record From(OverlayOptimum links, SimulatedNode origin) {
    }

    private final SimulatedCluster cluster;
    private final Measurements measurements;
    private final int broadcasts;
    private final List<MessageRecord> firsts = new ArrayList<>();
    private final List<MessageRecord> lasts = new ArrayList<>();
    private final Map<MessageRecord, From> sent = new LinkedHashMap<>();
    private final Map<From, Long> optima = new LinkedHashMap<>();
    private @Nullable OverlayOptimum links;

    /**
     * @param measurements hears of a broadcast before this does
     * @param broadcasts messages that the run will send, numbered from 0 by their tokens
     */
    public OptimaThen(SimulatedCluster cluster, Measurements measurements, int broadcasts) {
        this.cluster = cluster;
        this.measurements = measurements;
        this.broadcasts = broadcasts;
    }

    @Override
    public void linkUp(Link link) {
        links = null;
    }

    @Override
    public void linkDown(Link link, String why) {
        links = null;
    }

    @Override
    public void broadcast(SimulatedNode node, StreamId stream, long sequence, long token) {
        if (sequence > 1 && token < broadcasts - LAST) {
            return;
        }
        OverlayOptimum now = links;
        if (now == null) {
            now = new OverlayOptimum(cluster);
            links = now;
        }
        MessageRecord message = measurements.messages().get(measurements.messages().size() - 1);
        (sequence == 1 ? firsts : lasts).add(message);
        sent.put(message, new From(now, node));
    }

    /** @return the first message of each origin */
    public List<MessageRecord> firsts() {
        return firsts;
    }

    /** @return the last 50 messages of the run, without those that were the first of their origin */
    public List<MessageRecord> lasts() {
        return lasts;
    }

    /**
     * @param message one of these
     * @return the least nanoseconds in which it could have reached everybody when it was sent
     */
    public long optimum(MessageRecord message) {
        return optima.computeIfAbsent(sent.get(message), from -> from.links.from(from.origin));
    }

    /** @return how many times as long as that the message took; 1 if nobody was to be reached */
    public double ratio(MessageRecord message) {
        long optimum = optimum(message);
        return optimum == 0 ? 1 : (double) message.coverage() / optimum;
    }
}
