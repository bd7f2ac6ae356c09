package io.plumtree.simulator.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.Preset;
import io.plumtree.api.TreeMode;
import io.plumtree.simulator.fault.Crash;
import io.plumtree.simulator.fault.Loss;
import io.plumtree.simulator.fault.Partition;
import io.plumtree.simulator.fault.PlannedFault;
import io.plumtree.simulator.report.RunReport;
import io.plumtree.simulator.scenario.Scenario;
import io.plumtree.simulator.scenario.ScenarioRun;
import io.plumtree.simulator.scenario.Workload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs one scenario and prints its figures. */
@Command(name = "run", mixinStandardHelpOptions = true, description = "Runs one scenario and prints its figures.")
final class RunCommand implements Callable<Integer> {

    @Option(names = "--nodes", defaultValue = "1000")
    int nodes;
    @Option(names = "--origins", defaultValue = "1")
    String origins;
    @Option(names = "--broadcasts", defaultValue = "100")
    int broadcasts;
    @Option(names = "--rate")
    Double rate;
    @Option(names = "--payload", defaultValue = "256")
    int payload;
    @Option(names = "--seed", defaultValue = "1")
    long seed;
    @Option(names = "--preset", defaultValue = "default")
    String preset;
    @Option(names = "--tree", defaultValue = "computed")
    String tree;
    @Option(names = "--overlay", defaultValue = "rings")
    String overlay;
    @Option(names = "--degree")
    Integer degree;
    @Option(names = "--eager-fanout")
    Integer eagerFanout;
    @Option(names = "--crash", defaultValue = "0")
    double crash;
    @Option(names = "--loss", defaultValue = "0")
    double loss;
    @Option(names = "--partition", defaultValue = "0")
    double partition;
    @Option(names = "--retention")
    Double retention;
    @Option(names = "--latency", defaultValue = "uniform:10-50")
    String latency;
    @Option(names = "--detect", defaultValue = "10")
    double detect;
    @Option(names = "--memo", negatable = true, defaultValue = "true", fallbackValue = "true")
    boolean memoise;
    @Option(names = "--json")
    boolean json;

    @Override
    public Integer call() throws Exception {
        PlumtreeConfig config = PlumtreeConfig.of(Preset.valueOf(preset.toUpperCase(Locale.ROOT).replace('-', '_')))
                .withTree(TreeMode.valueOf(tree.toUpperCase(Locale.ROOT)));
        if (degree != null) {
            config = config.withRings(degree / 2);
        }
        if (eagerFanout != null) {
            config = config.withEagerFanout(eagerFanout);
        }
        if (retention != null) {
            config = config.withMessageCacheTtl(Duration.ofMillis((long) (retention * 1000)));
        }
        int senders = origins.equals("all") ? nodes : origins.equals("one") ? 1 : Integer.parseInt(origins);
        Workload workload = new Workload(senders, broadcasts, rate == null ? senders : rate, payload, "events");
        Duration half = Duration.ofNanos(workload.duration() / 2);
        List<PlannedFault> faults = new ArrayList<>();
        if (loss > 0) {
            faults.add(new PlannedFault(new Loss(loss / 100), Duration.ZERO, Duration.ofNanos(workload.duration())));
        }
        if (crash > 0) {
            faults.add(new PlannedFault(new Crash(crash / 100), half, Duration.ZERO));
        }
        if (partition > 0) {
            faults.add(new PlannedFault(new Partition(2), half, Duration.ofMillis((long) (partition * 1000))));
        }
        long views = (long) (detect * 1000);
        Scenario scenario = new Scenario(seed, nodes, config, latency, workload, faults,
                new Scenario.Views(Duration.ofMillis(views), Duration.ofMillis(views + views / 5)), Duration.ofSeconds(8),
                Duration.ofSeconds(partition > 0 ? 60 : 15), Scenario.Topology.valueOf(overlay.toUpperCase(Locale.ROOT)),
                memoise);
        ScenarioRun run = new ScenarioRun(scenario);
        long start = System.nanoTime();
        run.run(share -> {
        });
        Map<String, Object> figures = RunReport.of(run, (System.nanoTime() - start) / 1e9);
        System.out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(figures));
        run.measurements().violations().stream().limit(10).forEach(System.err::println);
        return 0;
    }
}
