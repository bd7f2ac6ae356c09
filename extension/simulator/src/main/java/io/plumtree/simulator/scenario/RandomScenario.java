package io.plumtree.simulator.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.MembershipSettings;
import io.plumtree.api.Ordering;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.Preset;
import io.plumtree.api.Replay;
import io.plumtree.api.SyncStrategy;
import io.plumtree.api.TopicConfig;
import io.plumtree.api.TreeMode;
import io.plumtree.core.util.Prng;
import io.plumtree.simulator.fault.FaultKind;
import io.plumtree.simulator.fault.PlannedFault;
import io.plumtree.simulator.network.LatencyModels;

/** Scenarios drawn from a seed: small clusters of all kinds in which all kinds of things go wrong. */
public final class RandomScenario {

    /** A topic with origin order, and one without. */
    public static final List<String> TOPICS = List.of("ordered", "any");

    private static final long SYNC = 0x53594E43L;
    /** Half of the seeds have stores, which says nothing else of them; those that failed before there were any have none. */
    private static final long STORES = 6;
    private static final List<FaultKind> WITHOUT_STORES = Arrays.stream(FaultKind.values()).filter(kind -> !kind.ofStores())
            .toList();
    private static final int MOST_DELIVERIES = 6_000;
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final List<String> LATENCIES = List.of("constant:5", "uniform:1-20", "uniform:10-50", "uniform:1-100",
            "lognormal:20,0.7", "zones:3");

    private final long seed;
    private final Prng random;
    private Replay replay = Replay.NONE;

    private RandomScenario(long seed) {
        this.seed = seed;
        this.random = new Prng(Prng.mix(seed));
    }

    /** @return the scenario of that seed, to be run once */
    public static Scenario of(long seed) {
        return new RandomScenario(seed).draw();
    }

    private Scenario draw() {
        Set<FaultKind> kinds = kinds();
        int nodes = nodes(kinds);
        PlumtreeConfig config = config();
        Scenario.Views views = views();
        Workload workload = workload(nodes, kinds.size() > 1 ? 2 : 1);
        List<PlannedFault> faults = faults(kinds, nodes, workload);
        Duration over = Duration.ofNanos(workload.duration());
        for (PlannedFault planned : faults) {
            Duration ends = planned.at().plus(planned.lasts());
            over = over.compareTo(ends) < 0 ? ends : over;
        }
        Duration healing = Healing.bound(config, views);
        config = retaining(config, over.plus(healing), workload.broadcasts());
        String latency = pick(LATENCIES);
        // Drawn last, so that the rest of a seed's scenario is what it would be without.
        boolean inZones = chance(3);
        Scenario drawn = new Scenario(seed, nodes, config.validated(),
                inZones ? "zones:" + between(2, LatencyModels.MOST_ZONES) : latency,
                workload, faults, views, WARM_UP, healing, inZones ? Scenario.Topology.ZONES : Scenario.Topology.RINGS, true);
        Prng stores = new Prng(Prng.mix(seed ^ STORES));
        return stores.nextInt(2) == 0 ? drawn : new RandomStores(drawn, stores).draw();
    }

    // --- the cluster --------------------------------------------------------------------------------------------------

    /** So many that enough are left for the promise to mean something, also in each part of a cluster that falls apart. */
    private int nodes(Set<FaultKind> kinds) {
        int taken = (int) kinds.stream().filter(FaultKind::takesNodes).count();
        boolean falls = kinds.stream().anyMatch(FaultKind::separates);
        int least = 3 + taken + (taken > 0 ? 2 : 0) + (falls ? 3 : 0);
        return between(least, chance(2) ? Math.max(least, 8) : 40);
    }

    private PlumtreeConfig config() {
        PlumtreeConfig config = PlumtreeConfig.of(pick(List.of(Preset.values())));
        if (chance(3)) {
            config = config.withEagerFanout(between(1, 6));
        }
        if (chance(4)) {
            config = config.withLazyFanout(between(1, 6));
        }
        if (chance(3)) {
            int rings = between(1, 6);
            config = config.withRings(rings).withMaxPeers(chance(3) ? 2 * rings + 2 : 30);
        }
        if (chance(6)) {
            config = config.withTree(chance(2) ? TreeMode.FLOOD : TreeMode.SHARED);
        }
        if (chance(2)) {
            Duration idle = Duration.ofMillis(between(1_000, 10_000));
            config = config.withIdleTimeout(idle).withKeepAliveInterval(idle.dividedBy(3))
                    .withHandshakeTimeout(Duration.ofMillis(between(500, 5_000)));
        }
        if (chance(6)) {
            config = config.withGraftRateLimitPerSecond(between(1, 3)).withGraftRateLimitBurst(between(1, 3));
        }
        if (chance(6)) {
            config = config.withIhaveBatchSize(between(1, 3));
        }
        if (chance(6)) {
            config = config.withGraftMaxRetries(between(0, 2));
        }
        if (chance(6)) {
            config = config.withMaxMessageSize(1_000).withSendQueueMaxBytes(between(16_384, 40_000));
        }
        Prng later = new Prng(Prng.mix(~seed));
        if (later.nextInt(3) == 0) {
            config = config.withDeliveryQueueMaxSize(1 + later.nextInt(50));
        }
        replay = later.nextInt(3) > 0 ? Replay.NONE
                : later.nextInt(2) == 0 ? Replay.last(1 + later.nextInt(50))
                        : Replay.since(Duration.ofSeconds(later.nextInt(60)));
        // As above, from randomness of its own.
        config = config.withSyncStrategy(SyncStrategy.values()[new Prng(Prng.mix(seed + SYNC)).nextInt(3)])
                .withMembership(MembershipSettings.STANDARD.withEnabled(true));
        return config.withDeliverOwn(chance(8));
    }

    /** Two of three scenarios keep everything until all is healed, so that nothing may be missed. */
    private PlumtreeConfig retaining(PlumtreeConfig config, Duration everything, int broadcasts) {
        boolean enough = !chance(3);
        Duration ttl = enough ? everything.multipliedBy(between(100, 150)).dividedBy(100) : millis(1_000, 20_000);
        Duration hold = enough ? ttl : millis(200, 20_000);
        PlumtreeConfig retaining = config.withMessageCacheTtl(ttl).withTopic(TOPICS.get(0),
                new TopicConfig(Ordering.FIFO, hold, enough || chance(2) ? 1L << 24 : between(100, 10_000), replay))
                .withTopicDefaults(new TopicConfig(Ordering.NONE, hold, 1L << 24, replay));
        if (!enough && chance(3)) {
            retaining = retaining.with(ConfigKey.MESSAGE_CACHE_MAX_SIZE, between(16, Math.max(17, broadcasts)));
        }
        if (!enough && chance(3)) {
            retaining = retaining.withMessageCacheMaxBytes(between(65_536, 200_000));
        }
        return !enough && chance(3) ? retaining.withMaxMissing(between(100, 200)) : retaining;
    }

    private Scenario.Views views() {
        Duration earliest = chance(4) ? millis(0, 10_000) : millis(0, 1_500);
        return new Scenario.Views(earliest, earliest.plus(millis(1, 3_000)));
    }

    private Workload workload(int nodes, int leastOrigins) {
        int origins = between(leastOrigins, chance(2) ? 3 : nodes);
        double perSecond = chance(5) ? between(50, 300) : between(2, 30);
        int seconds = between(10, 40);
        int broadcasts = Math.min((int) (perSecond * seconds), MOST_DELIVERIES / nodes);
        perSecond = Math.min(perSecond, chance(2) ? perSecond : (double) broadcasts / seconds);
        return new Workload(origins, broadcasts, perSecond, between(1, 1_000), TOPICS, between(0, 4),
                chance(4) ? between(1, (int) Math.max(1, Math.min(20, perSecond))) : 1);
    }

    // --- what goes wrong ----------------------------------------------------------------------------------------------

    private Set<FaultKind> kinds() {
        Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
        int count = between(1, 6);
        while (kinds.size() < count) {
            kinds.add(pick(WITHOUT_STORES));
        }
        if (kinds.contains(FaultKind.DIAL_FAILURE) && kinds.contains(FaultKind.LINK_RESET)) {
            // Links are hardly up, so theirs holds nothing back.
            kinds.remove(FaultKind.LINK_CAPACITY);
        }
        return kinds;
    }

    private List<PlannedFault> faults(Set<FaultKind> kinds, int nodes, Workload workload) {
        List<PlannedFault> planned = new ArrayList<>();
        Duration separateUntil = Duration.ZERO;
        for (FaultKind kind : kinds) {
            Duration at = Duration.ofNanos((long) (random.nextDouble() * 0.6 * workload.duration()));
            Duration lasts = kind == FaultKind.LINK_CAPACITY ? millis(3_000, 6_000) : millis(3_000, 20_000);
            if (kind.separates()) {
                // One after the other, or everybody would soon be alone.
                at = at.compareTo(separateUntil) < 0 ? separateUntil : at;
                separateUntil = at.plus(lasts);
            }
            planned.add(new PlannedFault(new RandomFault(random, nodes, workload).of(kind, at, lasts), at, lasts));
        }
        return planned;
    }

    // --- drawing ------------------------------------------------------------------------------------------------------

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    private Duration millis(int least, int most) {
        return Duration.ofMillis(between(least, most));
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
