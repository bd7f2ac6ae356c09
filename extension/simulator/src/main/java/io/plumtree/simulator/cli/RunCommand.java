package io.plumtree.simulator.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.plumtree.simulator.report.FigureTable;
import io.plumtree.simulator.report.RunReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs one scenario and prints its figures. */
@Command(name = "run", sortOptions = false, description = "Runs one scenario and prints its figures. The same options give the same traceHash, in any JVM.", exitCodeListHeading = "%nExit status:%n", exitCodeList = {
        " 0:every node that lives has every message", " 1:misses that nothing explains, or a check failed",
        " 2:an option is not allowed" })
final class RunCommand implements Callable<Integer> {

    private static final int FAILURES_SHOWN = 10;

    @Spec
    private CommandSpec command;
    @Mixin
    private ScenarioOptions options;
    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;
    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this and end.")
    private boolean help;

    @Override
    public Integer call() throws JsonProcessingException {
        RunReport report = ReportedRun.of(options);
        print(report);
        return report.failures().isEmpty() ? 0 : 1;
    }

    private void print(RunReport report) throws JsonProcessingException {
        PrintWriter out = command.commandLine().getOut();
        out.print(json
                ? new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report.values()) + "\n"
                : report.scenario() + "\n\n" + FigureTable.of(report.figures()));
        out.flush();
        PrintWriter err = command.commandLine().getErr();
        List<String> failures = report.failures();
        failures.stream().limit(FAILURES_SHOWN).forEach(failure -> err.println("failed: " + failure));
        if (failures.size() > FAILURES_SHOWN) {
            err.println("failed: and " + (failures.size() - FAILURES_SHOWN) + " more");
        }
        err.flush();
    }
}
