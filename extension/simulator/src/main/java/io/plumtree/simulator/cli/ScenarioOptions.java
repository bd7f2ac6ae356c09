package io.plumtree.simulator.cli;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.MembershipSettings;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.Preset;
import io.plumtree.api.StorageSettings;
import io.plumtree.api.SyncStrategy;
import io.plumtree.api.TreeMode;
import io.plumtree.simulator.fault.Crash;
import io.plumtree.simulator.fault.Disturbance;
import io.plumtree.simulator.fault.FaultKind;
import io.plumtree.simulator.fault.Partition;
import io.plumtree.simulator.fault.PlannedFault;
import io.plumtree.simulator.fault.Restart;
import io.plumtree.simulator.fault.Turnover;
import io.plumtree.simulator.fault.WrongView;
import io.plumtree.simulator.network.LatencyModels;
import io.plumtree.simulator.paper.PaperSettings;
import io.plumtree.simulator.scenario.Scenario;
import io.plumtree.simulator.scenario.Workload;
import io.plumtree.simulator.store.Disk;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that decide a scenario. */
final class ScenarioOptions {

    private static final int MOST_NODES = 100_000;
    private static final int MOST_BROADCASTS = 10_000_000;
    private static final int MOST_A_SECOND = 1_000_000;
    private static final int LONGEST_SECONDS = 86_400;
    private static final int MOST_RANDOM_LINKS = 32;
    private static final long MILLIS_PER_SECOND = 1000;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double UNKNOWN_MEMBERS = 0.01;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double DEFAULT_GRAFT_MILLIS = 200;
    private static final double DEFAULT_DISK_MILLIS = 5;
    private static final long DISK_BYTES_PER_SECOND = 200L << 20;
    private static final String DEFAULT_LATENCY = "uniform:10-50";
    /** Time for links to come up at the longest latencies. */
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration QUIET = Duration.ofSeconds(15);
    private static final Duration QUIET_AFTER_PARTITION = Duration.ofSeconds(60);

    /** The engine's {@link TreeMode}s, and what is not the engine. */
    private enum Tree {
        COMPUTED,
        FLOOD,
        SHARED,
        PAPER
    }

    private enum Overlay {
        RINGS,
        RANDOM
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "1000", description = "Nodes of the cluster (default: ${DEFAULT-VALUE}).")
    private String nodes;

    @Option(names = "--origins", paramLabel = "one|all|K", defaultValue = "one", description = "How many nodes broadcast, in turn (default: ${DEFAULT-VALUE}).")
    private String origins;

    @Option(names = "--broadcasts", paramLabel = "TOTAL", defaultValue = "100", description = "Messages in all, over all origins (default: ${DEFAULT-VALUE}).")
    private String broadcasts;

    @Option(names = "--rate", paramLabel = "PER_SECOND", description = "Messages a second, over all origins (default: 1 for each origin).")
    private @Nullable String rate;

    @Option(names = "--payload", paramLabel = "BYTES", defaultValue = "256", description = "Payload of each message (default: ${DEFAULT-VALUE}).")
    private String payload;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Decides whatever the other options leave open (default: ${DEFAULT-VALUE}).")
    private String seed;

    @Option(names = "--preset", paramLabel = "P", defaultValue = "default", description = "The nodes' configuration: default, lan, wan or large-cluster (default: ${DEFAULT-VALUE}).")
    private String preset;

    @Option(names = "--tree", paramLabel = "T", defaultValue = "computed", description = "First tree of an origin: computed, flood (all neighbours are eager) or shared (one for all origins); or paper, which runs the algorithm of the Plumtree paper in the engine's place (default: ${DEFAULT-VALUE}).")
    private String tree;

    @Option(names = "--sync", paramLabel = "S", defaultValue = "neighbour", description = "Whom nodes compare with: neighbour, push-pull or off (default: ${DEFAULT-VALUE}).")
    private String sync;

    @Option(names = "--graft-timer", paramLabel = "MS", description = "With --tree paper: wait before an announced message is asked for (default: 200).")
    private @Nullable String graftTimer;

    @Option(names = "--paper-threshold", paramLabel = "HOPS", description = "With --tree paper: the tree changes for an announcement that is so many hops shorter; 0 is never (default: 0).")
    private @Nullable String paperThreshold;

    @Option(names = "--overlay", paramLabel = "O", defaultValue = "rings", description = "Who is linked with whom: rings (as nodes compute it) or random (a random regular graph) (default: ${DEFAULT-VALUE}).")
    private String overlay;

    @Option(names = "--degree", paramLabel = "D", description = "Links of a node: even with rings, at least 3 with random (default: two for each ring of the preset, 10).")
    private @Nullable String degree;

    @Option(names = "--eager-fanout", paramLabel = "F", description = "Children of a node in a computed tree (default: as the preset has it).")
    private @Nullable String eagerFanout;

    @Option(names = "--crash", paramLabel = "PCT", defaultValue = "0", description = "Percent of the nodes that crash at once, half-way through the messages; those that broadcast survive if enough others are there (default: ${DEFAULT-VALUE}).")
    private String crash;

    @Option(names = "--loss", paramLabel = "PCT", defaultValue = "0", description = "Percent of messages of every kind that are lost while messages are sent (default: ${DEFAULT-VALUE}).")
    private String loss;

    @Option(names = "--partition", paramLabel = "SECONDS", defaultValue = "0", description = "How long the cluster is cut in halves, from half-way through the messages on (default: ${DEFAULT-VALUE}).")
    private String partition;

    @Option(names = "--detect", paramLabel = "SECONDS", defaultValue = "10", description = "How long membership takes to notice a crash or a cut, and its end (default: ${DEFAULT-VALUE}).")
    private String detect;

    @Option(names = "--detect-all", paramLabel = "SECONDS", description = "How long until membership has told every node (default: a fifth longer than --detect).")
    private @Nullable String detectAll;

    @Option(names = "--churn", paramLabel = "PER_SECOND", defaultValue = "0", description = "Nodes that join, and nodes that leave, every second (default: ${DEFAULT-VALUE}).")
    private String churn;

    @Option(names = "--lack", paramLabel = "PCT", defaultValue = "0", description = "Percent of the nodes that do not know one percent of the members (default: ${DEFAULT-VALUE}).")
    private String lack;

    @Option(names = "--retention", paramLabel = "SECONDS", description = "How long nodes retain messages for those who miss them (default: as the preset has it).")
    private @Nullable String retention;

    @Option(names = "--store", description = "Every node has a durable store, which forces each batch to the disk.")
    private boolean store;

    @Option(names = "--store-age", paramLabel = "SECONDS", description = "With --store, how long a message is stored (default: a day).")
    private @Nullable String storeAge;

    @Option(names = "--store-disk", paramLabel = "MS", description = "With --store, what a disk takes to force a batch, by half more or less (default: 5).")
    private @Nullable String storeDisk;

    @Option(names = "--power-cut", paramLabel = "SECONDS", description = "With --store, how long all nodes are without power, from half-way through the messages on.")
    private @Nullable String powerCut;

    @Option(names = "--latency", paramLabel = "MODEL", description = "One way between two nodes: "
            + LatencyModels.FORMS + " (default: " + DEFAULT_LATENCY + ").")
    private @Nullable String latency;

    @Option(names = "--zones", paramLabel = "K", description = "Nodes are in so many zones, as with --latency zones:K, and name them, which changes the overlay and the trees (default: with --latency zones:K they are and do not).")
    private @Nullable String zones;

    @Option(names = "--memo", negatable = true, defaultValue = "true", fallbackValue = "true", description = "With --no-memo every engine computes its trees and views itself: slower, the same results.")
    private boolean memo;

    /** @return whether it is one of these */
    static boolean has(OptionSpec option) {
        return option.userObject() instanceof Field field && field.getDeclaringClass() == ScenarioOptions.class;
    }

    /** @return what they decide */
    Scenario scenario() {
        int size = value("--nodes", nodes).whole(2, MOST_NODES);
        PlumtreeConfig config = PlumtreeConfig.of(value("--preset", preset).oneOf(Preset.class));
        config = config.withSyncStrategy(value("--sync", sync).oneOf(SyncStrategy.class))
                .withMembership(MembershipSettings.STANDARD.withEnabled(true));
        Tree kind = value("--tree", tree).oneOf(Tree.class);
        PaperSettings paper = paper(kind);
        if (kind != Tree.PAPER) {
            config = config.withTree(TreeMode.valueOf(kind.name()));
        }
        if (eagerFanout != null) {
            config = config.withEagerFanout(value("--eager-fanout", eagerFanout)
                    .whole(ConfigKey.EAGER_FANOUT.minimum(), ConfigKey.EAGER_FANOUT.maximum()));
        }
        if (retention != null) {
            config = config.withMessageCacheTtl(
                    seconds(value("--retention", retention).number(ConfigKey.MESSAGE_CACHE_TTL.minimum().toSeconds(),
                            ConfigKey.MESSAGE_CACHE_TTL.maximum().toSeconds())));
        }
        Scenario.Topology topology = Scenario.Topology.RINGS;
        if (value("--overlay", overlay).oneOf(Overlay.class) == Overlay.RANDOM) {
            int links = randomDegree(size, 2 * config.get(ConfigKey.RINGS));
            topology = Scenario.Topology.random(links);
            config = config.withMaxPeers(Math.max(config.get(ConfigKey.MAX_PEERS), 2 * links));
        } else if (degree != null) {
            config = config.withRings(ringsDegree(size) / 2);
        }
        if (store) {
            StorageSettings day = StorageSettings.in(Path.of("simulated"));
            config = config.withStorage(storeAge == null ? day
                    : new StorageSettings(day.directory(), day.maxSize(), day.maxBytes(),
                            seconds(value("--store-age", storeAge).number(1, LONGEST_SECONDS)), day.sync()));
        }
        Workload workload = workload(size);
        Duration noticed = seconds(value("--detect", detect).number(0, LONGEST_SECONDS));
        Duration noticedByAll = detectAll == null
                ? noticed.multipliedBy(6).dividedBy(5)
                : seconds(value("--detect-all", detectAll).number(noticed.toMillis() / 1e3, LONGEST_SECONDS));
        List<PlannedFault> faults = faults(size, workload);
        if (zones != null) {
            if (topology.randomDegree() != 0 || paper != null) {
                throw value("--zones", zones).notAllowed("nothing with --overlay random or --tree paper, which know no zones");
            }
            topology = Scenario.Topology.ZONES;
        }
        return new Scenario(value("--seed", seed).whole(Long.MIN_VALUE, Long.MAX_VALUE), size, config.validated(), latency(),
                workload, faults, new Scenario.Views(noticed, noticedByAll), WARM_UP,
                faults.stream().anyMatch(
                        planned -> planned.fault() instanceof Partition || planned.fault().kind() == FaultKind.POWER_CUT)
                                ? QUIET_AFTER_PARTITION
                                : QUIET,
                topology, memo, paper, stores(paper));
    }

    private Scenario.@Nullable Stores stores(@Nullable PaperSettings paper) {
        if (store && paper != null) {
            throw value("--store", "true").notAllowed("nothing with --tree paper, which knows no stores");
        }
        if (!store) {
            needsStore("--store-age", storeAge);
            needsStore("--store-disk", storeDisk);
            needsStore("--power-cut", powerCut);
            return null;
        }
        double millis = storeDisk == null ? DEFAULT_DISK_MILLIS : value("--store-disk", storeDisk).number(0.01, 60_000);
        return new Scenario.Stores(1, new Disk.Speed((long) (millis * NANOS_PER_MILLI), DISK_BYTES_PER_SECOND));
    }

    private void needsStore(String option, @Nullable String text) {
        if (text != null) {
            throw value(option, text).notAllowed("nothing without --store");
        }
    }

    private String latency() {
        if (zones != null) {
            if (latency != null) {
                throw value("--latency", latency).notAllowed("nothing with --zones, which decides it");
            }
            return "zones:" + value("--zones", zones).whole(1, LatencyModels.MOST_ZONES);
        }
        String model = latency == null ? DEFAULT_LATENCY : latency;
        try {
            LatencyModels.parse(model, 0);
        } catch (IllegalArgumentException e) {
            throw value("--latency", model).notAllowed(LatencyModels.FORMS + " (" + e.getCause().getMessage() + ")");
        }
        return model;
    }

    private @Nullable PaperSettings paper(Tree kind) {
        double millis = graftTimer == null ? DEFAULT_GRAFT_MILLIS : value("--graft-timer", graftTimer).number(1, 60_000);
        int threshold = paperThreshold == null ? 0 : value("--paper-threshold", paperThreshold).whole(0, 1_000);
        if (kind == Tree.PAPER) {
            return new PaperSettings(Duration.ofNanos((long) (millis * NANOS_PER_MILLI)), threshold);
        }
        if (graftTimer != null) {
            throw value("--graft-timer", graftTimer).notAllowed("nothing without --tree paper");
        }
        if (paperThreshold != null) {
            throw value("--paper-threshold", paperThreshold).notAllowed("nothing without --tree paper");
        }
        return null;
    }

    private Workload workload(int size) {
        int senders = switch (origins) {
            case "one" -> 1;
            case "all" -> size;
            default -> (int) value("--origins", origins).whole(count -> count >= 1 && count <= size,
                    "one, all, or a whole number from 1 to the number of nodes, " + size);
        };
        double perSecond = rate == null ? senders : value("--rate", rate).number(0.001, MOST_A_SECOND);
        return new Workload(senders, value("--broadcasts", broadcasts).whole(1, MOST_BROADCASTS), perSecond,
                value("--payload", payload).whole(0, ConfigKey.MAX_MESSAGE_SIZE.in(Preset.DEFAULT)), "events");
    }

    private List<PlannedFault> faults(int size, Workload workload) {
        Duration all = Duration.ofNanos(workload.duration());
        List<PlannedFault> faults = new ArrayList<>();
        double lost = value("--loss", loss).percent();
        if (lost > 0) {
            faults.add(new PlannedFault(Disturbance.loss(lost / 100), Duration.ZERO, all));
        }
        double crashing = value("--crash", crash).percent();
        if (crashing > 0) {
            // Those that broadcast survive, where enough others can die.
            boolean enough = size - workload.origins() >= Math.round(crashing / 100 * size);
            faults.add(new PlannedFault(enough ? new Crash(crashing / 100) : Crash.of(crashing / 100), all.dividedBy(2),
                    Duration.ZERO));
        }
        double cut = value("--partition", partition).number(0, LONGEST_SECONDS);
        if (cut > 0) {
            faults.add(new PlannedFault(new Partition(2), all.dividedBy(2), seconds(cut)));
        }
        if (powerCut != null) {
            Duration dark = seconds(value("--power-cut", powerCut).number(0.001, LONGEST_SECONDS));
            faults.add(new PlannedFault(Restart.powerCut(1, dark.toNanos()), all.dividedBy(2), dark));
        }
        double turnover = value("--churn", churn).number(0, MOST_A_SECOND);
        if (turnover > 0) {
            long every = (long) (NANOS_PER_SECOND / turnover);
            int times = (int) (workload.duration() / every);
            faults.add(new PlannedFault(Turnover.joins(times, every), Duration.ZERO, all));
            faults.add(new PlannedFault(Turnover.leaves(times, every), Duration.ZERO, all));
        }
        double lacking = value("--lack", lack).percent();
        if (lacking > 0) {
            faults.add(new PlannedFault(WrongView.hidden(UNKNOWN_MEMBERS, lacking / 100), Duration.ZERO, all));
        }
        return faults;
    }

    private int ringsDegree(int size) {
        int most = Math.min(2 * ConfigKey.RINGS.maximum(), (size - 1) / 2 * 2);
        return (int) value("--degree", degree).whole(links -> links >= 2 && links <= most && links % 2 == 0,
                "an even number from 2 to " + most + " with --overlay rings and " + size + " nodes");
    }

    private int randomDegree(int size, int usual) {
        if (size < 4) {
            throw value("--nodes", nodes).notAllowed("a whole number from 4 on with --overlay random");
        }
        int most = Math.min(MOST_RANDOM_LINKS, size - 1);
        return (int) value("--degree", degree == null ? Integer.toString(usual) : degree).whole(
                links -> links >= 3 && links <= most && links % 2 * (size % 2) == 0,
                (size % 2 == 0 ? "a whole number from 3" : "an even number from 4") + " to " + most
                        + " with --overlay random and " + size
                        + " nodes");
    }

    private OptionValue value(String option, String text) {
        return new OptionValue(command, option, text);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * MILLIS_PER_SECOND));
    }

    /** @return what decides the scenario, as it stands in reports */
    Map<String, Object> described(Scenario scenario) {
        PlumtreeConfig config = scenario.config();
        int random = scenario.topology().randomDegree();
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("nodes", scenario.nodes());
        options.put("origins", scenario.workload().origins());
        options.put("broadcasts", scenario.workload().broadcasts());
        options.put("rate", scenario.workload().perSecond());
        options.put("payload", scenario.workload().payloadBytes());
        options.put("seed", scenario.seed());
        options.put("preset", preset);
        options.put("tree", tree);
        options.put("sync", sync);
        PaperSettings paper = scenario.paper();
        if (paper != null) {
            options.put("graftTimer", paper.graftTimer().toNanos() / NANOS_PER_MILLI);
            options.put("paperThreshold", paper.threshold());
        }
        options.put("overlay", overlay);
        options.put("degree", random == 0 ? 2 * config.get(ConfigKey.RINGS) : random);
        options.put("eagerFanout", config.get(ConfigKey.EAGER_FANOUT));
        options.put("crash", Double.valueOf(crash));
        options.put("loss", Double.valueOf(loss));
        options.put("partition", Double.valueOf(partition));
        options.put("detect", Double.valueOf(detect));
        options.put("retention", config.get(ConfigKey.MESSAGE_CACHE_TTL).toMillis() / (double) MILLIS_PER_SECOND);
        Scenario.Stores stores = scenario.stores();
        if (stores != null) {
            options.put("storeAge", config.storage().map(StorageSettings::maxAge).orElseThrow().toMillis()
                    / (double) MILLIS_PER_SECOND);
            options.put("storeDisk", stores.speed().nanos() / NANOS_PER_MILLI);
        }
        options.put("latency", scenario.latency());
        options.put("zonesNamed", scenario.topology().inZones());
        return options;
    }
}
