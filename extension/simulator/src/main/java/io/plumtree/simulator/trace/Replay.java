package io.plumtree.simulator.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.plumtree.api.ClusterGap;
import io.plumtree.api.NodeId;
import io.plumtree.api.PeerDemotion;
import io.plumtree.api.PeerPromotion;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Graft;
import io.plumtree.core.message.Handover;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.message.Prune;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.overlay.OverlayGraph;
import io.plumtree.core.overlay.RingOverlay;
import io.plumtree.simulator.ClusterListener;
import io.plumtree.simulator.SimulatedCluster;
import io.plumtree.simulator.fault.PlannedFault;
import io.plumtree.simulator.measure.MessageKind;
import io.plumtree.simulator.network.Channel;
import io.plumtree.simulator.network.FrameSize;
import io.plumtree.simulator.network.Link;
import io.plumtree.simulator.node.SimulatedNode;
import io.plumtree.simulator.scenario.ScenarioRun;

/**
 * Records a run from its first broadcast on, for a page that shows it: nodes by number, links at the start, and events. What
 * was sent has one event, with the moment of its arrival if it arrived. Times are milliseconds since the first broadcast.
 */
public final class Replay implements ClusterListener {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MICROS = 1e3;

    private final ScenarioRun run;
    private final SimulatedCluster cluster;
    private final int limit;
    private final long start;
    private final JsonNodeFactory json = JsonNodeFactory.instance;
    private final ArrayNode links = json.arrayNode();
    private final ArrayNode events = json.arrayNode();
    private final Map<NodeId, Integer> numbers = new HashMap<>();
    /** What is under way, and the event that says so. */
    private final Map<Channel, Map<PlumtreeMessage, ObjectNode>> underWay = new IdentityHashMap<>();
    private boolean recording;
    private long left;

    /**
     * @param run that has not begun
     * @param limit most events that are recorded
     */
    public Replay(ScenarioRun run, int limit) {
        this.run = run;
        this.cluster = run.cluster();
        this.limit = limit;
        this.start = run.scenario().warmUp().toNanos();
        cluster.time().at(start, this::begin);
    }

    private void begin() {
        recording = true;
        for (Link link : cluster.network().links()) {
            links.add(json.arrayNode().add(link.forth().from().index()).add(link.forth().to().index()));
        }
    }

    /** @return events that were left out because there were too many */
    public long left() {
        return left;
    }

    /** @return all of it */
    public ObjectNode toJson(Map<String, Object> options) {
        ObjectNode all = json.objectNode();
        all.put("format", "plumtree-replay/1");
        ObjectNode told = all.putObject("options");
        options.forEach((option, value) -> told.putPOJO(option, value));
        // The paper has one tree for all origins.
        all.put("sharedTree", run.scenario().paper() != null);
        all.put("duration", millis(cluster.time().now()));
        all.put("left", left);
        ArrayNode nodes = all.putArray("nodes");
        double[] places = places();
        for (SimulatedNode node : cluster.nodes()) {
            nodes.addObject().put("id", node.id().value()).put("place", places[node.index()])
                    .put("zone", cluster.latency().zone(node.index()));
        }
        ArrayNode faults = all.putArray("faults");
        for (PlannedFault planned : run.scenario().faults()) {
            faults.addObject().put("kind", planned.fault().kind().label()).put("from", planned.at().toNanos() / NANOS_PER_MILLI)
                    .put("to", planned.at().plus(planned.lasts()).toNanos() / NANOS_PER_MILLI);
        }
        all.set("links", links);
        all.set("events", events);
        return all;
    }

    /**
     * @return for each node where it is on a circle, 0 to 1: those of a zone beside each other, in the order of the first ring
     */
    private double[] places() {
        OverlayGraph ring = new RingOverlay(1).with(cluster.nodes().stream().map(SimulatedNode::id).toList()).graph();
        List<SimulatedNode> inOrder = new ArrayList<>(cluster.nodes());
        inOrder.sort(Comparator.comparingInt((SimulatedNode node) -> cluster.latency().zone(node.index()))
                .thenComparingInt(node -> ring.indexOf(node.id())));
        double[] places = new double[inOrder.size()];
        for (int i = 0; i < places.length; i++) {
            places[inOrder.get(i).index()] = (double) i / places.length;
        }
        return places;
    }

    /** To the microsecond: more digits show nothing. */
    private double millis(long nanos) {
        return Math.rint((nanos - start) / NANOS_PER_MILLI * MICROS) / MICROS;
    }

    private @Nullable ObjectNode event(String kind) {
        if (!recording) {
            return null;
        }
        if (events.size() == limit) {
            left++;
            return null;
        }
        return events.addObject().put("at", millis(cluster.time().now())).put("kind", kind);
    }

    private void event(String kind, SimulatedNode node, @Nullable NodeId peer, @Nullable NodeId origin, String what) {
        ObjectNode event = event(kind);
        if (event != null) {
            event.put("node", node.index());
            if (peer != null) {
                event.put("peer", number(peer));
            }
            if (origin != null) {
                event.put("origin", number(origin));
            }
            if (!what.isEmpty()) {
                event.put("what", what);
            }
        }
    }

    private int number(NodeId id) {
        while (numbers.size() < cluster.nodes().size()) {
            SimulatedNode next = cluster.node(numbers.size());
            numbers.put(next.id(), next.index());
        }
        return numbers.get(id);
    }

    @Override
    public void sent(Channel channel, PlumtreeMessage message, FrameSize size) {
        ObjectNode event = event(MessageKind.of(message).name().toLowerCase(Locale.ROOT));
        if (event == null) {
            return;
        }
        event.put("from", channel.from().index()).put("to", channel.to().index());
        if (message instanceof Gossip gossip) {
            event.put("origin", number(gossip.message().stream().origin())).put("message", id(gossip.message()));
            if (gossip.repaired()) {
                event.put("repaired", true);
            }
        } else if (message instanceof Graft graft) {
            event.put("origin", number(graft.origin()));
        } else if (message instanceof Handover handover) {
            event.put("origin", number(handover.origin()));
        } else if (message instanceof Prune prune) {
            event.put("origin", number(prune.origin()));
        }
        event.put("what", Words.of(message));
        underWay.computeIfAbsent(channel, c -> new IdentityHashMap<>()).put(message, event);
    }

    /** The same sequence of another incarnation or topic is another message. */
    private static String id(Message message) {
        return id(message.stream(), message.sequence());
    }

    private static String id(StreamId stream, long sequence) {
        return stream + "/" + sequence;
    }

    @Override
    public void arrived(Channel channel, PlumtreeMessage message) {
        over(channel, message, "arrives");
    }

    @Override
    public void lost(Channel channel, PlumtreeMessage message) {
        over(channel, message, "lost");
    }

    private void over(Channel channel, PlumtreeMessage message, String how) {
        Map<PlumtreeMessage, ObjectNode> ofChannel = underWay.get(channel);
        ObjectNode event = ofChannel == null ? null : ofChannel.remove(message);
        if (event != null) {
            event.put(how, millis(cluster.time().now()));
        }
    }

    @Override
    public void linkUp(Link link) {
        link("link-up", link);
    }

    @Override
    public void linkDown(Link link, String why) {
        link("link-down", link);
    }

    private void link(String kind, Link link) {
        ObjectNode event = event(kind);
        if (event != null) {
            event.put("from", link.forth().from().index()).put("to", link.forth().to().index());
        }
    }

    @Override
    public void started(SimulatedNode node) {
        event("started", node, null, null, "");
    }

    @Override
    public void stopped(SimulatedNode node) {
        event("stopped", node, null, null, "");
    }

    @Override
    public void broadcast(SimulatedNode node, StreamId stream, long sequence, long token) {
        ObjectNode event = event("broadcast");
        if (event != null) {
            event.put("node", node.index()).put("message", id(stream, sequence)).put("what", Words.id(stream, sequence));
        }
    }

    @Override
    public void delivered(SimulatedNode node, Message message, int round, boolean redelivered) {
        ObjectNode event = event("delivered");
        if (event != null) {
            event.put("node", node.index()).put("message", id(message)).put("hops", round).put("what",
                    Words.id(message.stream(), message.sequence()));
        }
    }

    @Override
    public void event(SimulatedNode node, PlumtreeEvent event) {
        if (event instanceof PeerPromotion promotion) {
            event("eager", node, promotion.peer(), promotion.origin(), "");
        } else if (event instanceof PeerDemotion demotion) {
            event("lazy", node, demotion.peer(), demotion.origin(), "");
        } else if (event instanceof ClusterGap gap) {
            event("gap", node, null, gap.origin(), Words.of(event));
        }
    }
}
