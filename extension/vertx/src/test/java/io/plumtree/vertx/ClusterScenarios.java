package io.plumtree.vertx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.Address;
import io.plumtree.api.Broadcast;
import io.plumtree.api.MessageId;
import io.plumtree.api.NodeId;
import io.plumtree.api.Ordering;
import io.plumtree.api.PeerAddress;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.PlumtreeDelivery;
import io.plumtree.api.TopicConfig;

/** What a cluster of nodes in one JVM promises, whatever carries its messages. */
abstract class ClusterScenarios {

    private static final PlumtreeConfig FIFO = PlumtreeConfig.lan().withBind(new Address("127.0.0.1", 0))
            .withTopicDefaults(new TopicConfig(Ordering.FIFO, Duration.ofSeconds(30), 64L << 20));
    /** Broadcasts of one node that may be unacknowledged: a sender that waits, as applications do. */
    private static final int IN_FLIGHT = 256;

    private final Map<PlumtreeNode, Observed> cluster = new LinkedHashMap<>();

    abstract Transport transport();

    @AfterEach
    void leave() {
        cluster.keySet().forEach(node -> Await.get(node.leave(Duration.ofSeconds(5))));
    }

    @Test
    void everyNodeDeliversEveryMessageOfEveryOriginOnceAndInOrder() throws Exception {
        int messages = 2_000;
        List<PlumtreeNode> nodes = start("a", "b", "c", "d", "e");
        broadcastFromAll(nodes, 0, messages);

        for (PlumtreeNode node : nodes) {
            Observed observed = cluster.get(node).awaitDeliveries(4 * messages);
            for (PlumtreeNode origin : nodes) {
                if (origin != node) {
                    assertEquals(texts(origin, 0, messages), observed.textsOf(name(origin)), name(node));
                }
            }
            assertEquals(4 * messages, observed.deliveries().size());
            assertEquals(List.of(), observed.gaps());
            assertFalse(observed.everOnEventLoop());
        }
    }

    @Test
    void theOthersGoOnWhenOneLeaves() throws Exception {
        List<PlumtreeNode> nodes = start("a", "b", "c", "d", "e");
        PlumtreeNode leaver = nodes.get(2);
        broadcastFromAll(nodes, 0, 200);
        Await.get(leaver.leave(Duration.ofSeconds(10)));
        List<PlumtreeNode> rest = new ArrayList<>(nodes);
        rest.remove(leaver);
        broadcastFromAll(rest, 200, 400);

        for (PlumtreeNode node : rest) {
            Observed observed = cluster.get(node).awaitDeliveries(3 * 400 + 200);
            assertEquals(texts(leaver, 0, 200), observed.textsOf("c"), name(node));
            for (PlumtreeNode origin : rest) {
                if (origin != node) {
                    assertEquals(texts(origin, 0, 400), observed.textsOf(name(origin)), name(node));
                }
            }
        }
    }

    @Test
    void aLateNodeDeliversEverythingFromWhereItLinkedUp() throws Exception {
        List<PlumtreeNode> nodes = start("a", "b", "c");
        broadcastFromAll(nodes, 0, 500);
        PlumtreeNode late = start("late").get(0);
        Observed observed = cluster.get(late);
        broadcastFromAll(nodes, 500, 1_000);

        observed.await("the last of each", heard -> nodes.stream()
                .allMatch(origin -> heard.textsOf(name(origin)).contains(name(origin) + "999")));
        for (PlumtreeNode origin : nodes) {
            List<String> heard = observed.textsOf(name(origin));
            int first = 1_000 - heard.size();
            assertTrue(first <= 500, "missed what was sent after it had linked up: " + heard.get(0));
            assertEquals(texts(origin, first, 1_000), heard);
        }
        broadcastFromAll(List.of(late), 0, 10);
        for (PlumtreeNode node : nodes) {
            cluster.get(node).await("the late node's", heard -> heard.textsOf("late").size() == 10);
        }
    }

    @Test
    void aSecondNodeOfTheSameIdDoesNotDisturbTheFirst() throws Exception {
        List<PlumtreeNode> nodes = start("a", "b");
        PlumtreeNode first = nodes.get(0);
        PlumtreeNode b = nodes.get(1);
        Observed impostors = new Observed();
        PlumtreeNode second = Await.get(PlumtreeNode.builder().transport(transport()).listener(impostors)
                .config(FIFO.withNodeId(NodeId.of("a")).withPeers(List.of(where(b)))).start());
        cluster.put(second, impostors);

        broadcastFromAll(List.of(first, b), 0, 500);

        assertEquals(texts(first, 0, 500), cluster.get(b).awaitDeliveries(500).textsOf("a"));
        assertEquals(texts(b, 0, 500), cluster.get(first).awaitDeliveries(500).textsOf("b"));
        assertEquals(first.cluster().address(), b.cluster().peers().get(0).address());
        assertTrue(b.cluster().peers().get(0).linked());
    }

    @Test
    void largeAndCompressedPayloadsArriveAsTheyWere() throws Exception {
        List<PlumtreeNode> nodes = start(PlumtreeConfig.wan().withBind(new Address("127.0.0.1", 0)), "a", "b", "c");
        String text = "0123456789".repeat(6_500);
        for (int i = 0; i < 20; i++) {
            Await.get(nodes.get(0).broadcast(Broadcast.of(text + i).acknowledgedWhen(Acknowledgement.RECEIVED)));
        }

        for (PlumtreeNode node : nodes.subList(1, 3)) {
            cluster.get(node).awaitDeliveries(20);
            assertEquals(IntStream.range(0, 20).mapToObj(i -> text + i).toList(),
                    cluster.get(node).deliveries().stream().sorted((x, y) -> Long.compare(x.id().sequence(), y.id().sequence()))
                            .map(PlumtreeDelivery::text).toList());
        }
        assertEquals(20, nodes.get(0).stats().compressed());
    }

    /** Starts nodes that know everybody started before, and tells those of them. */
    private List<PlumtreeNode> start(String... names) {
        return start(FIFO, names);
    }

    private List<PlumtreeNode> start(PlumtreeConfig config, String... names) {
        List<PlumtreeNode> started = new ArrayList<>();
        for (String name : names) {
            Observed observed = new Observed();
            PlumtreeNode node = Await.get(PlumtreeNode.builder().transport(transport()).listener(observed)
                    .config(config.withNodeId(NodeId.of(name))
                            .withPeers(cluster.keySet().stream().map(ClusterScenarios::where).toList()))
                    .start());
            cluster.keySet().forEach(other -> Await.get(other.cluster().addPeer(where(node))));
            cluster.put(node, observed);
            started.add(node);
        }
        int others = cluster.size() - 1;
        cluster.keySet().forEach(node -> Await.until(node + " is linked to " + others,
                () -> node.health().linked() == others));
        return started;
    }

    /** Has all of them broadcast at once, each from a thread of its own. */
    private static void broadcastFromAll(List<PlumtreeNode> nodes, int from, int to) throws InterruptedException {
        List<Thread> threads = nodes.stream().map(node -> new Thread(() -> broadcast(node, from, to))).toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void broadcast(PlumtreeNode node, int from, int to) {
        ArrayDeque<CompletionStage<MessageId>> inFlight = new ArrayDeque<>();
        for (int i = from; i < to; i++) {
            inFlight.add(node.broadcast(
                    Broadcast.of(name(node) + i).acknowledgedWhen(Acknowledgement.RECEIVED)));
            if (inFlight.size() == IN_FLIGHT) {
                Await.get(inFlight.remove());
            }
        }
        inFlight.forEach(Await::get);
    }

    private static List<String> texts(PlumtreeNode origin, int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> name(origin) + i).toList();
    }

    private static String name(PlumtreeNode node) {
        return node.cluster().localNode().value();
    }

    private static PeerAddress where(PlumtreeNode node) {
        return new PeerAddress(node.cluster().localNode(), node.cluster().address());
    }
}
