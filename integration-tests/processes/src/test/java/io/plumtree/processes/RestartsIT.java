package io.plumtree.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each of five processes in turn is killed and started again, under 2,000 messages a second, for {@code restarts.seconds}. */
@Timeout(600)
class RestartsIT {

    private static final int NODES = 5;
    private static final String TALK = "rate 400";
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("restarts.seconds", 20));
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration DOWN = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void whatASurvivorDeliveredAllSurvivorsDeliverAndNothingIsDeliveredTwice() {
        try (Nodes nodes = new Nodes(NODES, "128m", "message-cache-max-size=60000")) {
            nodes.tellAll(TALK);
            Nodes.passes(WARM_UP);
            long end = System.nanoTime() + TIME.toNanos();
            int kills = 0;
            long broadcasts = 0;
            do {
                for (int number = 1; number <= NODES; number++) {
                    broadcasts += killAndRestart(nodes, number);
                    kills++;
                    Nodes.passes(TIME.dividedBy(4L * NODES));
                }
            } while (end - System.nanoTime() > 0);
            nodes.tellAll("rate 0");
            List<Report> last = Nodes.await(PATIENCE, nodes::reports, reports -> open(nodes, reports).isEmpty());
            broadcasts += last.stream().mapToLong(report -> report.value("counter.broadcasts")).sum();
            System.out.printf("%d times one of five processes was killed and restarted: %d broadcasts, nothing delivered twice,"
                    + " survivors agree%n", kills, broadcasts);
            assertSound(last);
        }
    }

    /**
     * How much of a stream somebody delivered who may have begun to listen in its middle.
     *
     * @param last the last sequence
     * @param holes those not delivered between the first that was and the last
     */
    private record Extent(long last, long holes) {

        static Extent of(BitSet delivered) {
            return new Extent(delivered.length() - 1,
                    delivered.length() - Math.max(0, delivered.nextSetBit(0)) - delivered.cardinality());
        }
    }

    /** @return how many broadcasts the killed process had accepted, as its survivors know */
    private static long killAndRestart(Nodes nodes, int number) {
        assertSound(List.of(nodes.get(number).report()));
        Set<String> known = streams(nodes.reports(), Nodes.id(number));
        String stream = known.stream().max((a, b) -> Long.compare(epoch(a), epoch(b))).orElseThrow();
        nodes.kill(number);
        List<NodeProcess> survivors = nodes.all();
        Nodes.passes(DOWN);
        NodeProcess restarted = nodes.start(number);
        nodes.awaitLinked();
        restarted.tell(TALK);
        long agreed = Nodes.await(PATIENCE,
                () -> survivors.stream().map(node -> Extent.of(node.report().delivered().of(stream))).distinct().toList(),
                each -> each.size() == 1).get(0).last();
        assertTrue(agreed > 0, stream);
        assertSound(nodes.reports());
        return agreed;
    }

    private static Set<String> streams(List<Report> reports, String origin) {
        Set<String> all = new TreeSet<>();
        for (Report report : reports) {
            report.delivered().names().forEach(stream -> {
                if (stream.startsWith(origin + "/")) {
                    all.add(stream);
                }
            });
        }
        return all;
    }

    private static long epoch(String stream) {
        return Long.parseLong(stream.substring(stream.indexOf('/') + 1));
    }

    /**
     * @return what is not as it should be in the end: each delivers what each other broadcast in its present incarnation, from
     *         where it began to listen to the last message
     */
    private static List<String> open(Nodes nodes, List<Report> reports) {
        List<String> open = new ArrayList<>();
        for (int origin = 0; origin < reports.size(); origin++) {
            String id = nodes.all().get(origin).id();
            long sent = reports.get(origin).value("counter.broadcasts");
            for (int receiver = 0; receiver < reports.size(); receiver++) {
                if (receiver != origin) {
                    Set<String> streams = streams(List.of(reports.get(receiver)), id);
                    BitSet had = streams.stream().max((a, b) -> Long.compare(epoch(a), epoch(b)))
                            .map(reports.get(receiver).delivered()::of).orElseGet(BitSet::new);
                    // the map of running processes is in the order of their starts
                    boolean fromTheFirst = receiver < origin;
                    if (!Extent.of(had).equals(new Extent(sent, 0)) || fromTheFirst && had.cardinality() != sent) {
                        open.add(nodes.all().get(receiver).id() + " of " + id + " has " + had.cardinality() + ", "
                                + Extent.of(had) + ", of " + sent);
                    }
                }
            }
        }
        return open;
    }

    private static void assertSound(List<Report> reports) {
        Nodes.assertNoContradiction(reports);
        for (Report report : reports) {
            assertEquals(0, report.missed().count(), report::toString);
            assertEquals(0, report.value("unlinked"), report::toString);
        }
    }
}
