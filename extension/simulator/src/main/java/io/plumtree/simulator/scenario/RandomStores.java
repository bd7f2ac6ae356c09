package io.plumtree.simulator.scenario;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.Ordering;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.StorageSettings;
import io.plumtree.api.StoreSync;
import io.plumtree.api.TopicConfig;
import io.plumtree.core.util.Prng;
import io.plumtree.simulator.fault.FaultKind;
import io.plumtree.simulator.fault.PlannedFault;
import io.plumtree.simulator.store.Disk;

/**
 * Durable stores in random scenarios: of all nodes or of some, for longer than anything goes wrong or for shorter, forced or
 * not, on disks of all kinds; and what goes wrong with them. Every fourth is a few nodes that are apart for up to an hour.
 */
final class RandomStores {

    private static final long MILLI = 1_000_000L;
    private static final int MOST_BROADCASTS_APART = 300;
    /** Silent streams are told of for a multiple of it. */
    private static final Duration LONGEST_IN_MEMORY = Duration.ofMinutes(10);
    /** Of {@code fifo-hold}. */
    private static final Duration LONGEST_HOLD = Duration.ofHours(1);
    private static final Path DIRECTORY = Path.of("simulated");

    private final Scenario drawn;
    private final Prng random;

    /** @param drawn a scenario without stores, which is not run */
    RandomStores(Scenario drawn, Prng random) {
        this.drawn = drawn;
        this.random = random;
    }

    /** @return a scenario with stores, to be run once */
    Scenario draw() {
        boolean apart = chance(4);
        int nodes = apart ? between(6, 9) : drawn.nodes();
        Workload workload = apart ? apart() : drawn.workload();
        List<PlannedFault> faults = faults(apart, nodes, workload);
        Duration everything = Duration.ofNanos(workload.duration());
        for (PlannedFault planned : faults) {
            Duration ends = planned.at().plus(planned.lasts());
            everything = everything.compareTo(ends) < 0 ? ends : everything;
        }
        PlumtreeConfig config = config(everything.plus(drawn.settle()), workload.broadcasts());
        double share = chance(4) ? 0.3 + 0.6 * random.nextDouble() : 1;
        return new Scenario(drawn.seed(), nodes, config.validated(), drawn.latency(), workload, faults, drawn.views(),
                drawn.warmUp(), drawn.settle(), drawn.topology(), drawn.memoise())
                .with(new Scenario.Stores(share, new Disk.Speed(between(20, 20_000) * MILLI / 1000, between(1, 200) << 20)));
    }

    private Workload apart() {
        int seconds = between(120, 3_600);
        int broadcasts = between(30, MOST_BROADCASTS_APART);
        return new Workload(between(2, 6), broadcasts, (double) broadcasts / seconds, drawn.workload().payloadBytes(),
                drawn.workload().topics(), between(0, 4), chance(3) ? between(2, 20) : 1);
    }

    private List<PlannedFault> faults(boolean apart, int nodes, Workload workload) {
        List<PlannedFault> planned = new ArrayList<>(apart ? List.of() : drawn.faults());
        Duration over = Duration.ofNanos(workload.duration());
        Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
        if (apart) {
            Duration at = over.multipliedBy(random.nextInt(20)).dividedBy(100);
            Duration lasts = over.multipliedBy(between(50, 100)).dividedBy(100);
            FaultKind kind = pick(List.of(FaultKind.PARTITION, FaultKind.SPLIT, FaultKind.ISOLATION));
            planned.add(new PlannedFault(new RandomFault(random, nodes, workload).of(kind, at, lasts), at, lasts));
            for (FaultKind also : List.of(FaultKind.RESTART, FaultKind.ROLLING_RESTART, FaultKind.SLOW_CONSUMER,
                    FaultKind.LOSS)) {
                if (chance(4)) {
                    kinds.add(also);
                }
            }
        }
        if (drawn.faults().stream().noneMatch(any -> any.fault().kind() == FaultKind.RESTART) && chance(3)) {
            kinds.add(FaultKind.RESTART);
        }
        for (FaultKind kind : FaultKind.values()) {
            if (kind.ofStores() && chance(3)) {
                kinds.add(kind);
            }
        }
        for (FaultKind kind : kinds) {
            Duration at = Duration.ofNanos((long) (random.nextDouble() * 0.6 * workload.duration()));
            Duration lasts = Duration.ofMillis(between(3_000, apart ? 300_000 : 20_000));
            planned.add(new PlannedFault(new RandomFault(random, nodes, workload).of(kind, at, lasts), at, lasts));
        }
        return planned;
    }

    /** Two of three hold everything until all is healed, on disk or in memory too. */
    private PlumtreeConfig config(Duration everything, int broadcasts) {
        boolean enough = !chance(3);
        Duration longer = everything.multipliedBy(between(100, 150)).dividedBy(100);
        Duration hold = enough ? least(longer, LONGEST_HOLD) : Duration.ofMillis(between(200, 20_000));
        // What waits behind a hole when its node is started again waits in the store, where it grows old.
        Duration age = enough ? longer.plus(hold) : Duration.ofMillis(between(2_000, 60_000));
        long messages = enough || chance(2) ? 1_000_000 : between(16, Math.max(17, broadcasts));
        long bytes = enough || chance(2) ? 1L << 30 : between(20_000, 200_000);
        PlumtreeConfig config = drawn.config().withStorage(new StorageSettings(DIRECTORY, messages, bytes, age, sync()));
        if (enough || chance(2)) {
            config = config
                    .withMessageCacheTtl(chance(4) ? least(age, LONGEST_IN_MEMORY) : Duration.ofMillis(between(1_000, 60_000)));
        }
        if (chance(6)) {
            config = config.withStoreQueueMaxBytes(between(1 << 16, 1 << 17));
        }
        if (chance(4)) {
            config = config.withDeliveryQueueMaxSize(between(1, 50));
        }
        for (String topic : RandomScenario.TOPICS) {
            TopicConfig before = config.topic(topic);
            config = config.withTopic(topic, new TopicConfig(before.ordering(), hold,
                    enough && before.ordering() == Ordering.FIFO ? 1L << 24 : before.fifoHoldMaxBytes(), before.replay()));
        }
        return enough ? config.with(ConfigKey.MAX_MISSING, Math.max(config.get(ConfigKey.MAX_MISSING), broadcasts)) : config;
    }

    private StoreSync sync() {
        return chance(4) ? chance(2) ? StoreSync.NONE : new StoreSync(Duration.ofMillis(between(10, 3_000))) : StoreSync.BATCH;
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
