package io.plumtree.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.plumtree.api.ClusterGap;
import io.plumtree.api.ConfigKey;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.core.Effects;
import io.plumtree.core.NodeEngine;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.overlay.RingOverlay;
import io.plumtree.core.overlay.View;
import io.plumtree.core.tree.TreePlanner;
import io.plumtree.core.util.Prng;

/**
 * One engine in a large cluster that is not there: members are told of, its neighbours' links are up, and what they would push
 * to it comes from the parent that each tree names. What it sends goes nowhere.
 */
final class OneEngine implements Effects {

    private static final NodeId SELF = NodeId.of("self");
    private static final byte[] PAYLOAD = new byte[256];
    private static final int ROUND = 4;

    private final NodeEngine engine;
    private final TreePlanner planner;
    private final List<NodeId> origins;
    private final List<StreamId> streams = new ArrayList<>();
    private final Set<NodeId> linked = new LinkedHashSet<>();
    private View view;
    private long now;
    private long sequence;

    /**
     * @param others the other members at first
     * @param origins which of them broadcast
     * @param planner the engine's
     * @param samePlanner one that plans the same, to know who would push
     */
    OneEngine(List<NodeId> others, List<NodeId> origins, TreePlanner planner, TreePlanner samePlanner) {
        PlumtreeConfig config = PlumtreeConfig.lan();
        RingOverlay nobody = new RingOverlay(config.get(ConfigKey.RINGS));
        this.engine = new NodeEngine(SELF, 1_000, config, planner, nobody, new Prng(1), this);
        this.planner = samePlanner;
        this.origins = origins;
        origins.forEach(origin -> streams.add(new StreamId(origin, 1, "default")));
        view = nobody.with(List.of(SELF));
        change(others, List.of());
        link();
    }

    /** Has links with all whom the overlay of now wants. */
    private void link() {
        for (NodeId neighbour : view.neighbours(SELF)) {
            if (linked.add(neighbour)) {
                engine.linkUp(neighbour, now);
            }
        }
    }

    void change(Collection<NodeId> up, Collection<NodeId> down) {
        engine.membersChanged(up, down, now);
        view = view.with(up).without(down);
    }

    /** @return who pushes each origin's messages in a tree planned now; where that one is not linked, another neighbour */
    List<NodeId> parents() {
        NodeId another = linked.iterator().next();
        List<NodeId> parents = new ArrayList<>();
        for (NodeId origin : origins) {
            NodeId parent = planner.plan(view, SELF, origin).parent();
            parents.add(linked.contains(parent) ? parent : another);
        }
        return parents;
    }

    void passOneSecond() {
        long until = now + 1_000_000_000L;
        while (engine.nanosToDeadline(now) <= until - now) {
            now += engine.nanosToDeadline(now);
            engine.advance(now);
        }
        now = until;
    }

    /** One message of each origin arrives. */
    void receive(List<NodeId> parents) {
        sequence++;
        for (int i = 0; i < streams.size(); i++) {
            Message message = new Message(streams.get(i), sequence, 0, Collections.emptyMap(), Payload.plain(PAYLOAD));
            engine.receive(parents.get(i), new Gossip(message, ROUND, false, false, sequence, 0), now);
        }
    }

    /** @return places in trees found so far */
    long planned() {
        return engine.snapshot().counters().treesPlanned();
    }

    @Override
    public boolean send(NodeId peer, PlumtreeMessage message) {
        return true;
    }

    @Override
    public boolean deliver(Message message, int round, boolean redelivered) {
        // Nobody listens.
        return false;
    }

    @Override
    public boolean gap(ClusterGap gap) {
        throw new AssertionError(gap);
    }

    @Override
    public void event(PlumtreeEvent event) {
        // Nobody observes.
    }

    @Override
    public void acknowledged(long token) {
        // Nobody waits.
    }

    @Override
    public void notAcknowledged(long token, String why) {
        // Nobody waits.
    }

    @Override
    public void connect(NodeId member) {
        // The links of the first view are made by hand; a newcomer is never reached.
    }

    @Override
    public void disconnect(NodeId member, String reason) {
        if (linked.contains(member)) {
            throw new AssertionError(member + ": " + reason);
        }
    }
}
