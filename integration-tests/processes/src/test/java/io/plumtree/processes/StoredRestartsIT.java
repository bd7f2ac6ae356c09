package io.plumtree.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each of five processes with a durable store in turn is killed and started again, under 2,000 messages a second that their
 * origins are told are stored, for {@code restarts.seconds}.
 */
@Timeout(900)
class StoredRestartsIT {

    private static final int NODES = 5;
    private static final String TALK = "rate 400";
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("restarts.seconds", 20));
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration DOWN = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @Test
    void whatWasStoredOrDeliveredAnywhereIsDeliveredEverywhereAndAgainOnlyWhereItSaysSo() {
        try (Nodes nodes = new Nodes(NODES, "192m", NodeMain.DIRECTORY + "=" + directory + "/" + Nodes.ID)) {
            nodes.tellAll(TALK);
            Nodes.passes(WARM_UP);
            long end = System.nanoTime() + TIME.toNanos();
            int kills = 0;
            do {
                for (int number = 1; number <= NODES; number++) {
                    nodes.kill(number);
                    kills++;
                    Nodes.passes(DOWN);
                    NodeProcess restarted = nodes.start(number);
                    nodes.awaitLinked();
                    restarted.tell(TALK);
                    Nodes.passes(TIME.dividedBy(4L * NODES));
                }
            } while (end - System.nanoTime() > 0);
            nodes.tellAll("rate 0");
            Diaries diaries = Nodes.await(PATIENCE, () -> new Diaries(directory), read -> read.open().isEmpty());
            System.out.printf("%d times one of five processes with a store was killed and restarted: %s%n", kills, diaries);
            assertEquals(List.of(), diaries.contradictions());
            for (Report report : nodes.reports()) {
                assertEquals(0, report.value("engineFailures"), report::toString);
                assertTrue(report.value("accepted") > 0, report::toString);
            }
        }
    }
}
