package io.plumtree.simulator.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(name = "plumtree-simulator", mixinStandardHelpOptions = true, subcommands = RunCommand.class, description = "Runs clusters of real Plumtree engines on virtual time.")
public final class Main {

    private Main() {
    }

    /** Runs a command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
