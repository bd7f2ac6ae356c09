package io.plumtree.simulator.swim.experiment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.plumtree.api.MemberFailed;
import io.plumtree.api.MemberState;
import io.plumtree.simulator.swim.SwimCluster;
import io.plumtree.simulator.swim.SwimNode;
import io.plumtree.simulator.swim.SwimSettings;

/** All nodes start at one moment and join by the same few seeds. They become one cluster, and nobody is declared dead. */
public final class JoiningAtOnce {

    /** Whoever was refused comes again within seconds, not with all others; then it asks a few times what gossip left out. */
    public static final Duration BOUND = Duration.ofSeconds(30);

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private JoiningAtOnce() {
    }

    /**
     * Runs it.
     *
     * @param settings of the cluster
     * @param seeds how many of the nodes are seeds
     * @return its figures
     */
    public static Result run(SwimSettings settings, int seeds) {
        Result result = new Result();
        SwimCluster cluster = new SwimCluster(settings);
        long[] failed = new long[1];
        cluster.listen((at, event) -> failed[0] += event instanceof MemberFailed ? 1 : 0);
        cluster.startAll(seeds);
        List<Duration> each = new ArrayList<>();
        List<SwimNode> waiting = new ArrayList<>(cluster.nodes());
        Optional<Duration> all = cluster.until(PATIENCE, () -> {
            waiting.removeIf(node -> {
                boolean seesAll = node.count(MemberState.ALIVE) == settings.nodes();
                if (seesAll) {
                    each.add(Duration.ofNanos(cluster.time().now()));
                }
                return seesAll;
            });
            return waiting.isEmpty() && cluster.complete();
        });
        result.group("Joining").figure("nodes", "nodes", settings.nodes(), "").figure("seeds", "seeds", seeds, "")
                .figure("seesAllMedian", "a node sees all, median",
                        each.isEmpty() ? null : Result.seconds(each.get(each.size() / 2)), "s")
                .figure("allSeeAll", "all see all", all.map(Result::seconds).orElse(null), "s")
                .figure("declaredDead", "nodes declared dead", failed[0], "");
        result.group("Traffic").figure("datagrams", "datagrams", cluster.traffic().datagrams(), "")
                .figure("streams", "streams", cluster.traffic().streams(), "")
                .figure("refusedStreams", "streams refused", cluster.refusedStreams(), "")
                .figure("bytesPerNode", "bytes sent by a node", cluster.traffic().payloadBytes() / settings.nodes(), "B")
                .figure("traceHash", "trace hash", Long.toHexString(cluster.trace()), "");
        result.require(all.isPresent(), "after " + PATIENCE.toMinutes() + " min not all see all");
        all.ifPresent(took -> result.require(took.compareTo(BOUND) <= 0,
                "all see all after " + Result.seconds(took) + " s, promised are " + BOUND.toSeconds()));
        result.require(failed[0] == 0, failed[0] + " times a node was declared dead");
        return result;
    }
}
