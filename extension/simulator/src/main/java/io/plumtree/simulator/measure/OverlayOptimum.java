package io.plumtree.simulator.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

import io.plumtree.simulator.SimulatedCluster;
import io.plumtree.simulator.network.Link;
import io.plumtree.simulator.node.SimulatedNode;

/**
 * The least time in which a message could reach everybody over the links as they are: by shortest paths (Dijkstra), each node
 * passing it on at once to all.
 */
public final class OverlayOptimum {

    private static final long UNREACHED = Long.MAX_VALUE;

    private record Reached(int node, long after) implements Comparable<Reached> {
        @Override
        public int compareTo(Reached other) {
            return after != other.after ? Long.compare(after, other.after) : Integer.compare(node, other.node);
        }
    }

    private final List<List<Link>> links;
    private final int nodes;

    /** Over the links that are open now. */
    public OverlayOptimum(SimulatedCluster cluster) {
        nodes = cluster.nodes().size();
        links = new ArrayList<>(nodes);
        for (int i = 0; i < nodes; i++) {
            links.add(new ArrayList<>());
        }
        for (Link link : cluster.network().links()) {
            links.get(link.forth().from().index()).add(link);
            links.get(link.forth().to().index()).add(link);
        }
    }

    /** @return nanoseconds from {@code origin} to whoever is reached last, of those that are */
    public long from(SimulatedNode origin) {
        long[] after = new long[nodes];
        Arrays.fill(after, UNREACHED);
        PriorityQueue<Reached> queue = new PriorityQueue<>();
        after[origin.index()] = 0;
        queue.add(new Reached(origin.index(), 0));
        long last = 0;
        while (!queue.isEmpty()) {
            Reached here = queue.poll();
            if (here.after > after[here.node]) {
                continue;
            }
            last = Math.max(last, here.after);
            for (Link link : links.get(here.node)) {
                int there = link.forth().from().index() == here.node
                        ? link.forth().to().index()
                        : link.forth().from().index();
                long then = here.after + link.forth().latency();
                if (then < after[there]) {
                    after[there] = then;
                    queue.add(new Reached(there, then));
                }
            }
        }
        return last;
    }
}
