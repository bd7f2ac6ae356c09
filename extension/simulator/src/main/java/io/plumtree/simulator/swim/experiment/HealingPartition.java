package io.plumtree.simulator.swim.experiment;

import java.time.Duration;
import java.util.Optional;

import io.plumtree.api.MemberState;
import io.plumtree.simulator.swim.SwimCluster;
import io.plumtree.simulator.swim.SwimSettings;

/** The two halves of a cluster do not reach each other for long, until they have forgotten each other; then they do again. */
public final class HealingPartition {

    /** Everybody retries every 30 s, and twice asks somebody what gossip left out. */
    public static final Duration BOUND = Duration.ofSeconds(60);

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration QUIET = Duration.ofMinutes(1);

    private HealingPartition() {
    }

    /**
     * Runs it.
     *
     * @param settings of the cluster
     * @param span how long the halves do not reach each other
     * @return its figures
     */
    public static Result run(SwimSettings settings, Duration span) {
        SwimCluster cluster = new SwimCluster(settings);
        cluster.form();
        int half = settings.nodes() / 2;
        cluster.cut(cluster.nodes().subList(0, half));
        cluster.pass(span);
        int alive = cluster.node(0).count(MemberState.ALIVE);
        int others = cluster.node(half).count(MemberState.ALIVE);
        cluster.heal();
        Optional<Duration> healed = cluster.until(PATIENCE, cluster::complete);
        cluster.pass(QUIET);
        Result result = new Result().group("Partition").figure("nodes", "nodes", settings.nodes(), "")
                .figure("partition", "partition", Result.seconds(span), "s")
                .figure("aliveFirst", "alive in the first half", alive, "")
                .figure("aliveSecond", "alive in the second half", others, "")
                .figure("healed", "all see all after", healed.map(Result::seconds).orElse(null), "s")
                .figure("traceHash", "trace hash", Long.toHexString(cluster.trace()), "");
        result.require(alive == half && others == settings.nodes() - half,
                "the halves did not give each other up: " + alive + " and " + others + " alive");
        result.require(healed.isPresent(), "not healed after " + PATIENCE.toMinutes() + " min");
        healed.ifPresent(took -> result.require(took.compareTo(BOUND) <= 0,
                "healed after " + Result.seconds(took) + " s, promised are " + BOUND.toSeconds()));
        result.require(cluster.complete(), "it did not stay healed");
        return result;
    }
}
