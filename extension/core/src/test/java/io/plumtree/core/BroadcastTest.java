package io.plumtree.core;

import static io.plumtree.core.TestCluster.MILLIS;
import static io.plumtree.core.TestCluster.SECONDS;
import static io.plumtree.core.TestCluster.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.TreeMode;

class BroadcastTest {

    private static TestCluster cluster(int nodes) {
        return new TestCluster(1, PlumtreeConfig.standard(), 10 * MILLIS, 50 * MILLIS).start(nodes);
    }

    private static void broadcastFromAll(TestCluster cluster, int rounds, long apart) {
        for (int round = 0; round < rounds; round++) {
            for (TestCluster.Node node : cluster.live()) {
                node.broadcast(node.id + ":" + round);
                cluster.run(apart / cluster.nodes.size());
            }
        }
    }

    @Test
    void everyOtherNodeDeliversEveryMessageExactlyOnce() {
        TestCluster cluster = cluster(5);
        broadcastFromAll(cluster, 20, SECONDS);
        cluster.run(5 * SECONDS);
        for (TestCluster.Node node : cluster.live()) {
            List<String> expected = new ArrayList<>();
            for (int round = 0; round < 20; round++) {
                for (int i = 0; i < 5; i++) {
                    if (!id(i).equals(node.id)) {
                        expected.add(id(i) + ":" + round);
                    }
                }
            }
            List<String> actual = new ArrayList<>(node.texts());
            expected.sort(null);
            actual.sort(null);
            assertEquals(expected, actual);
        }
    }

    @Test
    void fiveNodesThatAllBroadcastReceiveNoPayloadTwiceFromTheFirstMessageOn() {
        TestCluster cluster = cluster(5);
        broadcastFromAll(cluster, 20, SECONDS);
        cluster.run(5 * SECONDS);
        Counters total = cluster.total();
        assertEquals(100, total.broadcasts());
        assertEquals(400, total.payloadsReceived(), total.toString());
        assertEquals(0, total.duplicates());
    }

    @Test
    void aHundredNodesFormATreePerOriginWithoutDuplicates() {
        TestCluster cluster = cluster(100);
        for (int round = 0; round < 30; round++) {
            for (int origin = 0; origin < 10; origin++) {
                cluster.node(origin * 7).broadcast("m" + round + "/" + origin);
                cluster.run(100 * MILLIS);
            }
        }
        cluster.run(5 * SECONDS);
        Counters total = cluster.total();
        assertEquals(300 * 99, total.delivered());
        assertEquals(300 * 99, total.payloadsReceived(), "RMR 0, parents changing all the while: " + total.parentChanges());
        int deepest = cluster.nodes.values().stream().flatMap(node -> node.rounds.stream()).max(Integer::compare).get();
        assertTrue(deepest <= 9, "LDH " + deepest);
    }

    @Test
    void floodingBecomesATreeByPruning() {
        TestCluster cluster = new TestCluster(1, PlumtreeConfig.standard().withTree(TreeMode.FLOOD), 10 * MILLIS,
                50 * MILLIS).start(50);
        for (int i = 0; i < 20; i++) {
            cluster.node(3).broadcast("m" + i);
            cluster.run(SECONDS);
        }
        long before = cluster.total().payloadsReceived();
        cluster.node(3).broadcast("last");
        cluster.run(SECONDS);
        assertEquals(49, cluster.total().payloadsReceived() - before);
        assertEquals(21 * 49, cluster.total().delivered());
    }

    @Test
    void oneSharedTreeServesAllOrigins() {
        TestCluster cluster = new TestCluster(1, PlumtreeConfig.standard().withTree(TreeMode.SHARED), 10 * MILLIS,
                50 * MILLIS).start(50);
        for (int i = 0; i < 50; i++) {
            cluster.node(i).broadcast("m" + i);
            cluster.run(SECONDS);
        }
        assertEquals(50 * 49, cluster.total().delivered());
        assertEquals(50 * 49, cluster.total().payloadsReceived());
    }
}
