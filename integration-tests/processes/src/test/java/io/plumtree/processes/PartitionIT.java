package io.plumtree.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two of five processes are cut off from the three others for {@code partition.seconds}, while all broadcast. */
@Timeout(300)
class PartitionIT {

    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final Duration PARTITION = Duration.ofSeconds(Integer.getInteger("partition.seconds", 30));
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** The longest wait before a peer is dialled again, and twice the interval in which digests are told. */
    private static final Duration COMPLETE_WITHIN = Duration.ofSeconds(10);
    private static final String RATE = "rate 40";
    private static final String[] RETENTION = { "message-cache-ttl=PT120S", "message-cache-max-size=60000" };

    @Test
    void bothSidesAreCompleteAfterConnectionsWereSilent() {
        healsAfter("silent", Wire::silence);
    }

    @Test
    void bothSidesAreCompleteAfterConnectionsWereCut() {
        healsAfter("cut", Wire::cut);
    }

    private static void healsAfter(String name, Consumer<Wire> partition) {
        List<Wire> wires = new ArrayList<>();
        try (Nodes nodes = Nodes.linkedByPeers(5, "128m",
                (from, port) -> wire(wires, from, port), RETENTION)) {
            nodes.tellAll(RATE);
            Nodes.passes(WARM_UP);
            wires.forEach(partition);
            Nodes.passes(PARTITION);
            List<Report> apart = nodes.reports();
            wires.forEach(Wire::heal);
            nodes.tellAll("rate 0");
            long healed = System.nanoTime();
            List<Report> all = nodes.awaitAccountedFor(PATIENCE);
            Duration complete = Duration.ofNanos(System.nanoTime() - healed);
            long missedApart = all.stream().mapToLong(report -> report.delivered().count()).sum()
                    - apart.stream().mapToLong(report -> report.delivered().count()).sum();
            long gaps = all.stream().mapToLong(report -> report.missed().count()).sum();
            System.out.printf(
                    "two of five processes were %s for %d s: %d deliveries made up for within %d ms, messages missed %d%n",
                    name, PARTITION.toSeconds(), missedApart, complete.toMillis(), gaps);

            assertTrue(missedApart > 0, "nobody missed anything");
            Nodes.assertNoContradiction(all);
            assertEquals(0, gaps, all::toString);
            assertTrue(complete.compareTo(COMPLETE_WITHIN) <= 0, complete::toString);
        } finally {
            wires.forEach(Wire::close);
        }
    }

    /** @return the port by which one of another half reaches it */
    private static int wire(List<Wire> wires, boolean sameHalf, int port) {
        if (sameHalf) {
            return port;
        }
        Wire wire = new Wire(port);
        wires.add(wire);
        return wire.port();
    }
}
