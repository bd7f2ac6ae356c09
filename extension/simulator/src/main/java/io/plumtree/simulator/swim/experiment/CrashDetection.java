package io.plumtree.simulator.swim.experiment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;

import io.plumtree.api.MemberFailed;
import io.plumtree.api.MemberState;
import io.plumtree.core.util.Prng;
import io.plumtree.simulator.swim.SwimCluster;
import io.plumtree.simulator.swim.SwimNode;
import io.plumtree.simulator.swim.SwimSettings;

/**
 * Nodes crash one after the other, half of them silently, half of them with connections that break. How long until the last of
 * the others knows?
 */
public final class CrashDetection {

    /** What is promised where a transport saw the connection reset and a second member confirmed it. */
    public static final Duration RESET_BOUND = Duration.ofSeconds(1);

    /** As many neighbours as a node has in the overlay, whose links break. */
    private static final int WITNESSES = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration QUIET = Duration.ofSeconds(40);

    private CrashDetection() {
    }

    /**
     * What is promised of a silent crash, with the values of a LAN: eight probe intervals, in which nobody probes it with a
     * probability of e^-8; one in which that probe fails; the suspicion that one other member confirmed; twelve rounds of
     * gossip.
     *
     * @param nodes in the cluster
     * @return the longest time until everybody knows
     */
    public static Duration bound(int nodes) {
        double shortest = 4 * Math.max(1, StrictMath.log10(nodes));
        double longest = 6 * shortest;
        double suspicion = longest - StrictMath.log(2) / StrictMath.log(3) * (longest - shortest);
        return Duration.ofMillis((long) (1000 * (8 + 1 + suspicion + 12 * 0.2)));
    }

    /**
     * Runs it.
     *
     * @param settings of the cluster
     * @param crashes of each kind
     * @param progress hears the share that is done
     * @return its figures
     */
    public static Result run(SwimSettings settings, int crashes, DoubleConsumer progress) {
        SwimCluster cluster = new SwimCluster(settings);
        cluster.form();
        Result result = new Result();
        List<Duration> silent = new ArrayList<>();
        List<Duration> reset = new ArrayList<>();
        for (int i = 0; i < 2 * crashes; i++) {
            progress.accept(0.5 + 0.25 * i / crashes);
            boolean breaks = i % 2 == 1;
            Optional<Duration> took = crash(cluster, settings.nodes() - 1 - i, breaks);
            took.ifPresentOrElse(breaks ? reset::add : silent::add, () -> result.failed("a crash was not found"));
            cluster.pass(QUIET);
            result.require(cluster.complete(), "not everybody sees all who are there");
        }
        Duration bound = bound(settings.nodes());
        result.group("Crashes").figure("nodes", "nodes", settings.nodes(), "")
                .figure("crashes", "crashes of each kind", crashes, "")
                .figure("bound", "bound", Result.seconds(bound), "s")
                .spans("silent", "silent", silent).spans("reset", "connections reset", reset)
                .figure("traceHash", "trace hash", Long.toHexString(cluster.trace()), "");
        require(result, silent, bound, "a silent crash");
        require(result, reset, RESET_BOUND, "a crash with resets");
        return result;
    }

    private static void require(Result result, List<Duration> took, Duration bound, String what) {
        for (Duration each : took) {
            result.require(each.compareTo(bound) <= 0, what + " was known to all after " + Result.seconds(each)
                    + " s, promised are " + Result.seconds(bound));
        }
    }

    /** @return how long until the last of the others declared it dead */
    private static Optional<Duration> crash(SwimCluster cluster, int index, boolean breaks) {
        SwimNode victim = cluster.node(index);
        long began = cluster.time().now();
        long[] last = { began };
        cluster.listen((at, event) -> {
            if (event instanceof MemberFailed failed && failed.member().id().equals(victim.id())) {
                last[0] = cluster.time().now();
            }
        });
        victim.crash();
        if (breaks) {
            Prng random = cluster.random();
            for (int i = 0; i < WITNESSES; i++) {
                cluster.breakConnection(victim, cluster.node(random.nextInt(index)));
            }
        }
        return cluster.until(PATIENCE, () -> cluster.nodes().stream()
                .allMatch(node -> node.crashed() || node.state(victim) == MemberState.DEAD))
                .map(looked -> Duration.ofNanos(last[0] - began));
    }
}
