package io.plumtree.simulator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

class BaselineCommandTest {

    @TempDir
    Path directory;
    private Path file;
    private final StringWriter output = new StringWriter();

    @BeforeEach
    void writeScenarios() throws IOException {
        file = directory.resolve("baseline.json");
        Files.writeString(file, """
                { "allowed" : { "coverageMsP50" : { "percent" : 1, "more" : 0, "better" : "LESS" } },
                  "scenarios" : [ { "options" : "--nodes 20 --broadcasts 5", "figures" : { "coverageMsP50" : null } } ] }
                """);
    }

    private int execute(String option) {
        output.getBuffer().setLength(0);
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(output));
        commandLine.setErr(new PrintWriter(output));
        return commandLine.execute("baseline", option, file.toString());
    }

    @Test
    void whatWasWrittenIsAsBefore() {
        assertEquals(0, execute("--write"));
        assertEquals(0, execute("--check"), output::toString);
        assertTrue(output.toString().contains("as before"), output::toString);
    }

    @Test
    void worseThanAllowedIsAFailureThatNamesTheFigure() throws IOException {
        assertEquals(0, execute("--write"));
        Files.writeString(file, Files.readString(file).replaceAll("\"coverageMsP50\" : [0-9.]+", "\"coverageMsP50\" : 1.0"));
        assertEquals(1, execute("--check"));
        assertTrue(output.toString().contains("coverageMsP50") && output.toString().contains("worse than allowed"),
                output::toString);
    }

    @Test
    void aFileThatIsNoBaselineIsNamed() throws IOException {
        Files.writeString(file, "{ \"allowed\" : 3 }");
        assertEquals(2, execute("--check"));
        assertTrue(output.toString().contains("baseline.json is no baseline"), output::toString);
        Files.delete(file);
        assertEquals(2, execute("--check"));
        assertTrue(output.toString().contains("baseline.json cannot be read"), output::toString);
    }

    @Test
    void wrongOptionsOfAScenarioAreNamed() throws IOException {
        Files.writeString(file, Files.readString(file).replace("--nodes 20", "--nodes 0"));
        assertEquals(2, execute("--check"));
    }
}
