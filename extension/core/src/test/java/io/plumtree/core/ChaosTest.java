package io.plumtree.core;

import static io.plumtree.core.TestCluster.MILLIS;
import static io.plumtree.core.TestCluster.SECONDS;
import static io.plumtree.core.TestCluster.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.ClusterGap;
import io.plumtree.api.MessageId;
import io.plumtree.api.NodeId;
import io.plumtree.api.Ordering;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.PlumtreeException;
import io.plumtree.api.TopicConfig;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Summary;
import io.plumtree.core.util.Prng;

/**
 * Whole clusters under faults drawn from a seed, then healed: what one survivor delivered, all survivors delivered, once.
 * {@code -Dseed=N} runs that one seed.
 */
class ChaosTest {

    private static final int SEEDS = Integer.getInteger("seeds", 150);

    static List<Long> seeds() {
        Long one = Long.getLong("seed");
        if (one != null) {
            return List.of(one);
        }
        List<Long> seeds = new ArrayList<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            seeds.add(seed);
        }
        return seeds;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatOneSurvivorDeliversAllSurvivorsDeliverOnceAndInOrder(long seed) {
        Prng random = new Prng(seed);
        int count = 3 + random.nextInt(14);
        PlumtreeConfig config = PlumtreeConfig.standard().withTopic("ordered",
                new TopicConfig(Ordering.FIFO, Duration.ofMinutes(2), 1 << 20));
        TestCluster cluster = new TestCluster(seed, config, MILLIS, 40 * MILLIS).start(count);
        Set<Long> asked = new LinkedHashSet<>();
        Map<Long, MessageId> ids = new LinkedHashMap<>();
        // Every other cluster broadcasts so fast that many messages are under way at one time.
        long apart = (seed % 2 == 0 ? 200 : 4) * MILLIS;
        double loss = random.nextInt(3) == 0 ? 0.02 : 0;
        Prng lossRandom = random.split();
        cluster.lost = message -> loss > 0 && !(message instanceof Summary)
                && lossRandom.nextDouble() < loss;
        List<int[]> cuts = new ArrayList<>();
        List<Integer> killed = new ArrayList<>();
        int faults = 0;
        for (int step = 0; step < (seed % 2 == 0 ? 300 : 1_500); step++) {
            int who = random.nextInt(count);
            TestCluster.Node node = cluster.node(who);
            if (node.alive) {
                try {
                    String topic = random.nextInt(2) == 0 ? "ordered" : "any";
                    boolean confirm = random.nextInt(2) == 0;
                    long sequence = node.broadcast(topic, "m" + step,
                            confirm ? Acknowledgement.RECEIVED : Acknowledgement.QUEUED, step);
                    if (confirm) {
                        asked.add((long) step);
                    }
                    ids.put((long) step, new MessageId(node.id, node.engine.epoch(), topic, sequence));
                } catch (PlumtreeException isolatedOrFull) {
                    // Said to the caller; nothing was promised.
                }
            }
            int fault = random.nextInt(seed % 2 == 0 ? 60 : 300);
            int other = random.nextInt(count);
            if (fault == 0 && killed.size() < count - 2 && cluster.node(other).alive) {
                cluster.kill(other);
                killed.add(other);
                faults++;
            } else if (fault <= 3 && other != who && cluster.node(other).alive && node.alive) {
                cluster.cut(who, other);
                cuts.add(new int[] { who, other });
                faults++;
            } else if (fault <= 5 && !cuts.isEmpty()) {
                int[] healed = cuts.remove(random.nextInt(cuts.size()));
                cluster.heal(healed[0], healed[1]);
            } else if (fault <= 7 && other != who && node.alive) {
                node.refusing.add(id(other));
                faults++;
            } else if (fault <= 9 && node.alive) {
                drain(cluster, node);
            }
            cluster.run((long) (random.nextDouble() * apart));
        }
        cuts.forEach(cut -> cluster.heal(cut[0], cut[1]));
        for (TestCluster.Node node : cluster.live()) {
            drain(cluster, node);
        }
        // Long enough for a hole that died with its origin to become a gap, and for what it held back to be delivered.
        cluster.run(150 * SECONDS);
        String told = "reproduce: mvn -pl extension/core test -Dtest=ChaosTest -Dseed=" + seed;
        check(cluster, told);
        // RECEIVED says that one neighbour has it: it outlives its origin, not the neighbour too.
        for (TestCluster.Node node : killed.size() <= 1 ? cluster.nodes.values() : cluster.live()) {
            for (long token : node.acknowledged) {
                for (TestCluster.Node survivor : cluster.live()) {
                    if (survivor != node) {
                        assertTrue(delivered(survivor).contains(ids.get(token)),
                                survivor.id + " lacks acknowledged " + ids.get(token) + "; " + told);
                    }
                }
            }
        }
        for (TestCluster.Node node : cluster.live()) {
            for (NodeSnapshot.Fill fill : node.engine.snapshot().fills()) {
                assertTrue(fill.used() <= fill.bound(), fill + " " + told);
            }
            Set<Long> answered = new TreeSet<>(node.acknowledged);
            answered.addAll(node.notAcknowledged);
            for (Map.Entry<Long, MessageId> sent : ids.entrySet()) {
                if (sent.getValue().origin().equals(node.id) && asked.contains(sent.getKey())) {
                    assertTrue(answered.contains(sent.getKey()), sent + " was never answered; " + told);
                }
            }
        }
        assertTrue(faults > 0, "no fault happened; " + told);
    }

    private static void drain(TestCluster cluster, TestCluster.Node node) {
        List<NodeId> refused = List.copyOf(node.refusing);
        node.refusing.clear();
        refused.forEach(peer -> node.input(engine -> engine.drained(peer, cluster.now)));
    }

    private static List<MessageId> delivered(TestCluster.Node node) {
        return node.delivered.stream().map(m -> m.stream().message(m.sequence())).toList();
    }

    private static Set<MessageId> gaps(TestCluster.Node node) {
        Set<MessageId> gaps = new LinkedHashSet<>();
        for (ClusterGap gap : node.gaps()) {
            for (long sequence = gap.from(); sequence <= gap.to(); sequence++) {
                assertTrue(gaps.add(new MessageId(gap.origin(), gap.epoch(), gap.topic(), sequence)), "told twice: " + gap);
            }
        }
        return gaps;
    }

    private static void check(TestCluster cluster, String told) {
        Set<MessageId> deliveredBySurvivors = new LinkedHashSet<>();
        cluster.live().forEach(node -> deliveredBySurvivors.addAll(delivered(node)));
        for (TestCluster.Node node : cluster.live()) {
            List<MessageId> ids = delivered(node);
            assertEquals(new LinkedHashSet<>(ids).size(), ids.size(), node.id + " delivered twice; " + told);
            Set<MessageId> gaps = gaps(node);
            for (MessageId gap : gaps) {
                assertFalse(deliveredBySurvivors.contains(gap), node.id + " told a gap others delivered: " + gap + "; "
                        + told);
            }
            Set<MessageId> missed = new LinkedHashSet<>(deliveredBySurvivors);
            missed.removeIf(id -> id.origin().equals(node.id));
            missed.removeAll(ids);
            assertTrue(missed.isEmpty(), node.id + " missed " + missed + "; " + told);
            Map<String, Long> last = new LinkedHashMap<>();
            for (Message message : node.delivered) {
                if (message.stream().topic().equals("ordered")) {
                    Long before = last.put(message.stream().origin() + "", message.sequence());
                    for (long skipped = (before == null ? 0 : before) + 1; skipped < message.sequence(); skipped++) {
                        assertTrue(gaps.contains(message.stream().message(skipped)),
                                node.id + " skipped " + message.stream() + "/" + skipped + "; " + told);
                    }
                    assertTrue(before == null || before < message.sequence(), node.id + " order; " + told);
                }
            }
        }
    }
}
