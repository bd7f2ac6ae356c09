package io.plumtree.simulator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import picocli.CommandLine;

class RunCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(arguments.split(" "));
    }

    private JsonNode run(String options) throws Exception {
        out.getBuffer().setLength(0);
        assertEquals(0, execute("run --json " + options), err::toString);
        assertEquals("", err.toString());
        return new ObjectMapper().readTree(out.toString());
    }

    private void assertNotAllowed(String options, String... inMessage) {
        err.getBuffer().setLength(0);
        out.getBuffer().setLength(0);
        assertEquals(2, execute("run " + options), options);
        assertEquals("", out.toString());
        for (String part : inMessage) {
            assertTrue(err.toString().contains(part), () -> options + " says: " + err);
        }
        assertFalse(err.toString().contains("Exception"), err::toString);
    }

    @Test
    void withStoresNothingIsLostWhenAllAreWithoutPowerForAMinute() throws Exception {
        JsonNode figures = run("--nodes 12 --origins 3 --broadcasts 60 --retention 5 --store --store-age 600 --power-cut 60");
        assertEquals(600, figures.get("storeAge").asInt());
        assertEquals(5, figures.get("storeDisk").asInt());
        assertEquals(0, figures.get("missesExplained").asInt() + figures.get("missesUnexplained").asInt());
        assertEquals(0, figures.get("gaps").asInt());
    }

    @Test
    void storesHaveOptionsOfTheirOwn() {
        assertNotAllowed("--power-cut 60", "--power-cut", "--store");
        assertNotAllowed("--store-disk 5", "--store-disk", "--store");
        assertNotAllowed("--store --tree paper", "--store", "--tree paper");
        assertNotAllowed("--store --store-age 0", "--store-age");
    }

    @Test
    void jsonIsOneObjectWithEveryFigure() throws Exception {
        JsonNode figures = run("--nodes 30 --origins 3 --broadcasts 12 --payload 100 --seed 7");
        for (String key : List.of("nodes", "broadcasts", "rmrFirst", "rmrSteady", "ldhMax", "ldhMean", "coverageMsP50",
                "coverageMsMax", "overlayOptimumMs", "payloadMessages", "ihaveMessages", "graftMessages", "pruneMessages",
                "controlBytesPerPayloadByte", "delivered", "duplicates", "missesExplained", "missesUnexplained", "gaps",
                "eventsPerSecond", "coverageRatioFirstP50", "coverageRatioFirstMax", "coverageRatioLast50P50",
                "coverageRatioLast50Max")) {
            assertTrue(figures.path(key).isNumber(), key);
        }
        assertEquals(30, figures.get("nodes").asInt());
        assertEquals(12, figures.get("broadcasts").asInt());
        assertEquals(7, figures.get("seed").asInt());
        assertEquals(12 * 29, figures.get("delivered").asInt());
        assertEquals(16, figures.get("traceHash").asText().length());
        assertTrue(figures.get("coverageRatioFirstMax").asDouble() >= 1);
    }

    @Test
    void equalOptionsGiveTheSameTraceAndTheMemoChangesNothing() throws Exception {
        String options = "--nodes 40 --origins all --broadcasts 80 --crash 10 --detect 1 --seed 3";
        String hash = run(options).get("traceHash").asText();
        assertEquals(hash, run(options).get("traceHash").asText());
        assertEquals(hash, run(options + " --no-memo").get("traceHash").asText());
        assertFalse(hash.equals(run(options.replace("--seed 3", "--seed 4")).get("traceHash").asText()));
    }

    @Test
    void floodingARandomGraphOfDegreeFiveSendsThreeTimesTooMuchAtFirst() throws Exception {
        JsonNode figures = run("--nodes 200 --tree flood --overlay random --degree 5 --broadcasts 20");
        assertEquals(3.0, figures.get("rmrFirst").asDouble(), 0.05);
        assertEquals(0, figures.get("rmrSteady").asDouble(), 0.01);
    }

    @Test
    void theAlgorithmOfThePaperRunsInTheEnginesPlace() throws Exception {
        JsonNode figures = run("--nodes 200 --tree paper --overlay random --degree 5 --origins 20 --broadcasts 40 --rate 1");
        assertEquals("paper", figures.get("tree").asText());
        assertEquals(200, figures.get("graftTimer").asDouble());
        assertEquals(3.0, figures.get("rmrFirstMax").asDouble(), 0.05);
        assertEquals(40 * 199, figures.get("delivered").asInt());
        assertNotAllowed("--graft-timer 100", "--graft-timer", "--tree paper");
        assertNotAllowed("--paper-threshold 1", "--paper-threshold", "--tree paper");
        assertNotAllowed("--tree paper --graft-timer 0", "--graft-timer", "1 to 60000");
    }

    @Test
    void whereNodesNameTheirZonesFewPayloadsCrossThem() throws Exception {
        String options = "--nodes 90 --origins 6 --broadcasts 60 --churn 0.5 --seed 3 ";
        JsonNode named = run(options + "--zones 3");
        JsonNode unnamed = run(options + "--latency zones:3");
        assertTrue(named.get("payloadsAcrossZonesPct").asDouble() < 7, "4 of 89 and a few after changes");
        assertTrue(unnamed.get("payloadsAcrossZonesPct").asDouble() > 25);
        assertEquals(named.get("latency"), unnamed.get("latency"));
        assertTrue(named.get("ldhMean").asDouble() < unnamed.get("ldhMean").asDouble() + 1);
        assertEquals(0, run("--nodes 20 --broadcasts 5").get("payloadsAcrossZones").asInt());
    }

    @Test
    void withZonesTheMemoChangesNothingEither() throws Exception {
        String options = "--nodes 60 --origins 4 --broadcasts 40 --churn 1 --zones 3 ";
        assertEquals(run(options).get("traceHash"), run(options + "--no-memo").get("traceHash"));
    }

    @Test
    void afterACrashTheReportTellsOfTheNextMessages() throws Exception {
        JsonNode figures = run("--nodes 60 --broadcasts 20 --crash 20");
        assertEquals(12, figures.get("crashed").asInt());
        assertEquals(2, figures.get("afterCrashMessages").asInt());
        assertEquals(100, figures.get("afterCrashReachedPct").asDouble());
        assertTrue(figures.get("afterCrashCoverageMsMax").asDouble() > 0);
        assertTrue(run("--nodes 60 --broadcasts 5").get("crashed").isNull());
    }

    @Test
    void afterAPartitionBothSidesHoldEverything() throws Exception {
        assertTrue(run("--nodes 30 --broadcasts 40 --partition 10 --detect 2").get("healedHoldAll").asBoolean());
    }

    @Test
    void whereAllBroadcastSomeOfThemCrashToo() throws Exception {
        JsonNode figures = run("--nodes 30 --origins all --broadcasts 90 --crash 50");
        assertEquals(15, figures.get("crashed").asInt());
        assertEquals(0, figures.get("missesUnexplained").asInt());
    }

    @Test
    void whatARetentionTooShortLosesIsExplained() throws Exception {
        JsonNode figures = run("--nodes 20 --broadcasts 60 --partition 30 --detect 2 --retention 5");
        assertTrue(figures.get("missesExplained").asInt() > 0);
        assertEquals(figures.get("missesExplained"), figures.get("missesRetentionTooShort"));
        assertEquals(figures.get("missesExplained"), figures.get("gaps"));
        assertEquals(0, figures.get("missesUnexplained").asInt());
        assertFalse(figures.get("healedHoldAll").asBoolean());
    }

    @Test
    void whatThePaperLosesInAPartitionFailsWithTheReason() {
        assertEquals(1, execute("run --json --nodes 20 --broadcasts 40 --partition 10 --detect 2 --tree paper"));
        assertTrue(err.toString().contains("failed: n") && err.toString().contains("lacks"), err::toString);
        assertTrue(out.toString().startsWith("{"), "the figures are there all the same");
    }

    @Test
    void theTableIsForPeople() {
        assertEquals(0, execute("run --nodes 20 --broadcasts 5"));
        assertTrue(out.toString().contains("RMR of later messages, mean"), out::toString);
        assertFalse(out.toString().contains("null"), out::toString);
        assertFalse(out.toString().contains("Crash"), "nothing of a crash where there was none");
    }

    @Test
    void whatIsNotAllowedIsNamedWithWhatIs() {
        assertNotAllowed("--nodes many", "--nodes", "\"many\"", "2 to 100000");
        assertNotAllowed("--nodes 1", "--nodes", "\"1\"", "2 to 100000");
        assertNotAllowed("--nodes -5", "--nodes", "\"-5\"");
        assertNotAllowed("--nodes 20 --origins 21", "--origins", "\"21\"", "20");
        assertNotAllowed("--origins some", "--origins", "one, all");
        assertNotAllowed("--broadcasts 0", "--broadcasts", "1 to");
        assertNotAllowed("--payload 65537", "--payload", "0 to 65536");
        assertNotAllowed("--rate 0", "--rate", "0.001 to");
        assertNotAllowed("--seed x", "--seed", "\"x\"");
        assertNotAllowed("--preset huge", "--preset", "default, lan, wan, large-cluster");
        assertNotAllowed("--tree oak", "--tree", "computed, flood, shared, paper");
        assertNotAllowed("--overlay star", "--overlay", "rings, random");
        assertNotAllowed("--degree 5", "--degree", "even number from 2 to 20");
        assertNotAllowed("--nodes 8 --degree 8", "--degree", "even number from 2 to 6");
        assertNotAllowed("--nodes 9 --overlay random --degree 3", "--degree", "even number from 4 to 8");
        assertNotAllowed("--nodes 10 --overlay random --degree 10", "--degree", "from 3 to 9");
        assertNotAllowed("--nodes 3 --overlay random", "--nodes", "from 4");
        assertNotAllowed("--eager-fanout 0", "--eager-fanout", "1 to 32");
        assertNotAllowed("--crash 100", "--crash", "0 to less than 100");
        assertNotAllowed("--crash NaN", "--crash", "\"NaN\"");
        assertNotAllowed("--loss -1", "--loss", "0 to less than 100");
        assertNotAllowed("--partition -1", "--partition", "0 to 86400");
        assertNotAllowed("--retention Infinity", "--retention", "1 to 86400");
        assertNotAllowed("--detect 1d", "--detect", "\"1d\"");
        assertNotAllowed("--latency uniform:50-10", "--latency", "uniform:MIN_MS-MAX_MS", "longest is shorter");
        assertNotAllowed("--latency soon", "--latency", "zones[:COUNT]");
        assertNotAllowed("--zones 0", "--zones", "1 to 19");
        assertNotAllowed("--zones 3 --latency zones:3", "--latency", "--zones");
        assertNotAllowed("--zones 3 --overlay random --degree 5", "--zones", "random");
        assertNotAllowed("--node 5", "--node", "--nodes", "--help");
    }
}
