package io.plumtree.simulator.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

import io.plumtree.simulator.report.Baseline;
import io.plumtree.simulator.report.Figure;
import io.plumtree.simulator.report.RunReport;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the scenarios of a baseline again and tells what changed. */
@Command(name = "baseline", sortOptions = false, description = "Runs the scenarios of a baseline again and prints which figures changed.", exitCodeListHeading = "%nExit status:%n", exitCodeList = {
        " 0:no figure is worse than allowed", " 1:a figure is worse than allowed, or a run failed",
        " 2:an option or the file is not allowed" })
final class BaselineCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES).enable(SerializationFeature.INDENT_OUTPUT);

    @Spec
    private CommandSpec command;
    @ArgGroup(multiplicity = "1")
    private What what;
    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this and end.")
    private boolean help;

    /** One of the two. */
    static final class What {
        @Option(names = "--check", paramLabel = "FILE", description = "Compare with the figures in FILE.")
        private @Nullable Path check;
        @Option(names = "--write", paramLabel = "FILE", description = "Compare, then write the figures of the scenarios in FILE into it as they are now.")
        private @Nullable Path write;
    }

    /** A run's options without the run. */
    @Command(name = "the options of a scenario")
    private static final class Options {
        @Mixin
        private ScenarioOptions options;
    }

    @Override
    public Integer call() throws IOException {
        Path file = what.check != null ? what.check : what.write;
        Baseline before = read(file);
        Baseline now = before;
        boolean worse = false;
        PrintWriter out = command.commandLine().getOut();
        for (Baseline.Entry entry : before.scenarios()) {
            RunReport report = run(entry.options());
            Map<String, Double> figures = numbers(report);
            List<Baseline.Change> changes = before.changes(entry, figures);
            out.println(entry.options());
            out.print(changes.isEmpty() ? "  as before\n" : Baseline.table(changes));
            report.failures().forEach(failure -> out.println("  failed: " + failure));
            out.flush();
            worse |= !report.failures().isEmpty() || changes.stream().anyMatch(Baseline.Change::tooMuch);
            now = now.with(entry, figures);
        }
        if (what.write != null) {
            Files.writeString(file, JSON.writeValueAsString(now) + "\n");
            return 0;
        }
        return worse ? 1 : 0;
    }

    private Baseline read(Path file) {
        try {
            return JSON.readValue(file.toFile(), Baseline.class);
        } catch (JsonProcessingException e) {
            throw new ParameterException(command.commandLine(), file + " is no baseline: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new ParameterException(command.commandLine(), file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static RunReport run(String text) {
        Options holder = new Options();
        new CommandLine(holder).parseArgs(text.split(" "));
        return ReportedRun.of(holder.options);
    }

    private static Map<String, Double> numbers(RunReport report) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (Figure figure : report.figures()) {
            if (figure.value() instanceof Number number) {
                numbers.put(figure.key(), number.doubleValue());
            }
        }
        return numbers;
    }
}
