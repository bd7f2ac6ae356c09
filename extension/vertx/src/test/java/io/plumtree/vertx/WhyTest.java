package io.plumtree.vertx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.plumtree.api.Address;
import io.plumtree.api.MessageHistory;
import io.plumtree.api.MessageHistory.Arrival;
import io.plumtree.api.MessageHistory.End;
import io.plumtree.api.MessageHistory.Step;
import io.plumtree.api.MessageId;
import io.plumtree.api.NodeId;
import io.plumtree.api.PeerAddress;
import io.plumtree.api.PlumtreeClosedException;
import io.plumtree.api.PlumtreeConfig;

/** How a message came, asked of five nodes over TCP, each linked with two others only. */
class WhyTest {

    private static final PlumtreeConfig RING = PlumtreeConfig.lan().withBind(new Address("127.0.0.1", 0)).withRings(1)
            .withEagerFanout(1);

    private final Map<PlumtreeNode, Observed> cluster = new LinkedHashMap<>();

    @AfterEach
    void leave() {
        cluster.keySet().forEach(node -> Await.get(node.leave(Duration.ofSeconds(5))));
    }

    @Test
    void theWayOfAMessageIsWhatEveryNodeOnItSaysOfItself() {
        List<PlumtreeNode> nodes = start("a", "b", "c", "d", "e");
        PlumtreeNode origin = nodes.get(0);
        Instant before = Instant.now();
        MessageId id = Await.get(origin.broadcast("t", new byte[] { 1 }));
        Map<NodeId, MessageHistory> told = new LinkedHashMap<>();
        for (PlumtreeNode node : nodes) {
            Await.until("it is there", () -> Await.get(node.why(id)).isPresent());
            told.put(node.cluster().localNode(), Await.get(node.why(id)).orElseThrow());
        }
        Instant after = Instant.now();

        MessageHistory leaf = null;
        for (Map.Entry<NodeId, MessageHistory> each : told.entrySet()) {
            MessageHistory history = each.getValue();
            List<Step> path = history.path();
            assertEquals(id, history.id());
            assertEquals(End.ORIGIN, history.end(), history::toString);
            assertEquals(Optional.empty(), history.next());
            assertEquals(each.getKey(), path.get(0).node());
            assertEquals(new Step(NodeId.of("a"), Arrival.OWN, 0, path.get(path.size() - 1).arrivedAt()),
                    path.get(path.size() - 1));
            for (int i = 0; i < path.size(); i++) {
                Step step = path.get(i);
                assertEquals(path.size() - 1 - i, step.hops(), history::toString);
                assertEquals(nodes(path).subList(i, path.size()), nodes(told.get(step.node()).path()));
                assertEquals(told.get(step.node()).path().get(0).arrival(), step.arrival());
                assertFalse(step.arrivedAt().orElseThrow().isBefore(before.minusMillis(50)), history::toString);
                assertFalse(step.arrivedAt().orElseThrow().isAfter(after), history::toString);
                assertTrue(history.delay(step).orElseThrow().compareTo(Duration.ofSeconds(5)) < 0, history::toString);
            }
            leaf = leaf == null || leaf.path().size() < path.size() ? history : leaf;
        }
        assertTrue(leaf != null && leaf.path().size() >= 3, told::toString);
    }

    @Test
    void ofAMessageThatNobodyHasNothingIsKnown() {
        PlumtreeNode alone = start("a").get(0);
        MessageId unknown = new MessageId(NodeId.of("z"), 1, "t", 1);

        assertEquals(Optional.empty(), Await.get(alone.why(unknown)));
        Await.get(alone.leave(Duration.ofSeconds(5)));
        Await.failure(PlumtreeClosedException.class, alone.why(unknown));
    }

    private List<PlumtreeNode> start(String... names) {
        List<PlumtreeNode> started = new ArrayList<>();
        for (String name : names) {
            Observed observed = new Observed();
            PlumtreeNode node = Await.get(PlumtreeNode.builder().listener(observed).config(RING.withNodeId(NodeId.of(name))
                    .withPeers(cluster.keySet().stream().map(WhyTest::where).toList())).start());
            cluster.keySet().forEach(other -> Await.get(other.cluster().addPeer(where(node))));
            cluster.put(node, observed);
            started.add(node);
        }
        int neighbours = Math.min(2, names.length - 1);
        cluster.keySet().forEach(node -> Await.until("linked",
                () -> node.health().peers() == names.length - 1 && node.health().linked() == neighbours));
        return started;
    }

    private static List<NodeId> nodes(List<Step> path) {
        return path.stream().map(Step::node).toList();
    }

    private static PeerAddress where(PlumtreeNode node) {
        return new PeerAddress(node.cluster().localNode(), node.cluster().address());
    }
}
