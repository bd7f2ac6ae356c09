package io.plumtree.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a node takes of its machine at several rates: the figures that the documentation sizes by. */
@Timeout(600)
class SizingIT {

    private static final int NODES = 5;
    private static final List<Integer> RATES = List.of(0, 20, 200, 1000);
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration MEASURED = Duration.ofSeconds(Integer.getInteger("sizing.seconds", 20));
    private static final int PAYLOAD_BYTES = 256;

    @Test
    void whatANodeTakesGrowsWithItsMessages() {
        try (Nodes nodes = new Nodes(NODES, "96m", "message-cache-max-size=10000")) {
            long previous = -1;
            for (int rate : RATES) {
                nodes.tellAll("rate " + rate);
                Nodes.passes(WARM_UP);
                List<Report> before = nodes.all().stream().map(NodeProcess::cost).toList();
                Nodes.passes(MEASURED);
                List<Report> after = nodes.all().stream().map(NodeProcess::cost).toList();
                long delivered = grown(before, after, "deliveries");
                long cpu = grown(before, after, "cpuNanos");
                long sent = grown(before, after, "sentBytes");
                long heap = mean(nodes.all().stream().map(NodeProcess::memory).toList(), report -> report.value("heapBytes"));
                System.out.printf(Locale.ROOT,
                        "%d nodes, %d broadcasts/s of %d bytes in all: each delivers %.0f/s and takes %.1f %% of a core, %.0f us a"
                                + " delivery; resident %.0f MiB, of which heap in use %.1f MiB; sends %.2f bytes for each byte"
                                + " delivered%n",
                        NODES, rate * NODES, PAYLOAD_BYTES, perSecond(delivered), 100 * perSecond(cpu) / 1e9,
                        delivered == 0 ? 0 : cpu / 1e3 / delivered,
                        mean(after, report -> report.value("residentBytes")) / 1048576.0,
                        heap / 1048576.0, delivered == 0 ? 0 : (double) sent / (delivered * PAYLOAD_BYTES));

                assertTrue(delivered > previous, delivered + " deliveries after " + previous);
                if (rate > 0) {
                    // A tree sends each payload once to each node; what is above that are headers and control messages.
                    assertTrue(sent < 2 * delivered * PAYLOAD_BYTES, sent + " bytes for " + delivered + " deliveries");
                }
                previous = delivered;
            }
            nodes.tellAll("rate 0");
            List<Report> all = nodes.awaitAccountedFor(Duration.ofSeconds(60));
            Nodes.assertNoContradiction(all);
            all.forEach(report -> assertEquals(0, report.value("counter.gapMessages"), report::toString));
        }
    }

    private static double perSecond(long inAll) {
        return (double) inAll / MEASURED.toSeconds() / NODES;
    }

    private static long grown(List<Report> before, List<Report> after, String key) {
        return sum(after, report -> report.value(key)) - sum(before, report -> report.value(key));
    }

    private static long mean(List<Report> reports, ToLongFunction<Report> what) {
        return sum(reports, what) / reports.size();
    }

    private static long sum(List<Report> reports, ToLongFunction<Report> what) {
        return reports.stream().mapToLong(what).sum();
    }
}
