package io.plumtree.simulator.swim.experiment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;

import io.plumtree.simulator.swim.SwimCluster;
import io.plumtree.simulator.swim.SwimNode;
import io.plumtree.simulator.swim.SwimSettings;

/**
 * Nodes start within a few seconds in any order, also before their seeds, and each knows the same three seeds. Whatever the
 * order, they become one cluster.
 */
public final class ConcurrentStarts {

    /** Seeds that are not there yet are tried again every 30 to 60 s at least. */
    public static final Duration BOUND = Duration.ofSeconds(90);

    private static final int SEEDS = 3;
    private static final double SPREAD_NANOS = 5e9;

    private ConcurrentStarts() {
    }

    /**
     * Runs it.
     *
     * @param settings of the cluster, its seed is the first one
     * @param times how many seeds, one after the other
     * @param progress hears the share that is done
     * @return its figures
     */
    public static Result run(SwimSettings settings, int times, DoubleConsumer progress) {
        Result result = new Result();
        List<Duration> took = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            progress.accept((double) i / times);
            long seed = settings.seed() + i;
            SwimCluster cluster = new SwimCluster(SwimSettings.lan(settings.nodes(), seed)
                    .configured(config -> settings.config()).withLoss(settings.loss()));
            List<SwimNode> seeds = cluster.nodes().subList(0, Math.min(SEEDS, settings.nodes()));
            for (SwimNode node : cluster.nodes()) {
                cluster.start(node, seeds, (long) (cluster.random().nextDouble() * SPREAD_NANOS));
            }
            Optional<Duration> one = cluster.until(BOUND, cluster::complete);
            one.ifPresentOrElse(took::add,
                    () -> result.failed("seed " + seed + ": no cluster of all after " + BOUND.toSeconds() + " s"));
        }
        return result.group("Starting").figure("nodes", "nodes", settings.nodes(), "").figure("runs", "runs", times, "")
                .figure("oneCluster", "of them one cluster", took.size(), "").spans("allSeeAll", "all see all", took);
    }
}
