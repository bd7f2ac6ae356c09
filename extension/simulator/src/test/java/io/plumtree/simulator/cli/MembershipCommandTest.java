package io.plumtree.simulator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import picocli.CommandLine;

class MembershipCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(("membership " + arguments).split(" "));
    }

    private void assertNotAllowed(String arguments, String inMessage) {
        err.getBuffer().setLength(0);
        assertEquals(2, execute(arguments), arguments);
        assertTrue(err.toString().contains(inMessage), () -> arguments + " says: " + err);
    }

    @Test
    void anExperimentIsATableOrOneJsonObject() throws Exception {
        assertEquals(0, execute("--experiment join --nodes 20 --seed-nodes 2 --seed 3"), err::toString);
        assertTrue(out.toString().contains("all see all"), out::toString);
        out.getBuffer().setLength(0);
        assertEquals(0, execute("--json --experiment crash --nodes 8 --times 1"), err::toString);
        JsonNode figures = new ObjectMapper().readTree(out.toString());
        assertEquals("crash", figures.get("experiment").asText());
        assertEquals(8, figures.get("nodes").asInt());
        assertTrue(figures.get("silentMax").asDouble() > 1);
        assertTrue(figures.get("failures").isEmpty());
        assertEquals("", err.toString());
    }

    @Test
    void everyExperimentRuns() {
        for (String experiment : new String[] { "starts --nodes 10 --times 2", "partition --nodes 6 --partition 100",
                "idle --nodes 6", "pauses --nodes 8 --anomalous 1 --slow 5000 --fast 100 --kind still" }) {
            assertEquals(0, execute("--experiment " + experiment), () -> experiment + " says: " + err);
        }
    }

    @Test
    void aPromiseThatDoesNotHoldIsToldAndIsTheExitStatus() {
        // Too short for the halves to give each other up.
        assertEquals(1, execute("--experiment partition --nodes 6 --partition 1"));
        assertTrue(err.toString().contains("failed: the halves did not give each other up"), err::toString);
    }

    @Test
    void whatIsNotAllowedIsNamed() {
        assertNotAllowed("--nodes 20", "--experiment");
        assertNotAllowed("--experiment dance", "join, starts, pauses, partition, crash, idle");
        assertNotAllowed("--experiment join --nodes 3", "--nodes is \"3\"");
        assertNotAllowed("--experiment join --nodes 10 --seed-nodes 11", "--seed-nodes is \"11\"");
        assertNotAllowed("--experiment crash --nodes 20 --times 6", "at most a quarter of the nodes");
        assertNotAllowed("--experiment pauses --kind lazy", "stuck, still");
    }
}
