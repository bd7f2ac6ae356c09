package io.plumtree.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.Preset;
import io.plumtree.core.overlay.RingOverlay;
import io.plumtree.core.overlay.View;
import io.plumtree.core.util.Prng;

/** Clusters in zones: all is delivered, and few payloads cross from one zone to another. */
class ZonesTest {

    private static final int NODES = 90;
    private static final List<String> NAMES = List.of("eu-1", "eu-2", "us");
    private static final int BROADCASTS = 20;

    private final TestCluster cluster = new TestCluster(1, PlumtreeConfig.standard(), 10 * TestCluster.MILLIS,
            50 * TestCluster.MILLIS);
    private final Map<NodeId, String> zones = new LinkedHashMap<>();

    private void start(int count) {
        cluster.start(count);
        cluster.crosses = (from, to) -> !zones.get(from).equals(zones.get(to));
        for (int i = 0; i < count; i++) {
            zones.put(TestCluster.id(i), NAMES.get(i % NAMES.size()));
        }
    }

    private void tell(TestCluster.Node node, Map<NodeId, String> told) {
        node.input(engine -> engine.membersChanged(List.of(), List.of(), told, cluster.now));
    }

    private void tellAll() {
        cluster.live().forEach(node -> tell(node, zones));
        cluster.run(60 * TestCluster.SECONDS);
    }

    /** @return payloads that crossed zones, of one message */
    private double crossing() {
        cluster.crossings = 0;
        for (int i = 0; i < BROADCASTS; i++) {
            cluster.node(i % 3).broadcast("message " + i);
            cluster.run(TestCluster.SECONDS);
        }
        cluster.run(5 * TestCluster.SECONDS);
        return (double) cluster.crossings / BROADCASTS;
    }

    /** @return how many messages of one round of broadcasts others than that node sent */
    private static int ofOthers(int number) {
        int own = 0;
        for (int i = 0; i < BROADCASTS; i++) {
            own += i % 3 == number ? 1 : 0;
        }
        return BROADCASTS - own;
    }

    private void assertLinkedAsTheOverlaySays() {
        View view = new RingOverlay(ConfigKey.RINGS.in(Preset.DEFAULT)).with(zones.keySet(), zones);
        for (TestCluster.Node node : cluster.live()) {
            TreeSet<NodeId> linked = new TreeSet<>();
            node.engine.snapshot().neighbours().forEach(neighbour -> linked.add(neighbour.id()));
            assertEquals(new TreeSet<>(view.neighbours(node.id)), linked, () -> "links of " + node.id);
        }
    }

    @Test
    void twoPayloadsEnterEachOtherZoneInsteadOfTwoOfThree() {
        start(NODES);
        double before = crossing();
        tellAll();
        // Trees are planned anew with the next message of each origin, and some nodes learn of it by grafts.
        assertTrue(crossing() < before / 4);
        double after = crossing();
        assertTrue(before > 50, "without zones " + before + " of 89 payloads cross");
        assertTrue(after <= 5, after + " payloads of each message cross zones");
        for (int i = 0; i < NODES; i++) {
            assertEquals(3 * ofOthers(i), cluster.node(i).texts().size());
        }
    }

    @Test
    void parentsThatWouldBeFasterInAnotherZoneAreNotLookedFor() {
        start(NODES);
        tellAll();
        for (int i = 0; i < 10; i++) {
            double crossing = crossing();
            assertTrue(crossing <= 5, crossing + " payloads of each message cross zones");
        }
    }

    @Test
    void everybodyIsReachedInAZoneOfOne() {
        start(30);
        zones.replaceAll((id, zone) -> id.equals(TestCluster.id(7)) ? "alone" : "");
        tellAll();
        cluster.node(0).broadcast("to all");
        cluster.run(5 * TestCluster.SECONDS);
        for (TestCluster.Node node : cluster.live()) {
            assertEquals(node.id.equals(TestCluster.id(0)) ? List.of() : List.of("to all"), node.texts());
        }
    }

    @Test
    void zonesLearntInAnyOrderAndAtAnyTimeEndInTheSameLinks() {
        start(NODES);
        Prng random = new Prng(7);
        for (int round = 0; round < 30; round++) {
            for (TestCluster.Node node : cluster.live()) {
                NodeId member = TestCluster.id(random.nextInt(NODES));
                tell(node, Map.of(member, random.nextInt(3) == 0 ? "was in another one" : zones.get(member)));
            }
            cluster.run(TestCluster.SECONDS);
        }
        tellAll();
        cluster.run(120 * TestCluster.SECONDS);
        assertLinkedAsTheOverlaySays();
    }

    @Test
    void aMemberThatMovesToAnotherZoneIsLinkedAnew() {
        start(NODES);
        tellAll();
        assertLinkedAsTheOverlaySays();
        zones.put(TestCluster.id(4), "us");
        zones.put(TestCluster.id(5), "");
        tellAll();
        cluster.run(60 * TestCluster.SECONDS);
        assertLinkedAsTheOverlaySays();
    }

    @Test
    void aZoneThatCrashesLeavesTheOthersConnected() {
        start(NODES);
        tellAll();
        crossing();
        for (int i = 2; i < NODES; i += 3) {
            cluster.kill(i);
        }
        cluster.node(0).broadcast("to those left");
        cluster.run(10 * TestCluster.SECONDS);
        for (TestCluster.Node node : cluster.live()) {
            assertTrue(node.id.equals(TestCluster.id(0)) || node.texts().contains("to those left"), node.id.value());
        }
    }
}
