package io.plumtree.simulator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import picocli.CommandLine;

class TraceCommandTest {

    private static final String SCENARIO = "--nodes 12 --origins 2 --broadcasts 6";

    @TempDir
    Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int trace(String options, Object... files) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        List<String> arguments = new ArrayList<>(List.of("trace"));
        arguments.addAll(List.of((SCENARIO + " " + options).strip().split(" +")));
        for (Object file : files) {
            arguments.add(file.toString());
        }
        return commandLine.execute(arguments.toArray(String[]::new));
    }

    private JsonNode replay(String options) throws IOException {
        Path json = directory.resolve("run.json");
        assertEquals(0, trace(options + " --out - --replay", json), err::toString);
        return new ObjectMapper().readTree(json.toFile());
    }

    private static List<JsonNode> ofKind(JsonNode replay, String kind) {
        List<JsonNode> found = new ArrayList<>();
        replay.get("events").forEach(event -> {
            if (event.get("kind").asText().equals(kind)) {
                found.add(event);
            }
        });
        return found;
    }

    @Test
    void everyEventIsALineOfFiveFieldsInTheOrderOfTime() throws IOException {
        Path file = directory.resolve("trace.txt");
        assertEquals(0, trace("--out", file), err::toString);
        assertEquals("", out.toString());
        List<String> lines = Files.readAllLines(file);
        assertEquals("ms\tkind\tfrom\tto\twhat", lines.get(0));
        double last = 0;
        Set<String> kinds = new LinkedHashSet<>();
        int delivered = 0;
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split("\t", -1);
            assertEquals(5, fields.length, line);
            assertTrue(Double.parseDouble(fields[0]) >= last, line);
            last = Double.parseDouble(fields[0]);
            kinds.add(fields[1]);
            delivered += fields[1].equals("delivered") ? 1 : 0;
        }
        assertEquals(6 * 11, delivered);
        assertTrue(kinds.containsAll(List.of("started", "link-up", "broadcast", "sent", "arrived", "delivered")),
                kinds::toString);
        assertTrue(err.toString().contains(lines.size() - 1 + " events"), err::toString);
    }

    @Test
    void standardOutputHasTheTraceAlone() {
        assertEquals(0, trace("--out -"));
        assertTrue(out.toString().startsWith("ms\tkind"));
        assertFalse(out.toString().contains("standard output"));
    }

    @Test
    void aReplayHoldsNodesLinksAndWhatWasSentWithItsArrival() throws IOException {
        JsonNode replay = replay("--crash 20 --detect 1");
        assertEquals("plumtree-replay/1", replay.get("format").asText());
        assertEquals(12, replay.get("nodes").size());
        Set<Double> places = new LinkedHashSet<>();
        replay.get("nodes").forEach(node -> places.add(node.get("place").asDouble()));
        assertEquals(12, places.size());
        assertTrue(replay.get("links").size() > 12 * 3 && replay.get("links").size() <= 12 * 11 / 2);
        assertEquals(6, ofKind(replay, "broadcast").size());
        assertEquals(2, ofKind(replay, "stopped").size());
        assertEquals(1, replay.get("faults").size());
        List<JsonNode> gossip = ofKind(replay, "gossip");
        assertTrue(gossip.size() >= 6 * 9);
        int arrived = 0;
        for (JsonNode sent : gossip) {
            if (sent.has("arrives")) {
                arrived++;
                double took = sent.get("arrives").asDouble() - sent.get("at").asDouble();
                assertTrue(took >= 9.99 && took <= 50.01, sent::toString);
            }
            assertTrue(sent.has("origin") && sent.has("message") && sent.has("what"), sent::toString);
        }
        assertTrue(arrived >= 6 * 9);
        Set<String> deliveredIds = new LinkedHashSet<>();
        ofKind(replay, "delivered").forEach(event -> deliveredIds.add(event.get("message").asText()));
        Set<String> broadcastIds = new LinkedHashSet<>();
        ofKind(replay, "broadcast").forEach(event -> broadcastIds.add(event.get("message").asText()));
        assertEquals(broadcastIds, deliveredIds);
    }

    @Test
    void thePageHoldsAllItNeeds() throws IOException {
        JsonNode replay = replay("");
        String page = Files.readString(directory.resolve("run.html"));
        assertFalse(page.contains("{{"), "a place that nothing was put into");
        assertFalse(page.contains("src="), "it loads nothing");
        int begin = page.indexOf(">", page.indexOf("<script type=\"application/json\"")) + 1;
        assertEquals(replay, new ObjectMapper().readTree(page.substring(begin, page.indexOf("</script>", begin))));
    }

    @Test
    void aReplayIsCutAtItsLimitAndSaysSo() throws IOException {
        JsonNode replay = replay("--limit 50");
        assertEquals(50, replay.get("events").size());
        assertTrue(replay.get("left").asLong() > 0);
        assertTrue(err.toString().contains("--limit is 50"), err::toString);
    }

    @Test
    void aSeedOfASweepIsTraced() throws IOException {
        CommandLine commandLine = Main.commandLine();
        commandLine.setErr(new PrintWriter(err));
        Path json = directory.resolve("sweep.json");
        Path lines = directory.resolve("sweep.txt");
        String[] files = { "trace", "--out", lines.toString(), "--replay", json.toString(), "--sweep-seed", "3" };
        assertEquals(0, commandLine.execute(files), err::toString);
        assertTrue(new ObjectMapper().readTree(json.toFile()).get("faults").size() > 0);
        assertTrue(Files.size(lines) > 1_000);
        assertEquals(2, trace("--sweep-seed 3"), "beside the options of a scenario");
        assertTrue(err.toString().contains("--sweep-seed"), err::toString);
    }

    @Test
    void aFileThatCannotBeWrittenIsNamedBeforeAnythingRuns() {
        assertEquals(2, trace("--out", directory.resolve("absent/trace.txt")));
        assertTrue(err.toString().contains("--out") && err.toString().contains("absent"), err::toString);
        assertEquals(2, trace("--limit 0"));
    }
}
