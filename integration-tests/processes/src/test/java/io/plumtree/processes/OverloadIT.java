package io.plumtree.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Five processes broadcast as fast as their nodes take it, for {@code overload.seconds}. */
@Timeout(300)
class OverloadIT {

    private static final int NODES = 5;
    private static final Duration LOAD = Duration.ofSeconds(Integer.getInteger("overload.seconds", 60));
    private static final Duration SAMPLE = Duration.ofSeconds(2);
    private static final Duration NORMAL = Duration.ofSeconds(4);
    private static final Duration WATCHED = Duration.ofSeconds(10);
    /** The last of what was sent may not have arrived yet. */
    private static final long SLICES = WATCHED.minusSeconds(1).toMillis() / Heard.SLICE_MILLIS;
    /** As many slices in a row as make a second. */
    private static final int NORMAL_SLICES = 4;
    private static final Duration RECOVERED_WITHIN = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int RATE = 100;
    private static final String NORMAL_RATE = "rate " + RATE;
    /** Of the messages sent within a slice, so that those that are missed do not look like fast ones. */
    private static final double DELIVERED = 0.9;
    /** What a 99th percentile may be anyway, on a busy machine. */
    private static final long SHORT_MILLIS = 100;
    /** Of what the second half of the load needed over the first. */
    private static final double FLAT = 1.1;
    /** What a chunk of Netty's pool has, and each thread that allocates may have begun one. */
    private static final long POOL_BYTES = 4 * (4L << 20);
    private static final Pattern BOUND = Pattern.compile("memory bound (\\d+) MiB .* and (\\d+) MiB for each topic");

    @Test
    void memoryStaysWithinItsBoundRefusalsAreCountedAndLatencyBecomesNormalAgain() {
        try (Nodes nodes = new Nodes(NODES, "96m", "message-cache-max-size=10000", "message-cache-max-bytes=16777216",
                "delivery-queue-max-bytes=4194304", "max-peers=10", "send-queue-max-bytes=1048576",
                "broadcast-queue-max-size=1024", "max-message-size=4096")) {
            nodes.tellAll(NORMAL_RATE);
            Nodes.passes(NORMAL);
            nodes.tellAll("mark");
            Nodes.passes(NORMAL);
            Histogram before = latencies(nodes.reports());
            List<Memory> idle = memory(nodes);

            nodes.tellAll("flood");
            List<Memory> first = memoryDuring(nodes, LOAD.dividedBy(2));
            List<Memory> second = memoryDuring(nodes, LOAD.dividedBy(2));
            nodes.tellAll(NORMAL_RATE);
            long normal = Math.max(SHORT_MILLIS, 2 * before.percentile(99));
            nodes.tellAll("mark");
            Nodes.passes(WATCHED);
            List<Report> afterwards = nodes.reports();
            long recovered = recovered(afterwards, normal);
            Histogram after = latenciesFrom(afterwards, recovered);
            nodes.tellAll("rate 0");
            List<Report> all = nodes.awaitAccountedFor(PATIENCE);

            long bound = bound(nodes.get(1));
            long heap = most(second, Memory::heap) - most(idle, Memory::heap);
            long direct = Math.max(most(first, Memory::direct), most(second, Memory::direct));
            long accepted = sum(all, "accepted");
            long overloaded = sum(all, "overloaded");
            System.out.printf(Locale.ROOT,
                    "overload for %d s: %d broadcasts accepted, %d refused, %d deliveries, %d messages missed with a gap;"
                            + " memory after collection, of the largest process: heap idle %.1f MiB, in the first half %.1f MiB,"
                            + " in the second %.1f MiB; direct %.1f MiB; declared bound %.0f MiB; latency before %s; from %d ms"
                            + " after the load on %s%n",
                    LOAD.toSeconds(), accepted, overloaded, sum(all, "counter.delivered"), sum(all, "counter.gapMessages"),
                    mebibytes(most(idle, Memory::heap)), mebibytes(most(first, Memory::heap)),
                    mebibytes(most(second, Memory::heap)), mebibytes(direct), mebibytes(bound), before,
                    recovered, after);

            assertTrue(overloaded > 0, "nobody was refused anything");
            // What the machine kept a process from running is not the node's.
            long hiccup = all.stream().mapToLong(report -> report.value("hiccupMillis")).max().orElse(0);
            assertTrue(recovered <= RECOVERED_WITHIN.toMillis() + hiccup, recovered + " ms, hiccup " + hiccup + " ms");
            assertTrue(heap + direct <= bound + POOL_BYTES, "needed " + heap + " and " + direct + " of " + bound);
            assertTrue(usual(second) <= FLAT * usual(first), () -> usual(second) + " bytes after " + usual(first));
            Nodes.assertNoContradiction(all);
            for (Report report : all) {
                assertEquals(report.missed().count(), report.value("counter.gapMessages"), report::toString);
            }
        }
    }

    /** @return milliseconds after the load from which on, for a while, messages came as they did before */
    private static long recovered(List<Report> reports, long normal) {
        int inARow = 0;
        for (int slice = 0; slice < SLICES; slice++) {
            Histogram sent = new Histogram();
            for (Report report : reports) {
                sent.addAll(report.latenciesOfSlice(slice));
            }
            boolean isNormal = sent.percentile(99) <= normal
                    && sent.count() >= DELIVERED * RATE * Heard.SLICE_MILLIS / 1000 * NODES * (NODES - 1);
            inARow = isNormal ? inARow + 1 : 0;
            if (inARow == NORMAL_SLICES) {
                return (slice + 1 - NORMAL_SLICES) * Heard.SLICE_MILLIS;
            }
        }
        return WATCHED.toMillis();
    }

    private static Histogram latenciesFrom(List<Report> reports, long millis) {
        Histogram all = new Histogram();
        for (long slice = millis / Heard.SLICE_MILLIS; slice < SLICES; slice++) {
            for (Report report : reports) {
                all.addAll(report.latenciesOfSlice(slice));
            }
        }
        return all;
    }

    private record Memory(long heap, long direct) {
    }

    private static List<Memory> memory(Nodes nodes) {
        return nodes.all().stream().map(NodeProcess::memory)
                .map(report -> new Memory(report.value("heapBytes"), report.value("directBytes"))).toList();
    }

    private static List<Memory> memoryDuring(Nodes nodes, Duration time) {
        List<Memory> all = new ArrayList<>();
        long end = System.nanoTime() + time.toNanos();
        while (end - System.nanoTime() > 0) {
            Nodes.passes(SAMPLE);
            all.addAll(memory(nodes));
        }
        return all;
    }

    private static long most(List<Memory> samples, ToLongFunction<Memory> what) {
        return samples.stream().mapToLong(what).max().orElseThrow();
    }

    /** @return the median: what is in queues when somebody looks is another thing each time */
    private static long usual(List<Memory> samples) {
        return samples.stream().mapToLong(Memory::heap).sorted().skip(samples.size() / 2).findFirst().orElseThrow();
    }

    /** What the node stated as it started, with one topic whose observers are slow. */
    private static long bound(NodeProcess node) {
        Matcher stated = BOUND.matcher(String.join("\n", node.log()));
        assertTrue(stated.find(), node::toString);
        return Long.parseLong(stated.group(1)) + Long.parseLong(stated.group(2)) << 20;
    }

    private static Histogram latencies(List<Report> reports) {
        Histogram all = new Histogram();
        reports.forEach(report -> all.addAll(report.latencies()));
        return all;
    }

    private static long sum(List<Report> reports, String key) {
        return reports.stream().mapToLong(report -> report.value(key)).sum();
    }

    private static double mebibytes(long bytes) {
        return bytes / (double) (1 << 20);
    }
}
