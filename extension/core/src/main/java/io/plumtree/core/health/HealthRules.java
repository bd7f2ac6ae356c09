package io.plumtree.core.health;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.PlumtreeHealth.Status;
import io.plumtree.core.NodeSnapshot.StoreState;

/**
 * The ordered rules: the first that applies says how a node is. Those of memberlist-plumtree, with what differs said at each.
 */
public final class HealthRules {

    /** Of fewer outcomes within the window no rate is made: one failure of one is no catastrophe. */
    static final int MIN_OUTCOMES = 10;

    private static final long NANOS_PER_MILLI = 1_000_000L;

    private record Rule(Status status, Predicate<Vitals> applies, Function<Vitals, String> reason) {
    }

    private final long maxSilence;
    private final String window;
    private final double failuresUnhealthy;
    private final double failuresDegraded;
    private final int pendingDegraded;
    private final double cacheDegraded;
    private final int minPeers;
    private final List<Rule> rules;

    /** @param config has the thresholds */
    public HealthRules(PlumtreeConfig config) {
        this.maxSilence = config.get(ConfigKey.HEALTH_MAX_SILENCE).toNanos();
        this.window = config.get(ConfigKey.HEALTH_WINDOW).toSeconds() + " s";
        this.failuresUnhealthy = config.get(ConfigKey.HEALTH_GRAFT_FAILURE_RATE_UNHEALTHY);
        this.failuresDegraded = config.get(ConfigKey.HEALTH_GRAFT_FAILURE_RATE_DEGRADED);
        this.pendingDegraded = config.get(ConfigKey.HEALTH_PENDING_GRAFTS_DEGRADED);
        this.cacheDegraded = config.get(ConfigKey.HEALTH_CACHE_UTILIZATION_DEGRADED);
        this.minPeers = config.get(ConfigKey.HEALTH_MIN_PEERS_DEGRADED);
        this.rules = List.of(
                // 1: shut down.
                unhealthy(node -> node.phase() == Vitals.Phase.LEFT, node -> "left"),
                unhealthy(this::stuck,
                        node -> "the event loop has not turned for " + node.silentNanos() / NANOS_PER_MILLI + " ms"),
                unhealthy(node -> node.phase() == Vitals.Phase.LEAVING, node -> "leaving"),
                unhealthy(node -> !node.joined(), node -> "no address to join the cluster by has answered yet"),
                // 2: nobody to talk to; who knows nobody is a cluster of one, and as healthy as it can be.
                unhealthy(node -> node.known() > 0 && node.linked() == 0, HealthRules::links),
                // 3, within the window.
                unhealthy(node -> failing(node, failuresUnhealthy), this::failures),
                degraded(node -> storeFailure(node) != null,
                        node -> "nothing is stored since the durable store failed: " + storeFailure(node)),
                degraded(node -> node.recent().lost() > 0, this::losses),
                // 4: trees are for each origin here, so no eager neighbour is no fault; that nobody pushes to this node is one.
                degraded(HealthRules::orphaned, node -> "nobody pushes to this node: " + node.recent().pulled()
                        + " messages in the last " + window + " came only because they were asked for"),
                // 5, within the window.
                degraded(node -> failing(node, failuresDegraded), this::failures),
                // 6
                degraded(node -> node.pendingGrafts() > pendingDegraded,
                        node -> node.pendingGrafts() + " holes wait to be filled"),
                // 7
                degraded(node -> node.cacheUtilization() > cacheDegraded, node -> "what retains messages is "
                        + percent(node.cacheUtilization()) + " full: they may go before message-cache-ttl"),
                // 8: against those who are known; a small cluster is no ill one.
                degraded(node -> node.linked() < Math.min(minPeers, node.known()), HealthRules::links),
                degraded(node -> node.linked() > 0 && node.lagging() == node.linked(),
                        node -> "every neighbour is slower than what it is sent"),
                // 9
                healthy(node -> node.known() == 0, node -> "alone: no other member is known"),
                healthy(node -> true, HealthRules::links));
    }

    /**
     * @param node what is known of it
     * @return how it is
     */
    public Verdict judge(Vitals node) {
        for (Rule rule : rules) {
            if (rule.applies.test(node)) {
                boolean live = node.phase() == Vitals.Phase.LEFT || !stuck(node);
                return new Verdict(rule.status, live, rule.reason.apply(node));
            }
        }
        throw new AssertionError("BUG: no rule applies to " + node);
    }

    private boolean stuck(Vitals node) {
        return node.silentNanos() >= maxSilence;
    }

    private static boolean failing(Vitals node, double above) {
        return node.recent().enough() && node.recent().failureRate() > above;
    }

    private static boolean orphaned(Vitals node) {
        return node.engine().orphanedOrigins() > 0 && node.recent().pushed() == 0 && node.recent().pulled() >= MIN_OUTCOMES;
    }

    private static @Nullable String storeFailure(Vitals node) {
        StoreState store = node.engine().store();
        return store == null ? null : store.failure();
    }

    private static String links(Vitals node) {
        return "linked to " + node.linked() + " of " + node.known() + " known members";
    }

    private String failures(Vitals node) {
        Outcomes recent = node.recent();
        return percent(recent.failureRate()) + " of " + (recent.succeeded() + recent.failed())
                + " holes could not be filled in the last " + window;
    }

    private String losses(Vitals node) {
        Outcomes recent = node.recent();
        return recent.lost() + " messages became a gap in the last " + window
                + (recent.lostToObservers() == 0 ? "" : ", " + recent.lostToObservers() + " because observers are too slow");
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * part);
    }

    private static Rule healthy(Predicate<Vitals> applies, Function<Vitals, String> reason) {
        return new Rule(Status.HEALTHY, applies, reason);
    }

    private static Rule degraded(Predicate<Vitals> applies, Function<Vitals, String> reason) {
        return new Rule(Status.DEGRADED, applies, reason);
    }

    private static Rule unhealthy(Predicate<Vitals> applies, Function<Vitals, String> reason) {
        return new Rule(Status.UNHEALTHY, applies, reason);
    }
}
