package io.plumtree.simulator.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.plumtree.simulator.report.SweepReport;
import io.plumtree.simulator.scenario.RandomScenario;
import io.plumtree.simulator.scenario.RandomTrial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a random scenario for each of many seeds and says for which the promise did not hold. */
@Command(name = "sweep", sortOptions = false, description = "Runs a random scenario for each seed: a small cluster in which up to six kinds of things go wrong, then everything is healed. Says for which seeds the promise did not hold, and how to run them again.", exitCodeListHeading = "%nExit status:%n", exitCodeList = {
        " 0:the promise held for every seed", " 1:it did not, or a miss has no explanation", " 2:an option is not allowed" })
final class SweepCommand implements Callable<Integer> {

    private static final String REPRODUCE = "java -jar extension/simulator/target/plumtree-simulator.jar sweep --seeds ";
    private static final int MOST_THREADS = 1024;

    @Spec
    private CommandSpec command;
    @Option(names = "--seeds", required = true, paramLabel = "A..B", description = "The first and the last seed, or one.")
    private String seeds;
    @Option(names = "--threads", paramLabel = "T", description = "Scenarios at one time (default: one for each processor).")
    private String threads = Integer.toString(Runtime.getRuntime().availableProcessors());
    @Option(names = "--json", description = "Print one JSON object instead of lines and a table.")
    private boolean json;
    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this and end.")
    private boolean help;

    @Override
    public Integer call() throws JsonProcessingException, InterruptedException {
        String[] range = seeds.split("\\.\\.", 2);
        OptionValue from = new OptionValue(command, "--seeds", seeds);
        long first;
        long last;
        try {
            first = Long.parseLong(range[0]);
            last = Long.parseLong(range[range.length - 1]);
        } catch (NumberFormatException e) {
            throw from.notAllowed("one seed, or the first and the last as in 1..1000");
        }
        if (last < first || last - first >= Integer.MAX_VALUE) {
            throw from.notAllowed("a first seed and a last one that is not less");
        }
        int atOnce = new OptionValue(command, "--threads", threads).whole(1, MOST_THREADS);
        SweepReport report = sweep(first, last, atOnce);
        PrintWriter out = command.commandLine().getOut();
        out.print(json
                ? new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report.figures()) + "\n"
                : report.text());
        out.flush();
        return report.held() ? 0 : 1;
    }

    private SweepReport sweep(long first, long last, int atOnce) throws InterruptedException {
        long start = System.nanoTime();
        SweepReport report = new SweepReport();
        ExecutorService workers = Executors.newFixedThreadPool(atOnce);
        try {
            List<Future<RandomTrial>> trials = new ArrayList<>();
            for (long seed = first; seed <= last; seed++) {
                long own = seed;
                trials.add(workers.submit(() -> RandomTrial.of(own)));
            }
            for (int i = 0; i < trials.size(); i++) {
                long scenario = add(report, first + i, trials.set(i, null));
                if (!json && first == last) {
                    command.commandLine().getOut().println(RandomScenario.of(scenario).described());
                }
            }
        } finally {
            workers.shutdownNow();
        }
        report.took((System.nanoTime() - start) / 1e9);
        return report;
    }

    /** @return the seed that its scenario was drawn from */
    private long add(SweepReport report, long seed, Future<RandomTrial> run) throws InterruptedException {
        long scenario = seed;
        List<String> wrong;
        try {
            RandomTrial trial = run.get();
            report.add(trial);
            scenario = trial.scenarioSeed();
            wrong = trial.verdict().violations();
        } catch (ExecutionException e) {
            wrong = List.of("the run ended with " + e.getCause());
        }
        if (!wrong.isEmpty()) {
            String again = REPRODUCE + scenario;
            report.failed(seed, wrong, again);
            if (!json) {
                command.commandLine().getOut().println("seed " + seed + " failed: " + wrong.get(0)
                        + (wrong.size() > 1 ? " (and more)" : "") + "; again: " + again);
                command.commandLine().getOut().flush();
            }
        }
        return scenario;
    }
}
