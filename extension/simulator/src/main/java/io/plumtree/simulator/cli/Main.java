package io.plumtree.simulator.cli;

import java.io.PrintWriter;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. */
@Command(name = "plumtree-simulator", subcommands = { RunCommand.class, SweepCommand.class,
        TraceCommand.class, BaselineCommand.class,
        MembershipCommand.class }, description = "Runs clusters of real Plumtree engines on virtual time.")
public final class Main {

    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this and end.")
    private boolean help;

    private Main() {
    }

    /** Runs a command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setParameterExceptionHandler(Main::wrong);
    }

    /** Says what is wrong and where help is; the whole help would hide it. */
    private static int wrong(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(wrong.getMessage());
        UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("See " + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }
}
