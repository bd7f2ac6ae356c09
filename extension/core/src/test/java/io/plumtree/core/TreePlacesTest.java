package io.plumtree.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.TreePlace;
import io.plumtree.core.NodeSnapshot.NeighbourState;
import io.plumtree.core.TestCluster.Node;

/** What nodes say of their places in a tree is the tree. */
class TreePlacesTest {

    private static final int NODES = 40;
    private static final PlumtreeConfig CONFIG = PlumtreeConfig.standard().with(ConfigKey.EAGER_FANOUT, 3);

    private final TestCluster cluster = new TestCluster(7, CONFIG, TestCluster.MILLIS, 5 * TestCluster.MILLIS).start(NODES);

    @Test
    void knowsNoTreeBeforeAMessageNeedsOne() {
        cluster.live().forEach(node -> assertEquals(List.of(), node.engine.trees()));
    }

    @Test
    void parentAndChildAgreeAndEverybodyIsReached() {
        cluster.node(3).broadcast("one");
        cluster.run(TestCluster.SECONDS);
        NodeId origin = TestCluster.id(3);
        Map<NodeId, TreePlace> places = placesIn(origin);
        assertEquals(NODES, places.size());
        assertEquals(Optional.empty(), places.get(origin).parent());
        places.forEach((node, place) -> {
            place.parent().ifPresent(parent -> assertTrue(places.get(parent).eager().contains(node), node + " at " + parent));
            place.eager().forEach(child -> assertEquals(Optional.of(node), places.get(child).parent()));
        });
        assertEquals(NODES - 1, places.values().stream().mapToInt(place -> place.eager().size()).sum());
        assertEquals(places.keySet(), reachedFrom(origin, places));
    }

    @Test
    void everyNeighbourIsParentEagerOrLazy() {
        cluster.node(3).broadcast("one");
        cluster.run(TestCluster.SECONDS);
        for (Node node : cluster.live()) {
            TreePlace place = node.engine.trees().get(0);
            List<NodeId> all = new ArrayList<>(place.eager());
            all.addAll(place.lazy());
            place.parent().ifPresent(all::add);
            assertEquals(new TreeSet<>(node.engine.snapshot().neighbours().stream().map(NeighbourState::id).toList()),
                    new TreeSet<>(all));
            assertEquals(all.size(), new TreeSet<>(all).size());
        }
    }

    @Test
    void namesTheOriginsInTheirOrder() {
        cluster.node(9).broadcast("one");
        cluster.node(12).broadcast("two");
        cluster.node(3).broadcast("three");
        cluster.run(TestCluster.SECONDS);
        assertEquals(List.of(TestCluster.id(12), TestCluster.id(3), TestCluster.id(9)),
                cluster.node(0).engine.trees().stream().map(TreePlace::origin).toList());
    }

    @Test
    void whoLosesItsParentIsAttachedElsewhere() {
        cluster.node(3).broadcast("one");
        cluster.run(TestCluster.SECONDS);
        NodeId origin = TestCluster.id(3);
        TreePlace inner = placesIn(origin).values().stream()
                .filter(place -> place.parent().isPresent() && !place.eager().isEmpty()).findFirst().orElseThrow();
        NodeId child = inner.eager().get(0);
        NodeId parent = placesIn(origin).get(child).parent().orElseThrow();
        cluster.kill(Integer.parseInt(parent.value().substring(1)));
        cluster.node(3).broadcast("two");
        cluster.run(5 * TestCluster.SECONDS);
        Map<NodeId, TreePlace> places = placesIn(origin);
        assertTrue(places.get(child).parent().filter(next -> !next.equals(parent)).isPresent());
        assertEquals(NODES - 1, reachedFrom(origin, places).size());
    }

    private Map<NodeId, TreePlace> placesIn(NodeId origin) {
        Map<NodeId, TreePlace> places = new LinkedHashMap<>();
        for (Node node : cluster.live()) {
            node.engine.trees().stream().filter(place -> place.origin().equals(origin))
                    .forEach(place -> places.put(node.id, place));
        }
        return places;
    }

    private static TreeSet<NodeId> reachedFrom(NodeId origin, Map<NodeId, TreePlace> places) {
        TreeSet<NodeId> reached = new TreeSet<>(List.of(origin));
        List<NodeId> next = new ArrayList<>(List.of(origin));
        while (!next.isEmpty()) {
            next = next.stream().flatMap(node -> places.get(node).eager().stream()).filter(reached::add).toList();
        }
        return reached;
    }
}
