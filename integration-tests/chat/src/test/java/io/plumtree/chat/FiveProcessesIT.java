package io.plumtree.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
import io.plumtree.chat.process.DeliveredLine;
import io.plumtree.chat.process.Introduction;
import io.plumtree.chat.process.Ports;
import io.plumtree.chat.process.ProcessCluster;
import io.plumtree.chat.process.RealInput;

/**
 * Five processes of the operating system that find each other by one address, and a real text that all of them broadcast at
 * once. Then one comes and goes, and one dies; the tests are one story, in their order.
 */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FiveProcessesIT {

    private static final int NODES = 5;
    /** Lines of each node; together twice what a real text has to have. */
    private static final int LINES = 2_000;
    private static final int WARM_UP = 100;
    /** Lines of each node that are sent one after the other, when the trees have settled. */
    private static final int STEADY = 50;
    private static final Duration START = Duration.ofSeconds(180);
    private static final Duration SPREAD = Duration.ofSeconds(120);

    private final ProcessCluster cluster = new ProcessCluster(Path.of("target"), "five-processes", Ports.free(NODES + 1),
            Ports.free(NODES + 1), Introduction.bySeed(Ports.free(1).get(0)));
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
    void everyProcessDeliversEveryLineOnceByteForByteAndInItsOriginsOrder() throws Exception {
        List<byte[]> text = RealInput.lines(Path.of("..", ".."), 5_000, NODES * LINES);
        List<List<byte[]>> warmUp = dealt(text.subList(0, NODES * WARM_UP));
        broadcastAtOnce(clients, warmUp);
        awaitDelivered(clients, NODES * WARM_UP);
        Counted before = Counted.of(cluster, clients);

        List<List<byte[]>> parts = dealt(text);
        long start = System.nanoTime();
        broadcastAtOnce(clients, parts);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        awaitDelivered(clients, NODES * (WARM_UP + LINES));
        Counted after = Counted.of(cluster, clients);

        List<List<byte[]>> steady = dealt(text.subList(0, NODES * STEADY));
        broadcastOneByOne(clients, steady);
        awaitDelivered(clients, NODES * (WARM_UP + LINES + STEADY));
        Counted settled = Counted.of(cluster, clients);

        for (ChatClient client : clients) {
            for (int origin = 0; origin < NODES; origin++) {
                List<byte[]> sent = new ArrayList<>(warmUp.get(origin));
                sent.addAll(parts.get(origin));
                sent.addAll(steady.get(origin));
                Delivery.assertComplete(sent, client, clients.get(origin).process().nodeId());
            }
            JsonNode node = cluster.node(client.process()).orElseThrow();
            assertEquals(0, node.required("gaps").size(), () -> client.process() + " told gaps: " + node.get("gaps"));
        }
        report(clients, before, after, took);
        System.out.printf(Locale.ROOT, "five processes, settled: %d broadcasts, RMR %.4f%n",
                settled.broadcasts - after.broadcasts, settled.rmrSince(after));
    }

    @Test
    @Order(2)
    void aSixthProcessJoinsTalksAndLeaves() throws Exception {
        ChatClient sixth = new ChatClient(cluster.start(NODES + 1), "guests");
        cluster.awaitLinked(sixth.process(), NODES, START);
        for (ChatClient client : clients) {
            awaitNews(client, "MemberJoined", sixth.process());
            ChatClient listener = new ChatClient(client.process(), "guests");
            sixth.send("hello".getBytes(StandardCharsets.UTF_8));
            Eventually.get(SPREAD, () -> {
                listener.readOn();
                return listener.of(sixth.process().nodeId());
            }, lines -> !lines.isEmpty());
        }

        sixth.process().askToStop();

        for (ChatClient client : clients) {
            awaitNews(client, "MemberLeft", sixth.process());
            assertEquals(List.of(), news(client, "MemberFailed"));
            assertEquals(NODES, members(client, "ALIVE").size());
        }
        assertTrue(sixth.process().endsWithin(SPREAD), "it stops");
    }

    @Test
    @Order(3)
    void aKilledProcessIsSeenAsFailedEverywhere() {
        ChatProcess killed = clients.get(NODES - 1).process();
        killed.kill();
        long start = System.nanoTime();
        for (ChatClient client : clients.subList(0, NODES - 1)) {
            awaitNews(client, "MemberFailed", killed);
            assertEquals(List.of(killed.nodeId()), members(client, "DEAD"));
            cluster.awaitLinked(client.process(), NODES - 2, SPREAD);
        }
        System.out.printf("five processes: the killed one was seen as failed by all after %d ms%n",
                Duration.ofNanos(System.nanoTime() - start).toMillis());
    }

    private void awaitNews(ChatClient client, String event, ChatProcess member) {
        Eventually.get(SPREAD, () -> news(client, event), members -> members.contains(member.nodeId()));
    }

    private List<String> news(ChatClient client, String event) {
        return texts(client, "news", "member", "event", event);
    }

    private List<String> members(ChatClient client, String state) {
        return texts(client, "members", "id", "state", state);
    }

    /** One field of those objects in a list whose other field is as given. */
    private List<String> texts(ChatClient client, String list, String wanted, String field, String value) {
        return StreamSupport.stream(cluster.node(client.process()).orElseThrow().required(list).spliterator(), false)
                .filter(each -> each.required(field).asText().equals(value)).map(each -> each.required(wanted).asText())
                .toList();
    }

    /** The first line to the first node, the second to the second, and so on. */
    private static List<List<byte[]>> dealt(List<byte[]> lines) {
        return IntStream.range(0, NODES)
                .mapToObj(node -> IntStream.range(0, lines.size()).filter(i -> i % NODES == node).mapToObj(lines::get)
                        .toList())
                .toList();
    }

    private static void broadcastAtOnce(List<ChatClient> clients, List<List<byte[]>> parts) throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(NODES);
        try {
            List<Future<JsonNode>> reports = new ArrayList<>();
            for (int i = 0; i < NODES; i++) {
                ChatClient client = clients.get(i);
                List<byte[]> part = parts.get(i);
                reports.add(senders.submit(() -> client.send(part)));
            }
            for (int i = 0; i < NODES; i++) {
                JsonNode report = reports.get(i).get();
                assertEquals(parts.get(i).size(), report.required("acknowledged").asInt(), report::toString);
                assertEquals(0, report.required("failed").asInt(), report::toString);
                assertEquals(0, report.required("reordered").asInt(), report::toString);
            }
        } finally {
            senders.shutdownNow();
        }
    }

    private static void broadcastOneByOne(List<ChatClient> clients, List<List<byte[]>> parts) throws Exception {
        for (int line = 0; line < STEADY; line++) {
            for (int i = 0; i < NODES; i++) {
                JsonNode report = clients.get(i).send(List.of(parts.get(i).get(line)));
                assertEquals(1, report.required("acknowledged").asInt(), report::toString);
            }
        }
    }

    private static void awaitDelivered(List<ChatClient> clients, int lines) {
        for (ChatClient client : clients) {
            Eventually.get(SPREAD, () -> {
                client.readOn();
                return client.count();
            }, count -> count >= lines);
        }
    }

    private static void report(List<ChatClient> clients, Counted before, Counted after, Duration took) {
        long broadcasts = after.broadcasts - before.broadcasts;
        long payloads = after.payloads - before.payloads;
        double each = (double) payloads / broadcasts;
        double rmr = after.rmrSince(before);
        long[] latencies = clients.stream().flatMap(client -> clients.stream()
                .flatMap(origin -> client.of(origin.process().nodeId()).stream()))
                .filter(line -> line.hops() > 0 && line.sequence() > WARM_UP && line.sequence() <= WARM_UP + LINES)
                .mapToLong(line -> line.latency().toMillis()).sorted().toArray();
        int mostHops = clients.stream().flatMap(client -> clients.stream()
                .flatMap(origin -> client.of(origin.process().nodeId()).stream()))
                .mapToInt(DeliveredLine::hops).max().orElse(0);
        System.out.printf(Locale.ROOT,
                "five processes: %d broadcasts acknowledged in %d ms; %.3f payload receptions each, RMR %.4f; grafts %d, prunes %d;"
                        + " at most %d hops; latency median %d ms, 99th percentile %d ms, most %d ms%n",
                broadcasts, took.toMillis(), each, rmr, after.grafts - before.grafts, after.prunes - before.prunes, mostHops,
                latencies[latencies.length / 2], latencies[latencies.length * 99 / 100], latencies[latencies.length - 1]);

        assertEquals(NODES * LINES, broadcasts);
        // every other node received each line at least once; a tree brings it hardly ever twice
        assertTrue(rmr >= 0, "RMR " + rmr);
        assertTrue(rmr < 0.5, "RMR " + rmr + ": that is no tree");
    }

    /** What all nodes together counted. */
    private record Counted(long broadcasts, long payloads, long grafts, long prunes) {

        double rmrSince(Counted before) {
            return (double) (payloads - before.payloads) / (broadcasts - before.broadcasts) / (NODES - 1) - 1;
        }

        static Counted of(ProcessCluster cluster, List<ChatClient> clients) {
            Counted sum = new Counted(0, 0, 0, 0);
            for (ChatClient client : clients) {
                ChatProcess process = client.process();
                JsonNode counters = cluster.node(process).orElseThrow().required("engine").required("counters");
                sum = new Counted(sum.broadcasts + counters.required("broadcasts").asLong(),
                        sum.payloads + counters.required("payloadsReceived").asLong(),
                        sum.grafts + counters.required("graftSent").asLong(),
                        sum.prunes + counters.required("pruneSent").asLong());
            }
            return sum;
        }
    }
}
