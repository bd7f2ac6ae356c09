package io.plumtree.simulator.membership;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;

import io.plumtree.api.NodeId;
import io.plumtree.core.message.SyncRoot;
import io.plumtree.core.util.Prng;
import io.plumtree.simulator.node.SimulatedNode;
import io.plumtree.simulator.time.VirtualTime;

/**
 * Stands in for a membership protocol: it knows who is a member and tells every node, each after a time of its own, so that
 * views differ for a while. What it tells may be wrong, when a scenario wants that.
 */
public final class Membership {

    private final VirtualTime time;
    private final Prng random;
    private final List<SimulatedNode> nodes;
    private final Set<NodeId> members = new LinkedHashSet<>();
    /** The number of the last thing that was told to a node of a member, so that nothing late undoes it. */
    private final Map<SimulatedNode, Map<NodeId, Long>> told = new HashMap<>();
    private Function<NodeId, String> zones = id -> "";
    private long changes;

    /** @param nodes all nodes there are, in the order of their numbers; may grow */
    public Membership(VirtualTime time, List<SimulatedNode> nodes, Prng random) {
        this.time = time;
        this.nodes = nodes;
        this.random = random;
    }

    /** From now on it also tells in which zones members are; empty is none. */
    public void tellZones(Function<NodeId, String> of) {
        this.zones = of;
    }

    /** @return the names of their zones, of those that have one */
    public Map<NodeId, String> zones(Collection<NodeId> of) {
        Map<NodeId, String> named = new LinkedHashMap<>();
        for (NodeId member : of) {
            String zone = zones.apply(member);
            if (!zone.isEmpty()) {
                named.put(member, zone);
            }
        }
        return named;
    }

    /** @return who is a member, in truth */
    public Set<NodeId> members() {
        return new LinkedHashSet<>(members);
    }

    /** Nodes are members from the start, and all know it, but for what {@code hidden} keeps from some. */
    public void found(Collection<SimulatedNode> founders, Hidden hidden) {
        founders.forEach(node -> members.add(node.id()));
        Set<NodeId> all = Collections.unmodifiableSet(members());
        Map<NodeId, String> zonesOfAll = Collections.unmodifiableMap(zones(all));
        for (SimulatedNode node : founders) {
            Collection<NodeId> known = hidden == null ? all : all.stream().filter(id -> !hidden.from(node, id)).toList();
            node.membersChanged(known, List.of(), zonesOfAll);
        }
    }

    /** What some nodes are not told at first. */
    public interface Hidden {
        boolean from(SimulatedNode node, NodeId member);
    }

    /**
     * A node joins: it is told of everybody at once, the others of it within the spread.
     *
     * @param earliest nanoseconds from now until the first node may know
     * @param latest nanoseconds from now until all know
     */
    public void joined(SimulatedNode node, long earliest, long latest) {
        members.add(node.id());
        told.remove(node);
        node.membersChanged(List.copyOf(members), List.of(), zones(members));
        tellAll(List.of(node.id()), true, earliest, latest);
    }

    /** Nodes left or are found dead: the others are told within the spread. */
    public void gone(Collection<NodeId> gone, long earliest, long latest) {
        members.removeAll(gone);
        tellAll(gone, false, earliest, latest);
    }

    /**
     * Nodes exchange their states, each with another in every interval. What they have each other compare is all that it
     * brings.
     *
     * @param until nanoseconds from now
     * @param reaches whether one node reaches another
     */
    public void exchangeStates(long interval, long until, BiPredicate<SimulatedNode, SimulatedNode> reaches) {
        for (SimulatedNode node : new ArrayList<>(nodes)) {
            time.in((long) (random.nextDouble() * interval), () -> {
                SimulatedNode other = nodes.get(random.nextInt(nodes.size()));
                if (other != node && reaches.test(node, other)) {
                    compare(node, other);
                }
            });
        }
        if (until > interval) {
            time.in(interval, () -> exchangeStates(interval, until - interval, reaches));
        }
    }

    private static void compare(SimulatedNode one, SimulatedNode other) {
        SyncRoot ofOne = one.syncRoot();
        SyncRoot ofOther = other.syncRoot();
        if (ofOne != null && ofOther != null) {
            one.compare(ofOther);
            other.compare(ofOne);
        }
    }

    /** All that was wrong or late is over: every running node is told who is a member and who is not, within the spread. */
    public void agree(long earliest, long latest) {
        tellAll(List.copyOf(members), true, earliest, latest);
        List<NodeId> others = nodes.stream().map(SimulatedNode::id).filter(id -> !members.contains(id)).toList();
        tellAll(others, false, earliest, latest);
    }

    /** Tells every running node something of some members, true or not. */
    public void tellAll(Collection<NodeId> about, boolean up, long earliest, long latest) {
        tell(nodes, about, up, earliest, latest);
    }

    /** Tells some nodes something of some members, true or not, each at a time of its own. */
    public void tell(Collection<SimulatedNode> whom, Collection<NodeId> about, boolean up, long earliest, long latest) {
        long change = ++changes;
        List<NodeId> members = List.copyOf(about);
        for (SimulatedNode node : new ArrayList<>(whom)) {
            if (node.running()) {
                int incarnation = node.incarnation();
                time.in(earliest + (long) (random.nextDouble() * (latest - earliest)), () -> {
                    if (node.running() && node.incarnation() == incarnation) {
                        apply(node, members, up, change);
                    }
                });
            }
        }
    }

    private void apply(SimulatedNode node, List<NodeId> about, boolean up, long change) {
        Map<NodeId, Long> last = told.computeIfAbsent(node, n -> new HashMap<>());
        List<NodeId> news = new ArrayList<>(about.size());
        for (NodeId member : about) {
            if (last.merge(member, change, Math::max) == change) {
                news.add(member);
            }
        }
        if (up) {
            node.membersChanged(news, List.of(), zones(news));
        } else {
            node.membersChanged(List.of(), news, Map.of());
        }
    }
}
