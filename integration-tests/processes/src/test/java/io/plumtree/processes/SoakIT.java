package io.plumtree.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Test;

/**
 * Six processes for {@code soak.seconds}, of which one after the other is killed and comes back. What a process needs that
 * stays must not grow.
 */
class SoakIT {

    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("soak.seconds", 1200));
    private static final Duration ALIVE = Duration.ofSeconds(6);
    private static final Duration DEAD = Duration.ofSeconds(4);
    private static final Duration RECOVERY = Duration.ofSeconds(60);
    private static final int NODES = 6;
    /** These stay. */
    private static final int STAYING = 3;
    private static final String RATE = "rate 50";
    /**
     * What is looked at, and by how much the median of the last third may be above that of the first. The test itself remembers
     * every message, of every incarnation, with a bit.
     */
    private static final List<Allowed> BOUNDS = List.of(new Allowed("heapBytes", 4 << 20), new Allowed("directBytes", 4 << 20),
            new Allowed("threads", 2), new Allowed("fileHandles", 4), new Allowed("linked", 0));

    private record Allowed(String what, long more) {
    }

    @Test
    void nothingGrowsWhileProcessesComeAndGo() {
        try (Nodes nodes = new Nodes(NODES, "96m", "message-cache-ttl=PT10S", "message-cache-max-size=4000")) {
            nodes.tellAll(RATE);
            List<List<Report>> samples = new ArrayList<>();
            long end = System.nanoTime() + LENGTH.toNanos();
            int kills = 0;
            while (end - System.nanoTime() > 0) {
                int victim = STAYING + 1 + kills % (NODES - STAYING);
                kills++;
                nodes.kill(victim);
                Nodes.passes(DEAD);
                nodes.start(victim).tell(RATE);
                nodes.awaitLinked();
                Nodes.passes(ALIVE);
                samples.add(sample(nodes));
            }
            nodes.tellAll("rate 0");
            int third = samples.size() / 3;
            List<List<Report>> first = samples.subList(0, third);
            List<List<Report>> last = samples.subList(samples.size() - third, samples.size());
            List<String> grown = new ArrayList<>();
            for (Allowed bound : BOUNDS) {
                for (int node = 0; node < STAYING; node++) {
                    long before = median(first, node, bound.what);
                    long after = median(last, node, bound.what);
                    System.out.printf(Locale.ROOT, "soak for %d s, %d kills, %s of %s: %d, in the end %d%n", LENGTH.toSeconds(),
                            kills,
                            bound.what, Nodes.id(node + 1), before, after);
                    if (after > before + bound.more) {
                        grown.add(bound.what + " of " + Nodes.id(node + 1) + " from " + before + " to " + after);
                    }
                }
            }

            assertTrue(third > 0, "too short to say anything");
            assertEquals(List.of(), grown);
            Nodes.assertNoContradiction(Nodes.await(RECOVERY, nodes::reports,
                    reports -> reports.stream().allMatch(report -> report.value("linked") == NODES - 1)));
        }
    }

    private static List<Report> sample(Nodes nodes) {
        List<Report> staying = new ArrayList<>();
        for (int number = 1; number <= STAYING; number++) {
            staying.add(nodes.get(number).memory());
        }
        return staying;
    }

    private static long median(List<List<Report>> samples, int node, String what) {
        long[] sorted = samples.stream().mapToLong(sample -> sample.get(node).value(what)).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
