package io.plumtree.simulator.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.plumtree.simulator.scenario.RandomScenario;
import io.plumtree.simulator.scenario.Scenario;
import io.plumtree.simulator.scenario.ScenarioRun;
import io.plumtree.simulator.scenario.Trial;
import io.plumtree.simulator.trace.Replay;
import io.plumtree.simulator.trace.ReplayPage;
import io.plumtree.simulator.trace.TextTrace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs one scenario and writes what happens in it. */
@Command(name = "trace", sortOptions = false, description = "Runs one scenario and writes each event as a line: milliseconds, kind, from, to, what.", exitCodeListHeading = "%nExit status:%n", exitCodeList = {
        " 0:it is written", " 2:an option is not allowed, or a file cannot be written" })
final class TraceCommand implements Callable<Integer> {

    private static final String STANDARD_OUTPUT = "-";
    private static final int MOST_EVENTS = 10_000_000;

    @Spec
    private CommandSpec command;
    @Mixin
    private ScenarioOptions options;

    @Option(names = "--sweep-seed", paramLabel = "N", description = "Trace what sweep runs for this seed, in the place of a scenario by options.")
    private @Nullable String sweepSeed;

    @Option(names = "--out", paramLabel = "FILE", defaultValue = "plumtree-trace.txt", description = "Where the lines go; - is standard output (default: ${DEFAULT-VALUE}).")
    private String out;

    @Option(names = "--replay", paramLabel = "FILE.json", description = "Also write the events as JSON, and beside it a page of the same name in .html that shows them.")
    private @Nullable Path replay;

    @Option(names = "--limit", paramLabel = "EVENTS", defaultValue = "200000", description = "Events in --replay at most, from the first broadcast on (default: ${DEFAULT-VALUE}).")
    private String limit;

    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this and end.")
    private boolean help;

    /** A run that has not begun. */
    private record Traced(ScenarioRun run, Map<String, Object> options, Runnable action) {
    }

    @Override
    public Integer call() throws IOException {
        Traced traced = sweepSeed == null ? ofOptions() : ofSweep(sweepSeed);
        ScenarioRun run = traced.run;
        int mostEvents = new OptionValue(command, "--limit", limit).whole(1, MOST_EVENTS);
        Replay recording = replay == null ? null : new Replay(run, mostEvents);
        try (PrintWriter lines = lines(); OutputStream json = replay == null ? null : open("--replay", replay)) {
            TextTrace trace = new TextTrace(run.cluster().time(), lines);
            run.cluster().listen(trace);
            if (recording != null) {
                run.cluster().listen(recording);
            }
            traced.action.run();
            lines.flush();
            tell(trace.lines() + " events in " + (out.equals(STANDARD_OUTPUT) ? "standard output" : out));
            if (recording != null) {
                String text = new ObjectMapper().writeValueAsString(recording.toJson(traced.options));
                json.write(text.getBytes(StandardCharsets.UTF_8));
                Path page = besides(replay);
                Files.writeString(page, ReplayPage.of(text));
                tell("open " + page + " to see them");
            }
        }
        if (recording != null && recording.left() > 0) {
            tell("the replay is cut: the last " + recording.left() + " events are not in it, --limit is " + mostEvents);
        }
        return 0;
    }

    private Traced ofOptions() {
        Scenario scenario = options.scenario();
        ScenarioRun run = new ScenarioRun(scenario);
        return new Traced(run, options.described(scenario), () -> {
            Progress progress = new Progress();
            run.run(progress);
            progress.finish();
        });
    }

    private Traced ofSweep(String seed) {
        OptionValue value = new OptionValue(command, "--sweep-seed", seed);
        if (command.commandLine().getParseResult().matchedOptions().stream().anyMatch(ScenarioOptions::has)) {
            throw value.notAllowed("nothing besides --out, --replay and --limit: the seed decides the scenario");
        }
        Scenario scenario = RandomScenario.of(value.whole(Long.MIN_VALUE, Long.MAX_VALUE));
        Trial trial = new Trial(scenario);
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("sweep seed", seed);
        described.put("scenario", scenario.described().replace("\n", ", "));
        return new Traced(trial.scenarioRun(), described,
                () -> trial.run().violations().forEach(violation -> tell("violated: " + violation)));
    }

    /** Standard output may be the trace. */
    private void tell(String what) {
        command.commandLine().getErr().println(what);
        command.commandLine().getErr().flush();
    }

    private PrintWriter lines() {
        if (out.equals(STANDARD_OUTPUT)) {
            // Not to be closed.
            return new PrintWriter(command.commandLine().getOut()) {
                @Override
                public void close() {
                    flush();
                }
            };
        }
        return new PrintWriter(open("--out", Path.of(out)), false, StandardCharsets.UTF_8);
    }

    private OutputStream open(String option, Path file) {
        try {
            return Files.newOutputStream(file);
        } catch (IOException e) {
            throw new ParameterException(command.commandLine(), option + " is \"" + file + "\", which cannot be written: " + e,
                    e);
        }
    }

    private static Path besides(Path file) {
        String name = file.getFileName().toString();
        return file.resolveSibling(
                (name.endsWith(".json") ? name.substring(0, name.length() - ".json".length()) : name) + ".html");
    }
}
