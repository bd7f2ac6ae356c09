package io.plumtree.simulator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import picocli.CommandLine;

class SweepCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(arguments.split(" "));
    }

    @Test
    void jsonIsOneObjectWithWhatFiredAndWhatWasMissed() throws Exception {
        assertEquals(0, execute("sweep --seeds 1..4 --threads 2 --json"), err::toString);
        JsonNode figures = new ObjectMapper().readTree(out.toString());
        assertEquals(4, figures.get("scenarios").asInt());
        assertEquals(0, figures.get("failed").size());
        assertEquals(0, figures.get("violations").asInt());
        assertEquals(0, figures.get("missesUnexplained").asInt());
        assertTrue(figures.get("delivered").asLong() > 0);
        long fired = 0;
        for (JsonNode kind : figures.get("faults")) {
            fired += kind.get("fired").asLong();
        }
        assertTrue(fired > 0);
    }

    @Test
    void theNumberOfThreadsDecidesNothing() throws Exception {
        assertEquals(0, execute("sweep --seeds 5..8 --threads 1 --json"));
        String one = withoutTime();
        out.getBuffer().setLength(0);
        assertEquals(0, execute("sweep --seeds 5..8 --threads 3 --json"));
        assertEquals(one, withoutTime());
    }

    private String withoutTime() {
        return out.toString().replaceAll("\"seconds\" : .*", "");
    }

    @Test
    void oneSeedIsARangeToo() {
        assertEquals(0, execute("sweep --seeds 3"));
        assertTrue(out.toString().contains("1 scenarios"), out::toString);
    }

    @Test
    void whatIsNotAllowedIsSaid() {
        assertEquals(2, execute("sweep --seeds many"));
        assertTrue(err.toString().startsWith("--seeds is \"many\", allowed is"), err::toString);
        assertEquals(2, execute("sweep --seeds 9..3"));
        assertEquals(2, execute("sweep --seeds 1..3 --threads 0"));
    }
}
