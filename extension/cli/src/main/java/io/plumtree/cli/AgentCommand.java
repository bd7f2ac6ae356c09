package io.plumtree.cli;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.plumtree.api.InvalidConfigException;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.PlumtreeException;
import io.plumtree.core.membership.Delegates;
import io.plumtree.vertx.PlumtreeNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A member that a person or a program drives by lines. */
@Command(name = "agent", sortOptions = false, description = "Joins a cluster, prints one event a line and takes commands, one a line, from standard input; 'help' lists them. Leaves at the end of the input, and on a signal.", exitCodeListHeading = "%nExit status:%n", exitCodeList = {
        " 0:the node ran, and has left or was told to quit", " 1:the node could not start, or not leave in time",
        " 2:an option is not allowed" })
final class AgentCommand implements Callable<Integer> {

    static final Duration LEAVING = Duration.ofSeconds(10);
    /** Beyond the time for leaving, for what is closed at the end. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    @Spec
    private CommandSpec command;

    @Mixin
    private AgentOptions options;

    @Option(names = "--json", description = "Print events as JSON objects.")
    private boolean json;

    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this and end.")
    private boolean help;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PlumtreeConfig config = options.config(command);
        PrintWriter out = command.commandLine().getOut();
        EventPrinter printer = new EventPrinter(out, config.nodeId().orElseThrow().value(), json);
        Warnings warnings = Warnings.printedBy(printer);
        try {
            return run(start(config, printer), config, printer);
        } catch (CompletionException e) {
            if (e.getCause() instanceof InvalidConfigException wrong) {
                throw new ParameterException(command.commandLine(), OptionNames.in(String.valueOf(wrong.getMessage())), wrong);
            } else if (e.getCause() instanceof PlumtreeException failure) {
                command.commandLine().getErr().println(OptionNames.in(String.valueOf(failure.getMessage())));
                return 1;
            }
            throw e;
        } finally {
            warnings.close();
        }
    }

    private static PlumtreeNode start(PlumtreeConfig config, EventPrinter printer) {
        AgentEvents events = new AgentEvents(printer);
        return PlumtreeNode.builder().config(config).listener(events).events(AgentEvents.TYPES)
                .delegates(Delegates.NONE.withUser(events)).start().toCompletableFuture().join();
    }

    private static int run(PlumtreeNode node, PlumtreeConfig config, EventPrinter printer)
            throws IOException, InterruptedException {
        // Also when a signal ends the process the others hear that the node leaves.
        Thread hook = new Thread(() -> left(node), "agent-leave");
        Runtime.getRuntime().addShutdownHook(hook);
        printer.print("ready", Json.object().put("address", node.cluster().localMember().address().toString())
                .put("broadcast", node.cluster().address().toString()));
        Reader in = new InputStreamReader(System.in, StandardCharsets.UTF_8);
        new AgentLines(node, config.tags(), printer).run(new LineReader(in));
        if (!left(node)) {
            return 1;
        }
        Runtime.getRuntime().removeShutdownHook(hook);
        return 0;
    }

    /** @return whether the node has left in time */
    private static boolean left(PlumtreeNode node) {
        try {
            node.leave(LEAVING).toCompletableFuture().get(LEAVING.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
