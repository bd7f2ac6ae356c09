package io.plumtree.vertx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.Address;
import io.plumtree.api.Broadcast;
import io.plumtree.api.NodeId;
import io.plumtree.api.Ordering;
import io.plumtree.api.PeerAddress;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.PlumtreeHealth;
import io.plumtree.api.StorageSettings;
import io.plumtree.api.TopicConfig;
import io.plumtree.vertx.metrics.DeliveryStatistics;
import io.plumtree.vertx.metrics.Metric;
import io.plumtree.vertx.metrics.MetricCatalogue;
import io.plumtree.vertx.metrics.Reading;
import io.plumtree.vertx.metrics.Series;

/** What nodes that run publish of their counters. */
class NodeReadingTest {

    @TempDir
    private Path directory;

    private final List<PlumtreeNode> nodes = new ArrayList<>();
    private final DeliveryStatistics statistics = new DeliveryStatistics();

    @AfterEach
    void leave() {
        nodes.forEach(node -> Await.get(node.leave(Duration.ofSeconds(5))));
    }

    @Test
    void theMetricsSayWhatHappenedAlsoWhenNobodyObservesAndAfterTheNodeHasLeft() {
        PlumtreeNode a = start(builder("a"));
        PlumtreeNode b = start(builder("b", a).deliveryMeter(statistics));
        Await.until("linked", () -> b.reading().health().linked() == 1);
        for (int i = 0; i < 20; i++) {
            Await.get(a.broadcast(Broadcast.of("12345").acknowledgedWhen(Acknowledgement.RECEIVED)));
        }

        Await.until("counted", () -> value("plumtree_messages_delivered_total", b) == 20);
        Await.get(b.leave(Duration.ofSeconds(5)));

        assertEquals(20, value("plumtree_messages_delivered_total", b));
        assertEquals(20, value("plumtree_payloads_received_total", b));
        assertEquals(100, value("plumtree_payload_received_bytes_total", b));
        assertEquals(20, value("plumtree_message_hops_total", labelled -> labelled.equals("1"), b));
        assertEquals(20, value("plumtree_message_hops_total", any -> true, b));
        assertEquals(1, value("plumtree_peer_added_total", b));
        assertEquals(0, value("plumtree_ready", b));
        Await.until("counted", () -> value("plumtree_messages_broadcast_total", a) == 20);
        assertEquals(100, value("plumtree_broadcast_bytes_total", a));
    }

    @Test
    void aMeterThatThrowsDisturbsNoDelivery() throws Exception {
        Observed observed = new Observed();
        PlumtreeNode a = start(builder("a"));
        PlumtreeNode b = start(builder("b", a).listener(observed).deliveryMeter((hops, sentAt, redelivered) -> {
            throw new IllegalStateException("on purpose");
        }));
        Await.until("linked", () -> b.reading().health().linked() == 1);
        Await.get(a.broadcast(Broadcast.of("x").acknowledgedWhen(Acknowledgement.RECEIVED)));
        Await.get(a.broadcast(Broadcast.of("y").acknowledgedWhen(Acknowledgement.RECEIVED)));

        observed.awaitDeliveries(2);
        assertEquals(List.of("x", "y"), observed.texts());
        assertEquals(0, b.stats().engineFailures());
    }

    @Test
    void whateverIsBoundedInANodeWithEverythingSwitchedOnHasItsSeries() {
        PlumtreeNode node = start(PlumtreeNode.builder()
                .config(MemberNodes.config("all", settings -> settings)
                        .withStorage(StorageSettings.in(directory))
                        .withTopicDefaults(new TopicConfig(Ordering.FIFO, Duration.ofSeconds(1), 1_000))));
        Await.until("membership is published", () -> node.reading().membership() != null);

        NodeReading reading = node.reading();
        Set<String> bounded = reading.health().fills().stream().map(PlumtreeHealth.Fill::key)
                .collect(Collectors.toCollection(TreeSet::new));
        reading.membership().snapshot().fills().forEach(fill -> bounded.add(fill.key()));
        Set<String> documented = metric("plumtree_fill").series().stream().map(Series::labelled)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(bounded, documented);
        assertTrue(metric("plumtree_fill_bound").series().stream().allMatch(series -> series.value().of(reading(node)) > 0));
        assertEquals(1, value("plumtree_members", labelled -> labelled.equals("alive"), node));
    }

    private PlumtreeNode start(PlumtreeNode.Builder builder) {
        PlumtreeNode node = Await.get(builder.start());
        nodes.add(node);
        return node;
    }

    private static PlumtreeNode.Builder builder(String id, PlumtreeNode... peers) {
        return PlumtreeNode.builder().config(PlumtreeConfig.lan().withNodeId(NodeId.of(id))
                .withBind(new Address(MemberNodes.LOCALHOST, 0))
                .withPeers(List.of(peers).stream()
                        .map(peer -> new PeerAddress(peer.cluster().localNode(), peer.cluster().address())).toList()));
    }

    private static Metric metric(String name) {
        return MetricCatalogue.ALL.stream().filter(metric -> metric.name().equals(name)).findFirst().orElseThrow();
    }

    private Reading reading(PlumtreeNode node) {
        return new Reading(node.reading(), node == nodes.get(nodes.size() - 1) ? statistics : new DeliveryStatistics());
    }

    private double value(String name, PlumtreeNode node) {
        return value(name, labelled -> labelled.isEmpty(), node);
    }

    private double value(String name, Predicate<String> labelled, PlumtreeNode node) {
        return metric(name).series().stream().filter(series -> labelled.test(series.labelled()))
                .mapToDouble(series -> series.value().of(reading(node))).sum();
    }
}
