package io.plumtree.simulator.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.ConfigKey;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.StorageSettings;
import io.plumtree.core.util.Prng;
import io.plumtree.simulator.ClusterListener;
import io.plumtree.simulator.SimulatedCluster;
import io.plumtree.simulator.network.LatencyModels;
import io.plumtree.simulator.network.Link;
import io.plumtree.simulator.node.SimulatedNode;
import io.plumtree.simulator.scenario.Scenario;
import io.plumtree.simulator.scenario.ScenarioRun;
import io.plumtree.simulator.scenario.Workload;
import io.plumtree.simulator.store.Disk;

class FaultsTest {

    private static final long MILLI = 1_000_000L;
    private static final PlumtreeConfig CONFIG = PlumtreeConfig.standard().withKeepAliveInterval(Duration.ofSeconds(1))
            .withIdleTimeout(Duration.ofSeconds(3)).withStorage(StorageSettings.in(Path.of("simulated")));

    private final SimulatedCluster cluster = new SimulatedCluster(CONFIG, LatencyModels.constant(10), 1);
    private FaultContext context;
    private int ended;

    private static Scenario scenario(PlannedFault... faults) {
        return new Scenario(1, 6, CONFIG, "constant:10", new Workload(1, 100, 20, 10, "any"), List.of(faults),
                new Scenario.Views(Duration.ZERO, Duration.ofMillis(100)), Duration.ofSeconds(8), Duration.ofSeconds(10),
                Scenario.Topology.RINGS, true);
    }

    private void begin(Fault fault) {
        cluster.addNodes(6);
        cluster.start(null, Duration.ofSeconds(8));
        cluster.listen(new ClusterListener() {
            @Override
            public void linkDown(Link link, String why) {
                ended++;
            }
        });
        context = new FaultContext(cluster, scenario(new PlannedFault(fault, Duration.ZERO, Duration.ofSeconds(1))),
                Set.of(cluster.node(0), cluster.node(1)), new Prng(1));
        fault.begin(context);
    }

    private void pass(long millis) {
        cluster.run(Duration.ofMillis(millis));
    }

    @Test
    void everyKindHasANameOfItsOwnAndThereAreMany() {
        Set<String> names = new java.util.TreeSet<>();
        for (FaultKind kind : FaultKind.values()) {
            names.add(kind.label());
        }
        assertEquals(FaultKind.values().length, names.size());
        assertTrue(names.size() >= 25, names.toString());
    }

    @Test
    void aPowerCutTakesNodesWithStoresAndTheyComeBack() {
        cluster.storing(1, new Disk.Speed(MILLI, 1 << 20));
        Fault cut = Restart.powerCut(1, 500 * MILLI);
        begin(cut);
        assertEquals(List.of(), cluster.running());
        assertEquals(6, context.count(FaultKind.POWER_CUT));
        pass(600);
        assertEquals(6, cluster.running().size());
        assertEquals(2, cluster.node(0).incarnation());
    }

    @Test
    void aStoreThatWasFullTakesNothingUntilItsNodeIsStartedAgain() {
        cluster.storing(1, new Disk.Speed(MILLI, 1 << 20));
        Fault full = StoreFault.full();
        begin(full);
        cluster.node(0).broadcast("any", new byte[1], Acknowledgement.QUEUED, 1);
        pass(1_000);
        assertEquals(3, context.count(FaultKind.FULL_STORE));
        full.end(context);
        cluster.node(0).broadcast("any", new byte[1], Acknowledgement.QUEUED, 2);
        pass(1_000);
        assertEquals(3, context.count(FaultKind.FULL_STORE));
        assertEquals(3, cluster.nodes().stream().filter(node -> node.snapshot().store().failure() != null).count());
    }

    @Test
    void aSlowStoreIsSlowForAWhile() {
        cluster.storing(1, new Disk.Speed(MILLI, 1 << 20));
        Fault slow = StoreFault.slow(1_000);
        begin(slow);
        cluster.node(0).broadcast("any", new byte[1], Acknowledgement.QUEUED, 1);
        pass(100);
        assertEquals(3, context.count(FaultKind.SLOW_STORE));
        pass(3_000);
        slow.end(context);
        long fired = context.count(FaultKind.SLOW_STORE);
        cluster.node(0).broadcast("any", new byte[1], Acknowledgement.QUEUED, 2);
        pass(3_000);
        assertEquals(fired, context.count(FaultKind.SLOW_STORE));
    }

    @Test
    void aSilentCrashIsSeenAfterTheIdleTimeoutOnly() {
        begin(Crash.silent());
        SimulatedNode dead = cluster.nodes().stream().filter(node -> !node.running()).findFirst().orElseThrow();
        SimulatedNode other = cluster.running().get(0);
        assertTrue(other.links().stream().anyMatch(link -> link.other(other) == dead));
        pass(CONFIG.get(ConfigKey.IDLE_TIMEOUT).toMillis() + 100);
        assertFalse(other.links().stream().anyMatch(link -> link.other(other) == dead));
    }

    @Test
    void aCutLinkEndsAfterTheIdleTimeoutAndComesBackOnceItIsHealed() {
        Fault cut = Cut.bothWays(1);
        begin(cut);
        assertEquals(15, cluster.network().links().size());
        pass(3_100);
        assertEquals(14, cluster.network().links().size());
        cut.end(context);
        pass(20_000);
        assertEquals(15, cluster.network().links().size());
    }

    @Test
    void aOneWayCutBlocksOneDirection() {
        begin(Cut.oneWay(1));
        long blocked = cluster.network().links().stream().filter(link -> {
            int from = link.forth().from().index();
            int to = link.forth().to().index();
            return cluster.network().blocked(from, to) != cluster.network().blocked(to, from);
        }).count();
        assertEquals(1, blocked);
    }

    @Test
    void partitionsMayOverlap() {
        Fault halves = new Partition(2);
        Fault isolation = Partition.isolation();
        begin(halves);
        isolation.begin(context);
        halves.end(context);
        long reachable = cluster.nodes().stream().filter(node -> node.index() != 0
                && cluster.network().reachable(0, node.index())).count();
        assertTrue(reachable == 0 || reachable == 4, "one is alone, the others are not: " + reachable);
        isolation.end(context);
        for (SimulatedNode node : cluster.nodes()) {
            assertTrue(cluster.network().reachable(0, node.index()));
        }
    }

    @Test
    void nobodyIsAloneInASplit() {
        begin(new Partition(5));
        for (SimulatedNode node : cluster.nodes()) {
            assertTrue(cluster.nodes().stream()
                    .anyMatch(other -> other != node && cluster.network().reachable(node.index(), other.index())));
        }
    }

    @Test
    void aRestartedNodeIsAnotherIncarnationOfALaterEpoch() {
        Fault restart = Restart.one(500 * MILLI);
        begin(restart);
        SimulatedNode down = cluster.nodes().stream().filter(node -> !node.running()).findFirst().orElseThrow();
        pass(1_000);
        assertEquals(2, down.incarnation());
        assertTrue(down.epoch() > cluster.node(down.index() == 0 ? 1 : 0).epoch());
    }

    @Test
    void whoeverIsDownComesBackWhenTheFaultEnds() {
        Fault restart = Restart.one(60_000 * MILLI);
        begin(restart);
        assertEquals(5, cluster.running().size());
        restart.end(context);
        assertEquals(6, cluster.running().size());
    }

    @Test
    void aClockInThePastIsCorrectedByWhatTheOthersKnow() {
        Fault restart = Restart.inThePast(500 * MILLI, 3_600_000);
        cluster.addNodes(6);
        cluster.start(null, Duration.ofSeconds(8));
        cluster.nodes().forEach(node -> node.broadcast("any", new byte[1], io.plumtree.api.Acknowledgement.QUEUED, 0));
        pass(1_000);
        long before = cluster.node(0).epoch();
        context = new FaultContext(cluster, scenario(), Set.of(cluster.node(0), cluster.node(1)), new Prng(1));
        restart.begin(context);
        SimulatedNode down = cluster.nodes().stream().filter(node -> !node.running()).findFirst().orElseThrow();
        pass(501);
        assertTrue(down.epoch() < before, "as the clock says");
        pass(5_000);
        assertTrue(down.epoch() > before, "as the others say");
    }

    @Test
    void aRollingRestartTakesEverybodyOnceAndNeverTooMany() {
        begin(Restart.rolling(1_000 * MILLI, 500 * MILLI));
        for (int i = 0; i < 100; i++) {
            pass(100);
            assertTrue(cluster.running().size() >= 5);
        }
        cluster.nodes().forEach(node -> assertEquals(2, node.incarnation(), node.id().toString()));
    }

    @Test
    void aLongPauseEndsTheLinks() {
        begin(Stalls.pause(5_000 * MILLI));
        pass(2_999);
        assertEquals(0, ended);
        pass(1);
        assertEquals(5, ended);
        pass(20_000);
        assertEquals(15, cluster.network().links().size());
    }

    @Test
    void aResetStormBreaksAllLinksOfANode() {
        begin(LinkResets.storm(60_000 * MILLI));
        assertEquals(10, cluster.network().links().size());
        assertEquals(5, context.count(FaultKind.LINK_RESET));
    }

    @Test
    void aFlappingLinkBreaksAgainAndAgain() {
        Fault flapping = LinkResets.flapping(500 * MILLI);
        begin(flapping);
        pass(5_000);
        assertTrue(context.count(FaultKind.LINK_FLAPPING) > 5);
        flapping.end(context);
        pass(5_000);
        assertEquals(15, cluster.network().links().size());
    }

    @Test
    void diallingFailsByChanceUntilTheFaultEnds() {
        Fault dialling = new DialFailure(1);
        begin(dialling);
        pass(10_000);
        assertTrue(cluster.network().links().size() < 8);
        assertTrue(context.count(FaultKind.DIAL_FAILURE) > 0);
        dialling.end(context);
        pass(20_000);
        assertEquals(15, cluster.network().links().size());
    }

    @Test
    void aNodeTakenForDeadIsDisconnectedUntilItIsFoundAlive() {
        Fault suspicion = WrongView.falseSuspicion();
        begin(suspicion);
        pass(200);
        assertTrue(ended >= 5, "links ended: " + ended);
        suspicion.end(context);
        pass(10_000);
        assertEquals(15, cluster.network().links().size());
    }

    @Test
    void theDeadOfAStaleViewAreMembersUntilItIsCorrected() {
        Fault stale = WrongView.stale();
        begin(stale);
        int running = cluster.running().size();
        pass(5_000);
        assertEquals(5, cluster.running().get(0).snapshot().members());
        stale.end(context);
        pass(500);
        assertEquals(running - 1, cluster.running().get(0).snapshot().members());
    }

    @Test
    void newcomersAreKnownToAllAndLeaversToNone() {
        begin(Turnover.joins(2, 100 * MILLI));
        pass(5_000);
        cluster.nodes().forEach(node -> assertEquals(7, node.snapshot().members()));
        Turnover.leaves(3, 100 * MILLI).begin(context);
        pass(5_000);
        cluster.running().forEach(node -> assertEquals(cluster.running().size() - 1, node.snapshot().members()));
        assertEquals(5, cluster.running().size());
    }

    @Test
    void aSlowNodeHandlesWhatWaitsInItsOrderOnceItIsFastAgain() {
        Fault slow = new SlowNode(50 * MILLI);
        ScenarioRun run = new ScenarioRun(scenario(new PlannedFault(slow, Duration.ZERO, Duration.ofSeconds(4))));
        run.run(share -> {
        });
        assertEquals(500, run.measurements().delivered());
        assertEquals(List.of(), run.measurements().violations());
    }

    @Test
    void aSlowApplicationSlowsNobodyElse() {
        ScenarioRun with = new ScenarioRun(scenario(
                new PlannedFault(new SlowConsumer(500 * MILLI), Duration.ZERO, Duration.ofSeconds(5))));
        ScenarioRun without = new ScenarioRun(scenario(
                new PlannedFault(WrongClock.jump(0), Duration.ZERO, Duration.ofSeconds(5))));
        with.run(share -> {
        });
        without.run(share -> {
        });
        assertTrue(with.faults().count(FaultKind.SLOW_CONSUMER) > 0);
        assertEquals(sent(without), sent(with));
        assertEquals(without.measurements().delivered(), with.measurements().delivered());
    }

    private static List<Long> sent(ScenarioRun run) {
        return run.cluster().nodes().stream().map(node -> node.snapshot().counters())
                .map(counters -> counters.gossipSent() + counters.ihaveSent() + counters.pullSent()).toList();
    }

    @Test
    void disturbancesEndWithoutATrace() {
        List<Disturbance> all = List.of(Disturbance.loss(0.1), Disturbance.burstLoss(0.1, 3), Disturbance.duplication(0.1),
                Disturbance.reordering(0.1, MILLI), Disturbance.delay(MILLI), Disturbance.jitter(MILLI),
                Disturbance.slowLink(MILLI), Disturbance.capacity(10_000), Disturbance.fullQueue());
        Disturbance first = Disturbance.loss(0.5);
        begin(first);
        all.forEach(one -> one.begin(context));
        first.end(context);
        all.forEach(one -> one.end(context));
        cluster.nodes().forEach(node -> node.broadcast("any", new byte[10], io.plumtree.api.Acknowledgement.QUEUED, 0));
        pass(200);
        for (Disturbance one : all) {
            assertEquals(0, context.count(one.kind()), one.kind().label());
        }
    }
}
