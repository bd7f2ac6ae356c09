package io.plumtree.simulator.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.plumtree.simulator.swim.SwimSettings;
import io.plumtree.simulator.swim.experiment.ConcurrentStarts;
import io.plumtree.simulator.swim.experiment.CrashDetection;
import io.plumtree.simulator.swim.experiment.FalsePositives;
import io.plumtree.simulator.swim.experiment.HealingPartition;
import io.plumtree.simulator.swim.experiment.IdleCost;
import io.plumtree.simulator.swim.experiment.JoiningAtOnce;
import io.plumtree.simulator.swim.experiment.Pauses;
import io.plumtree.simulator.swim.experiment.Result;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs one experiment with the real membership and says whether its promise held. */
@Command(name = "membership", sortOptions = false, description = "Runs one experiment with clusters of the real membership and says whether what is promised held.", exitCodeListHeading = "%nExit status:%n", exitCodeList = {
        " 0:the promise held", " 1:it did not", " 2:an option is not allowed" })
final class MembershipCommand implements Callable<Integer> {

    private static final int MOST_NODES = 10_000;
    private static final int LEAST_NODES = 4;
    private static final int MOST_TIMES = 100_000;
    private static final int LONGEST_SECONDS = 86_400;
    private static final int LONGEST_MILLIS = 600_000;
    private static final Duration PAUSES_GO_ON = Duration.ofSeconds(120);

    /** Each with how many nodes and how often, unless the user says otherwise. */
    private enum Experiment {
        JOIN(1000, 1),
        STARTS(50, 500),
        PAUSES(128, 1),
        PARTITION(100, 1),
        CRASH(100, 10),
        IDLE(20, 1);

        private final int nodes;
        private final int times;

        Experiment(int nodes, int times) {
            this.nodes = nodes;
            this.times = times;
        }
    }

    @Spec
    private CommandSpec command;
    @Option(names = "--experiment", required = true, paramLabel = "NAME", description = {
            "join: all nodes at once by few seeds.", "starts: nodes start in any order, for many seeds of randomness.",
            "pauses: nodes are slow again and again, with Lifeguard and as plain SWIM.",
            "partition: two halves that do not reach each other.",
            "crash: nodes that crash, silently and with connections reset.",
            "idle: what a quiet cluster sends." })
    private String experiment;
    @Option(names = "--nodes", paramLabel = "N", description = "Nodes (default: 1000 join, 50 start, 128 are paused, 100 are parted or crash, 20 are idle).")
    private @Nullable String nodes;
    @Option(names = "--seed", paramLabel = "S", description = "Decides all randomness (default: ${DEFAULT-VALUE}).", defaultValue = "1")
    private String seed;
    @Option(names = "--times", paramLabel = "T", description = "starts: seeds of randomness, the first is --seed (default: 500). crash: crashes of each kind (default: 10).")
    private @Nullable String times;
    @Option(names = "--seed-nodes", paramLabel = "K", description = "join: how many nodes the others join by (default: ${DEFAULT-VALUE}).", defaultValue = "1")
    private String seedNodes;
    @Option(names = "--partition", paramLabel = "SECONDS", description = "partition: how long (default: ${DEFAULT-VALUE}).", defaultValue = "600")
    private String partition;
    @Option(names = "--anomalous", paramLabel = "C", description = "pauses: nodes that are slow (default: 4 and 16, each in a cluster of its own).")
    private @Nullable String anomalous;
    @Option(names = "--kind", paramLabel = "KIND", description = "pauses: stuck, messages are but timers go on, or still, the process stands (default: ${DEFAULT-VALUE}).", defaultValue = "stuck")
    private String kind;
    @Option(names = "--slow", paramLabel = "MS", description = "pauses: how long each time (default: 8192 and 32768).")
    private @Nullable String slow;
    @Option(names = "--fast", paramLabel = "MS", description = "pauses: how long in between (default: 4 and 1024).")
    private @Nullable String fast;
    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;
    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this and end.")
    private boolean help;

    @Override
    public Integer call() throws JsonProcessingException {
        Progress progress = new Progress();
        progress.accept(0);
        Experiment which = new OptionValue(command, "--experiment", experiment).oneOf(Experiment.class);
        Result result = run(which, progress);
        print(which, result, progress.finish());
        return result.failures().isEmpty() ? 0 : 1;
    }

    private Result run(Experiment which, Progress progress) {
        int count = nodes == null ? which.nodes : new OptionValue(command, "--nodes", nodes).whole(LEAST_NODES, MOST_NODES);
        long randomness = new OptionValue(command, "--seed", seed).whole(Long.MIN_VALUE, Long.MAX_VALUE);
        int often = times == null ? which.times : new OptionValue(command, "--times", times).whole(1, MOST_TIMES);
        SwimSettings settings = SwimSettings.lan(count, randomness);
        return switch (which) {
            case JOIN -> JoiningAtOnce.run(settings, new OptionValue(command, "--seed-nodes", seedNodes).whole(1, count));
            case STARTS -> ConcurrentStarts.run(settings, often, progress);
            case PAUSES -> FalsePositives.run(settings, pauses(count), progress);
            case PARTITION -> HealingPartition.run(settings, Duration.ofSeconds(
                    new OptionValue(command, "--partition", partition).whole(1, LONGEST_SECONDS)));
            case CRASH -> CrashDetection.run(settings, crashes(often, count), progress);
            case IDLE -> IdleCost.run(settings);
        };
    }

    /** Enough have to be left to see what happened. */
    private int crashes(int often, int count) {
        if (often > count / 4) {
            throw new OptionValue(command, "--times", Integer.toString(often)).notAllowed("at most a quarter of the nodes");
        }
        return often;
    }

    private List<Pauses> pauses(int count) {
        List<Pauses> pauses = new ArrayList<>();
        Pauses.Kind what = new OptionValue(command, "--kind", kind).oneOf(Pauses.Kind.class);
        for (int slowNodes : of("--anomalous", anomalous, count - 1, 4, 16)) {
            for (int slowMillis : of("--slow", slow, LONGEST_MILLIS, 8192, 32_768)) {
                for (int fastMillis : of("--fast", fast, LONGEST_MILLIS, 4, 1024)) {
                    pauses.add(new Pauses(Math.min(slowNodes, count - 1), what, Duration.ofMillis(slowMillis),
                            Duration.ofMillis(fastMillis), PAUSES_GO_ON));
                }
            }
        }
        return pauses;
    }

    private int[] of(String option, @Nullable String text, int most, int... otherwise) {
        return text == null ? otherwise : new int[] { new OptionValue(command, option, text).whole(1, most) };
    }

    private void print(Experiment which, Result result, double seconds) throws JsonProcessingException {
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("experiment", which.name().toLowerCase(Locale.ROOT));
            values.putAll(result.values());
            values.put("seconds", seconds);
            out.print(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(values) + "\n");
        } else {
            out.print(result.text());
            out.printf(Locale.ROOT, "%ntook %.1f s%n", seconds);
        }
        out.flush();
        PrintWriter err = command.commandLine().getErr();
        result.failures().forEach(failure -> err.println("failed: " + failure));
        err.flush();
    }
}
