package io.plumtree.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Processes, or their applications, stand still for 20 s under 1,000 messages a second in all: long enough that membership
 * declares processes dead. Messages are retained for longer than that.
 */
@Timeout(300)
class StandstillIT {

    private static final String[] RETENTION = { "message-cache-ttl=PT60S", "message-cache-max-size=60000" };
    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final int SECONDS_BEFORE = 5;
    private static final Duration STANDSTILL = Duration.ofSeconds(20);
    private static final Duration AFTERWARDS = Duration.ofSeconds(5);
    private static final Duration RECOVERY = Duration.ofSeconds(30);
    private static final double RATE_KEPT = 0.9;
    private static final long LONGEST_STALL_MILLIS = 250;

    @Test
    void twoOfTenProcessesStandStillAndTheOthersDoNotFeelIt() {
        try (Nodes nodes = new Nodes(10, "128m", RETENTION)) {
            nodes.tellAll("rate 100");
            Nodes.passes(WARM_UP);
            long before = Nodes.nextSecond();
            Nodes.passes(Duration.ofSeconds(SECONDS_BEFORE));
            nodes.tellAll("mark");

            List<NodeProcess> still = List.of(nodes.get(9), nodes.get(10));
            List<NodeProcess> others = nodes.all().subList(0, 8);
            long begun = Nodes.nextSecond();
            still.forEach(NodeProcess::pause);
            Nodes.passes(STANDSTILL);
            List<Report> during = others.stream().map(NodeProcess::report).toList();
            long ended = System.currentTimeMillis() / 1000;
            still.forEach(NodeProcess::resume);
            Nodes.passes(AFTERWARDS);
            List<Report> afterwards = others.stream().map(NodeProcess::report).toList();

            nodes.tellAll("rate 0");
            long stopped = System.nanoTime();
            List<Report> all = nodes.awaitAccountedFor(RECOVERY);
            long complete = Duration.ofNanos(System.nanoTime() - stopped).toMillis();
            Predicate<String> talking = origin -> others.stream().anyMatch(node -> node.id().equals(origin));
            Rate rateBefore = Rate.of(all.subList(0, 8), before, before + SECONDS_BEFORE, talking);
            Rate rateDuring = Rate.of(all.subList(0, 8), begun, ended, talking);
            System.out.printf("two of ten processes stood still: the others' deliveries %s, before %s; latency %s;"
                    + " slowest broadcast %d ms, afterwards %d ms, longest hiccup of a process %d ms;"
                    + " all complete %d ms after the last broadcast, messages missed %d; those that stood still had no link for %d"
                    + " broadcasts%n",
                    rateDuring, rateBefore, latencies(during), most(during, "slowestBroadcastMillis"),
                    most(afterwards, "slowestBroadcastMillis"), most(afterwards, "hiccupMillis"), complete, missed(all),
                    unlinked(all.subList(8, 10)));

            rateDuring.assertAtLeast(RATE_KEPT, rateBefore);
            assertNoStall(afterwards);
            Nodes.assertNoContradiction(all);
            assertEquals(0, missed(all), all::toString);
            assertEquals(0, unlinked(afterwards), afterwards::toString);
        }
    }

    @Test
    void anApplicationStandsStillAndTheOthersDoNotFeelItAndItCatchesUp() {
        try (Nodes nodes = new Nodes(5, "128m", RETENTION)) {
            nodes.tellAll("rate 200");
            Nodes.passes(WARM_UP);
            long before = Nodes.nextSecond();
            Nodes.passes(Duration.ofSeconds(SECONDS_BEFORE));
            nodes.tellAll("mark");

            NodeProcess still = nodes.get(5);
            long begun = Nodes.nextSecond();
            still.tell("hang");
            long deliveredBefore = still.report().delivered().count();
            Nodes.passes(STANDSTILL);
            Report hung = still.report();
            long ended = System.currentTimeMillis() / 1000;
            still.tell("wake");
            long woken = System.nanoTime();
            long missedMeanwhile = hung.value("counter.payloadsReceived") - hung.value("counter.duplicates") - deliveredBefore;
            Nodes.await(RECOVERY, () -> still.report().delivered().count(),
                    delivered -> delivered >= deliveredBefore + missedMeanwhile);
            long caughtUp = Duration.ofNanos(System.nanoTime() - woken).toMillis();
            List<Report> afterwards = nodes.reports();

            nodes.tellAll("rate 0");
            List<Report> all = nodes.awaitAccountedFor(RECOVERY);
            Rate rateBefore = Rate.of(all.subList(0, 4), before, before + SECONDS_BEFORE, origin -> true);
            Rate rateDuring = Rate.of(all.subList(0, 4), begun, ended, origin -> true);
            System.out.printf("one of five applications stood still: the others' deliveries %s, before %s; slowest broadcast"
                    + " %d ms, longest hiccup of a process %d ms; %d messages caught up with in %d ms, missed %d%n",
                    rateDuring, rateBefore, most(afterwards, "slowestBroadcastMillis"), most(afterwards, "hiccupMillis"),
                    missedMeanwhile, caughtUp, missed(all));

            assertTrue(hung.delivered().count() <= deliveredBefore + 1, hung::toString);
            rateDuring.assertAtLeast(RATE_KEPT, rateBefore);
            assertNoStall(afterwards);
            Nodes.assertNoContradiction(all);
            assertEquals(0, missed(all), all::toString);
            assertEquals(0, unlinked(all), all::toString);
        }
    }

    /** What the machine kept a process from running is not the node's. */
    private static void assertNoStall(List<Report> reports) {
        for (Report report : reports) {
            long stall = report.value("slowestBroadcastMillis") - report.value("hiccupMillis");
            assertTrue(stall <= LONGEST_STALL_MILLIS, report::toString);
        }
    }

    private static long missed(List<Report> reports) {
        return reports.stream().mapToLong(report -> report.missed().count()).sum();
    }

    private static long unlinked(List<Report> reports) {
        return reports.stream().mapToLong(report -> report.value("unlinked")).sum();
    }

    private static long most(List<Report> reports, String key) {
        return reports.stream().mapToLong(report -> report.value(key)).max().orElse(0);
    }

    private static Histogram latencies(List<Report> reports) {
        Histogram all = new Histogram();
        reports.forEach(report -> all.addAll(report.latencies()));
        return all;
    }
}
