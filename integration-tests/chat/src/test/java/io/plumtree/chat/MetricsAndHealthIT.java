package io.plumtree.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

import com.fasterxml.jackson.databind.JsonNode;

import io.plumtree.chat.process.ChatClient;
import io.plumtree.chat.process.ChatProcess;
import io.plumtree.chat.process.Introduction;
import io.plumtree.chat.process.Metrics;
import io.plumtree.chat.process.Observability;
import io.plumtree.chat.process.Ports;
import io.plumtree.chat.process.ProcessCluster;
import io.plumtree.chat.process.RealInput;

/** Five processes are scraped: what they export is what the test had them do, and then what it did to one of them. */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MetricsAndHealthIT {

    private static final int NODES = 5;
    /** Each node sends another number of lines, so that no number can stand in for another. */
    private static final int LINES = 40;
    private static final Duration START = Duration.ofSeconds(180);
    private static final Duration SPREAD = Duration.ofSeconds(60);
    private static final Duration MEMBERSHIP_BOUND = ProcessCluster.membershipBound(NODES);

    private final ProcessCluster cluster = new ProcessCluster(Path.of("target"), "metrics-and-health", Ports.free(NODES),
            Ports.free(NODES), Introduction.bySeed(Ports.free(1).get(0)));
    private List<ChatClient> clients;

    @BeforeAll
    void start() {
        clients = IntStream.rangeClosed(1, NODES).mapToObj(number -> new ChatClient(cluster.start(number), "chat")).toList();
        clients.forEach(client -> cluster.awaitLinked(client.process(), NODES - 1, START));
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    @Order(1)
    void theMetricsOfAllSayWhatWasSentAndDeliveredAndTheHealthChecksAgree() throws Exception {
        List<byte[]> text = RealInput.lines(Path.of("..", ".."), NODES * LINES, NODES * LINES);
        long total = 0;
        for (int i = 0; i < NODES; i++) {
            clients.get(i).send(text.subList(0, sentBy(i)));
            total += sentBy(i);
        }
        long all = total;
        List<Metrics> scraped = clients.stream()
                .map(client -> eventually(client.process(), metrics -> metrics.get("plumtree_messages_delivered_total"), all))
                .toList();

        for (int i = 0; i < NODES; i++) {
            Metrics metrics = scraped.get(i);
            long ofOthers = all - sentBy(i);
            assertEquals(sentBy(i), metrics.get("plumtree_messages_broadcast_total"));
            assertEquals(text.subList(0, sentBy(i)).stream().mapToInt(line -> line.length).sum(),
                    metrics.get("plumtree_broadcast_bytes_total"));
            // Own lines are delivered here, too, and have travelled no link.
            assertEquals(sentBy(i), metrics.get("plumtree_message_hops_total{hops=\"0\"}"));
            assertEquals(all, metrics.sum("plumtree_message_hops_total"));
            assertEquals(ofOthers, metrics.get("plumtree_delivery_latency_seconds_count"));
            assertEquals(ofOthers, metrics.get("plumtree_payloads_received_total")
                    - metrics.get("plumtree_messages_duplicate_total"));
            assertEquals(0, metrics.get("plumtree_gap_messages_total"));
            assertEquals(0, metrics.sum("plumtree_failures_total"));
            assertEquals(NODES, metrics.get("plumtree_members{state=\"alive\"}"));
            assertEquals(NODES - 1, metrics.get("plumtree_peers_known"));
            assertEquals(NODES - 1, metrics.get("plumtree_peer_count"));
            assertEquals(1, metrics.get("plumtree_live"));
            assertEquals(1, metrics.get("plumtree_ready"));

            JsonNode check = Observability.readiness(clients.get(i).process());
            assertEquals("UP", check.required("status").asText());
            JsonNode data = check.required("data");
            assertEquals(clients.get(i).process().nodeId(), data.required("node").asText());
            assertEquals(NODES, data.required("members.alive").asInt());
            assertEquals(NODES - 1, data.required("linked").asInt());
            assertEquals(0, data.required("messages.lost").asInt());
        }
        // What somebody sent, somebody received, as soon as nothing is on its way.
        scraped = Eventually.get(SPREAD, () -> clients.stream().map(client -> Observability.metrics(client.process())).toList(),
                now -> sum(now, "plumtree_payloads_received_total") == sum(now, "plumtree_gossip_sent_total"));
        System.out.printf("five processes scraped: %d lines sent, %d delivered, %d payloads received, %d duplicates%n", all,
                sum(scraped, "plumtree_messages_delivered_total"), sum(scraped, "plumtree_payloads_received_total"),
                sum(scraped, "plumtree_messages_duplicate_total"));
    }

    @Test
    @Order(2)
    void aKilledProcessShowsInHealthMetricsAndEventsOfAllOthersWithinTheBoundOfMembership() {
        ChatProcess killed = clients.get(NODES - 1).process();
        long begun = System.nanoTime();
        killed.kill();

        for (ChatClient client : clients.subList(0, NODES - 1)) {
            ChatProcess survivor = client.process();
            Eventually.get(left(begun), () -> Observability.readiness(survivor).required("data"),
                    data -> data.required("members.dead").asInt() == 1 && data.required("members.alive").asInt() == NODES - 1);
            Eventually.get(left(begun), () -> Observability.metrics(survivor),
                    metrics -> metrics.get("plumtree_members{state=\"dead\"}") == 1
                            && metrics.get("plumtree_members{state=\"alive\"}") == NODES - 1
                            && metrics.get("plumtree_membership_changes_total{change=\"failed\"}") == 1
                            && metrics.get("plumtree_peer_count") == NODES - 2
                            && metrics.get("plumtree_ready") == 1);
            Eventually.get(left(begun), () -> failedAsToldTo(survivor), failed -> failed.equals(List.of(killed.nodeId())));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        System.out.printf("five processes: the killed one showed in health, metrics and events of all after %d ms%n",
                took.toMillis());
        assertTrue(took.compareTo(MEMBERSHIP_BOUND) < 0, took::toString);
    }

    private static int sentBy(int node) {
        return LINES + 10 * node;
    }

    /** The node publishes what it counts twice a second. */
    private static Metrics eventually(ChatProcess process, ToLongFunction<Metrics> value, long expected) {
        return Eventually.get(SPREAD, () -> Observability.metrics(process), metrics -> value.applyAsLong(metrics) == expected);
    }

    private static long sum(List<Metrics> scraped, String name) {
        return scraped.stream().mapToLong(metrics -> metrics.get(name)).sum();
    }

    private static Duration left(long begun) {
        return MEMBERSHIP_BOUND.minusNanos(System.nanoTime() - begun);
    }

    private List<String> failedAsToldTo(ChatProcess process) {
        return StreamSupport.stream(cluster.node(process).orElseThrow().required("news").spliterator(), false)
                .filter(news -> news.required("event").asText().equals("MemberFailed"))
                .map(news -> news.required("member").asText()).toList();
    }
}
