package io.plumtree.quarkus.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.plumtree.api.PlumtreeDelivery;
import io.plumtree.vertx.PlumtreeNode;
import io.plumtree.vertx.metrics.DeliveryLatency;
import io.quarkus.test.QuarkusUnitTest;

/** The metrics at {@code /q/metrics} and the table in the documentation, which is the contract. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MetricsTest {

    private static final Path TABLE = Path.of("..", "docs", "modules", "ROOT", "pages", "includes", "metrics.adoc");
    /** What Micrometer adds to each timer. */
    private static final String MAXIMUM = DeliveryLatency.NAME + "_max";

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(PeerNode.class, Await.class, Scrape.class, Inbox.class));

    @Inject
    PlumtreeNode node;

    /** Makes deliveries observed. */
    @ApplicationScoped
    public static class Inbox {

        void hear(@Observes PlumtreeDelivery delivery) {
            // Counted by the node.
        }
    }

    private record Documented(String type, String help, String label, Set<String> labelled) {

        /** @param cells of one row of the table */
        static Documented of(String... cells) {
            String[] label = cells[4].replace("`", "").split(": ?", 2);
            return new Documented(cells[2].strip(), cells[5].strip(), label[0].strip(),
                    label.length < 2 ? Set.of("")
                            : Stream.of(label[1].split(",")).map(String::strip).collect(Collectors.toSet()));
        }
    }

    @Test
    @Order(1)
    void whatIsExportedIsWhatIsDocumentedAndTheReverse() throws IOException {
        Map<String, Documented> exported = exported(Scrape.now());
        assertEquals("gauge", exported.remove(MAXIMUM).type());

        assertEquals(new TreeMap<>(documented()), exported);
    }

    @Test
    @Order(2)
    void theLatencyIsCountedByBuckets() {
        Set<Double> bounds = Scrape.now().families().get(DeliveryLatency.NAME).samples().stream()
                .filter(sample -> sample.name().endsWith("_bucket"))
                .map(sample -> sample.labels().get("le").equals("+Inf") ? Double.POSITIVE_INFINITY
                        : Double.parseDouble(sample.labels().get("le")))
                .collect(Collectors.toCollection(TreeSet::new));

        Set<Double> expected = DeliveryLatency.BUCKETS.stream().map(bound -> bound.toNanos() / 1e9)
                .collect(Collectors.toCollection(TreeSet::new));
        expected.add(Double.POSITIVE_INFINITY);
        assertEquals(expected, bounds);
    }

    @Test
    @Order(3)
    void theMetricsSayWhatWasBroadcastAndDeliveredAndKeepItWhenTheNodeHasLeft() {
        try (PeerNode peer = PeerNode.linked("peer", node)) {
            for (int i = 0; i < 10; i++) {
                peer.broadcast("t", "x");
            }
            Await.until("10 delivered", () -> Scrape.now().sum("plumtree_messages_delivered_total") == 10);
            Scrape scrape = Scrape.now();
            assertEquals(10, scrape.sum("plumtree_message_hops_total"));
            assertEquals(10, scrape.sum(DeliveryLatency.NAME + "_count"));
            assertEquals(10, scrape.sum("plumtree_payload_received_bytes_total"));
            assertEquals(1, scrape.sum("plumtree_peer_count"));
            assertEquals(1, scrape.sum("plumtree_ready"));
        }
        System.gc();
        Await.get(node.leave(Duration.ofSeconds(5)));

        Scrape scrape = Scrape.now();
        assertEquals(10, scrape.sum("plumtree_messages_delivered_total"));
        assertEquals(0, scrape.sum("plumtree_ready"));
        assertTrue(scrape.sum("plumtree_link_received_bytes_total") > 0);
    }

    private static Map<String, Documented> exported(Scrape scrape) {
        Map<String, Documented> exported = new TreeMap<>();
        scrape.families().forEach((name, family) -> {
            List<Map<String, String>> labels = family.samples().stream().map(Scrape.Sample::labels).toList();
            boolean labelled = family.type().equals("counter") || family.type().equals("gauge");
            String label = labelled ? String.join(",", labels.get(0).keySet()) : "";
            exported.put(name, new Documented(family.type(), family.help(), label,
                    labels.stream().map(one -> one.getOrDefault(label, "")).collect(Collectors.toSet())));
        });
        return exported;
    }

    private static Map<String, Documented> documented() throws IOException {
        return Files.readAllLines(TABLE).stream().filter(line -> line.startsWith("|plumtree_"))
                .map(line -> line.split("\\|"))
                .collect(Collectors.toMap(cells -> cells[1].strip(), Documented::of));
    }
}
