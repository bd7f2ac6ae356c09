package io.plumtree.simulator.measure;

import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

import io.plumtree.simulator.SimulatedCluster;
import io.plumtree.simulator.network.Channel;
import io.plumtree.simulator.network.Link;
import io.plumtree.simulator.node.SimulatedNode;

/**
 * The least time in which a message could reach everybody over the links as they were when this was made: by shortest paths
 * (Dijkstra), each node passing it on at once to all.
 */
public final class OverlayOptimum {

    private static final long UNREACHED = Long.MAX_VALUE;

    private record Reached(int node, long after) implements Comparable<Reached> {
        @Override
        public int compareTo(Reached other) {
            return after != other.after ? Long.compare(after, other.after) : Integer.compare(node, other.node);
        }
    }

    /** Where in the other two the links of a node begin; its last one is before those of the next node. */
    private final int[] first;
    private final int[] neighbours;
    private final long[] latencies;

    /** Over the links that are open now. */
    public OverlayOptimum(SimulatedCluster cluster) {
        List<Link> links = cluster.network().links();
        first = new int[cluster.nodes().size() + 1];
        for (Link link : links) {
            first[link.forth().from().index() + 1]++;
            first[link.back().from().index() + 1]++;
        }
        for (int node = 1; node < first.length; node++) {
            first[node] += first[node - 1];
        }
        neighbours = new int[2 * links.size()];
        latencies = new long[2 * links.size()];
        int[] next = first.clone();
        for (Link link : links) {
            add(link.forth(), next);
            add(link.back(), next);
        }
    }

    private void add(Channel channel, int[] next) {
        int at = next[channel.from().index()]++;
        neighbours[at] = channel.to().index();
        latencies[at] = channel.latency();
    }

    /** @return nanoseconds from {@code origin} to whoever is reached last, of those that are */
    public long from(SimulatedNode origin) {
        long[] after = new long[first.length - 1];
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
            for (int i = first[here.node]; i < first[here.node + 1]; i++) {
                long then = here.after + latencies[i];
                if (then < after[neighbours[i]]) {
                    after[neighbours[i]] = then;
                    queue.add(new Reached(neighbours[i], then));
                }
            }
        }
        return last;
    }
}
