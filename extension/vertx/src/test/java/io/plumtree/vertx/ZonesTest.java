package io.plumtree.vertx;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.core.NodeSnapshot;
import io.plumtree.core.NodeSnapshot.NeighbourState;
import io.plumtree.core.overlay.RingOverlay;
import io.plumtree.core.overlay.View;

/** Nodes in three zones, which tell each other by membership over real sockets. */
class ZonesTest {

    private static final int NODES = 15;
    private static final int ORIGINS = 3;
    private static final int MESSAGES = 10;
    private static final List<String> ZONES = List.of("eu-1", "eu-2", "us");

    private static String zone(NodeId id) {
        return ZONES.get(Integer.parseInt(id.value().substring(1)) % ZONES.size());
    }

    @Test
    void farFewerPayloadsCrossWhereNodesNameTheirZones() throws Exception {
        int unnamed = crossing(id -> "");
        int named = crossing(ZonesTest::zone);
        assertTrue(unnamed >= 24, "of 42 payloads about 30 cross; here " + unnamed);
        assertTrue(named <= 16, "each of three origins enters each of two zones twice, or nearly so; here " + named);
    }

    /** @return payloads that cross zones when each origin sends one, as nodes that have settled push them */
    private static int crossing(Function<NodeId, String> zoneOf) throws Exception {
        try (MemberNodes nodes = new MemberNodes()) {
            List<Observed> observed = new ArrayList<>();
            List<PlumtreeNode> all = new ArrayList<>();
            Map<NodeId, String> zones = new HashMap<>();
            for (int i = 0; i < NODES; i++) {
                NodeId id = NodeId.of("n" + i);
                PlumtreeConfig config = MemberNodes.config(id.value(),
                        all.isEmpty() ? settings -> settings
                                : settings -> settings.withSeeds(MemberNodes.seeds(all.get(0))));
                zones.put(id, zoneOf.apply(id));
                observed.add(new Observed());
                all.add(nodes.start(PlumtreeNode.builder().listener(observed.get(i))
                        .config(zones.get(id).isEmpty() ? config : config.withZone(zones.get(id)))));
            }
            awaitLinks(all, new RingOverlay(all.get(0).config().get(ConfigKey.RINGS)).with(zones.keySet(), zones));
            for (int message = 1; message <= MESSAGES; message++) {
                for (int origin = 0; origin < ORIGINS; origin++) {
                    Await.get(all.get(origin).broadcast("t", new byte[] { 1 }));
                }
                for (int i = 0; i < NODES; i++) {
                    observed.get(i).awaitDeliveries(message * (i < ORIGINS ? ORIGINS - 1 : ORIGINS));
                }
            }
            int crossing = 0;
            for (int i = 0; i < NODES; i++) {
                NodeId id = NodeId.of("n" + i);
                NodeSnapshot snapshot = Await.get(all.get(i).snapshot());
                for (NeighbourState neighbour : snapshot.neighbours()) {
                    crossing += zone(id).equals(zone(neighbour.id())) ? 0 : neighbour.eagerOrigins();
                }
            }
            return crossing;
        }
    }

    private static void awaitLinks(List<PlumtreeNode> all, View view) {
        for (PlumtreeNode node : all) {
            NodeId id = node.config().nodeId().orElseThrow();
            Await.until(id + " is linked as all zones say", () -> {
                NodeSnapshot snapshot = Await.get(node.snapshot());
                return snapshot.members() == NODES - 1 && snapshot.neighbours().stream().map(NeighbourState::id)
                        .collect(Collectors.toSet()).containsAll(view.neighbours(id));
            });
        }
    }
}
