package io.plumtree.simulator.swim.experiment;

import java.time.Duration;
import java.util.List;
import java.util.function.DoubleConsumer;

import io.plumtree.api.MemberFailed;
import io.plumtree.core.membership.MembershipConfig;
import io.plumtree.simulator.swim.SwimCluster;
import io.plumtree.simulator.swim.SwimNode;
import io.plumtree.simulator.swim.SwimSettings;

/**
 * Some nodes are slow again and again. How often is a node that never was declared dead, by anybody and by those that never
 * were themselves? The same happens to plain SWIM's rules, of one seed, to compare.
 */
public final class FalsePositives {

    /** Plain SWIM declares dead so many times as often at least, where it does so often enough to tell. */
    public static final int RATIO = 10;
    /** Below so many wrong declarations of plain SWIM a ratio means nothing. */
    private static final long ENOUGH = 100;

    /** Wrong declarations. */
    private record Count(long anywhere, long byHealthy, long ofAnomalous) {

        Count plus(Count other) {
            return new Count(anywhere + other.anywhere, byHealthy + other.byHealthy, ofAnomalous + other.ofAnomalous);
        }
    }

    private FalsePositives() {
    }

    /** @return memberlist's rules as they were before Lifeguard */
    static MembershipConfig plainSwim(MembershipConfig config) {
        return config.withSuspicion(config.suspicionMultiplier(), 1).withAwareness(1);
    }

    /**
     * Runs it.
     *
     * @param settings of the cluster
     * @param pauses each is tried in a cluster of its own
     * @param progress hears the share that is done
     * @return its figures
     */
    public static Result run(SwimSettings settings, List<Pauses> pauses, DoubleConsumer progress) {
        Count lifeguard = new Count(0, 0, 0);
        Count plain = new Count(0, 0, 0);
        int done = 0;
        for (Pauses each : pauses) {
            lifeguard = lifeguard.plus(count(settings, each));
            plain = plain.plus(count(settings.configured(FalsePositives::plainSwim), each));
            progress.accept((double) ++done / pauses.size());
        }
        Result result = new Result().group("Pauses").figure("nodes", "nodes", settings.nodes(), "")
                .figure("runs", "runs of each", pauses.size(), "");
        figures(result, "lifeguard", "With Lifeguard", lifeguard);
        figures(result, "plain", "Plain SWIM", plain);
        result.group("Plain SWIM / Lifeguard").figure("ratio", "healthy nodes declared dead", ratio(plain, lifeguard), "");
        result.require(
                lifeguard.anywhere * RATIO <= plain.anywhere || plain.anywhere < ENOUGH && lifeguard.anywhere <= plain.anywhere,
                "healthy nodes were declared dead " + lifeguard.anywhere + " times, and " + plain.anywhere
                        + " times by plain SWIM's rules");
        result.require(lifeguard.byHealthy <= plain.byHealthy,
                "healthy nodes declared healthy nodes dead " + lifeguard.byHealthy + " times, and " + plain.byHealthy
                        + " times by plain SWIM's rules");
        return result;
    }

    private static Double ratio(Count plain, Count lifeguard) {
        return lifeguard.anywhere == 0 ? null : (double) plain.anywhere / lifeguard.anywhere;
    }

    private static void figures(Result result, String key, String group, Count count) {
        result.group(group).figure(key + "FalsePositives", "healthy nodes declared dead", count.anywhere, "")
                .figure(key + "FalsePositivesAtHealthy", "of these by healthy nodes", count.byHealthy, "")
                .figure(key + "AnomalousDeclaredDead", "anomalous nodes declared dead", count.ofAnomalous, "");
    }

    private static Count count(SwimSettings settings, Pauses pauses) {
        SwimCluster cluster = new SwimCluster(settings);
        cluster.form();
        long[] counts = new long[3];
        List<SwimNode> anomalous = cluster.nodes().subList(settings.nodes() - pauses.anomalous(), settings.nodes());
        int firstAnomalous = settings.nodes() - pauses.anomalous();
        cluster.listen((at, event) -> {
            if (event instanceof MemberFailed failed) {
                boolean wrong = cluster.node(failed.member().id()).index() < firstAnomalous;
                counts[0] += wrong ? 1 : 0;
                counts[1] += wrong && at.index() < firstAnomalous ? 1 : 0;
                counts[2] += wrong ? 0 : 1;
            }
        });
        long until = cluster.time().now() + pauses.total().toNanos();
        while (cluster.time().now() < until) {
            anomalous.forEach(pauses::begin);
            cluster.pass(pauses.slow());
            anomalous.forEach(SwimNode::resume);
            cluster.pass(pauses.fast());
        }
        // What they found while they were slow is told and contradicted now.
        cluster.pass(Duration.ofMinutes(1));
        return new Count(counts[0], counts[1], counts[2]);
    }
}
