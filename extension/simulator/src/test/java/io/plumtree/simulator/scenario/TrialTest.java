package io.plumtree.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.StorageSettings;
import io.plumtree.api.StoreSync;
import io.plumtree.core.util.Prng;
import io.plumtree.simulator.check.MissCause;
import io.plumtree.simulator.fault.Disturbance;
import io.plumtree.simulator.fault.FaultKind;
import io.plumtree.simulator.fault.Partition;
import io.plumtree.simulator.fault.PlannedFault;
import io.plumtree.simulator.fault.Restart;
import io.plumtree.simulator.store.Disk;

class TrialTest {

    private static final Workload WORKLOAD = new Workload(6, 60, 10, 10, RandomScenario.TOPICS, 2, 1);

    /** A partition of 20 s, while messages are kept for so long. */
    private static Trial.Verdict partitioned(Duration retention) {
        PlumtreeConfig config = PlumtreeConfig.standard().withMessageCacheTtl(retention);
        Scenario.Views views = new Scenario.Views(Duration.ofMillis(500), Duration.ofSeconds(1));
        return new Trial(new Scenario(1, 6, config, "uniform:10-50", WORKLOAD,
                List.of(new PlannedFault(new Partition(2), Duration.ofSeconds(1), Duration.ofSeconds(20))), views,
                Duration.ofSeconds(8), Healing.bound(config, views), Scenario.Topology.RINGS, true)).run();
    }

    @Test
    void nothingIsMissedWhereRetentionOutlastsTheFault() {
        Trial.Verdict verdict = partitioned(Duration.ofMinutes(5));
        assertEquals(List.of(), verdict.violations());
        assertEquals(0, verdict.gaps());
        assertTrue(verdict.misses().values().stream().allMatch(count -> count == 0), verdict.misses().toString());
    }

    @Test
    void everyMissIsToldAndExplainedWhereRetentionIsTooShort() {
        Trial.Verdict verdict = partitioned(Duration.ofSeconds(5));
        assertEquals(List.of(), verdict.violations());
        assertTrue(verdict.gaps() > 0);
        assertEquals(verdict.gaps(), verdict.misses().get(MissCause.RETENTION_TOO_SHORT));
    }

    /** A partition of an hour, while memory reaches back for 5 s; half-way through it one node is started again. */
    private static Trial.Verdict anHourApart(Duration stored) {
        PlumtreeConfig config = PlumtreeConfig.standard().withMessageCacheTtl(Duration.ofSeconds(5)).withStorage(
                new StorageSettings(Path.of("simulated"), 1_000, 1 << 20, stored, StoreSync.BATCH));
        Scenario.Views views = new Scenario.Views(Duration.ofMillis(500), Duration.ofSeconds(1));
        Workload slow = new Workload(6, 120, 1 / 30.0, 10, RandomScenario.TOPICS, 2, 1);
        return new Trial(new Scenario(1, 6, config, "uniform:10-50", slow,
                List.of(new PlannedFault(new Partition(2), Duration.ofSeconds(1), Duration.ofHours(1)),
                        new PlannedFault(Restart.one(10_000_000_000L), Duration.ofMinutes(30), Duration.ofMinutes(1))),
                views, Duration.ofSeconds(8), Healing.bound(config, views), Scenario.Topology.RINGS, true)
                .with(new Scenario.Stores(1, new Disk.Speed(5_000_000, 1 << 24)))).run();
    }

    @Test
    void nothingIsMissedWhereStoresOutlastAnHourApart() {
        Trial.Verdict verdict = anHourApart(Duration.ofHours(2));
        assertEquals(List.of(), verdict.violations());
        assertEquals(0, verdict.gaps());
        assertTrue(verdict.misses().values().stream().allMatch(count -> count == 0), verdict.misses().toString());
    }

    @Test
    void everyMissIsToldWhereStoresDoNotOutlastAnHourApart() {
        Trial.Verdict verdict = anHourApart(Duration.ofMinutes(10));
        assertEquals(List.of(), verdict.violations());
        assertTrue(verdict.gaps() > 0);
        assertEquals(verdict.gaps(), verdict.misses().get(MissCause.RETENTION_TOO_SHORT));
    }

    @Test
    void aSeedDecidesEverything() {
        Trial.Verdict first = new Trial(RandomScenario.of(7)).run();
        Trial.Verdict again = new Trial(RandomScenario.of(7)).run();
        assertEquals(first, again);
        assertNotEquals(first.traceHash(), new Trial(RandomScenario.of(8)).run().traceHash());
    }

    @Test
    void theVerdictNamesWhatIsWrong() {
        Scenario impossible = new Scenario(1, 3, PlumtreeConfig.standard(), "constant:10", new Workload(1, 1, 1, 1, "any"),
                List.of(new PlannedFault(Disturbance.loss(0), Duration.ZERO, Duration.ofSeconds(1))),
                new Scenario.Views(Duration.ZERO, Duration.ZERO), Duration.ofSeconds(8), Duration.ofSeconds(60),
                Scenario.Topology.RINGS, true);
        Trial.Verdict verdict = new Trial(impossible).run();
        assertFalse(verdict.held());
        assertEquals(List.of("the fault loss was planned and nothing happened"), verdict.violations());
    }

    @Test
    void everyKindOfFaultIsDrawnAndIsOfTheKindItIsDrawnAs() {
        Set<FaultKind> drawn = EnumSet.noneOf(FaultKind.class);
        for (long seed = 1; seed <= 200; seed++) {
            for (PlannedFault planned : RandomScenario.of(seed).faults()) {
                drawn.add(planned.fault().kind());
            }
        }
        assertEquals(EnumSet.allOf(FaultKind.class), drawn);
        for (FaultKind kind : FaultKind.values()) {
            assertEquals(kind, new RandomFault(new Prng(1), 10, WORKLOAD)
                    .of(kind, Duration.ZERO, Duration.ofSeconds(1)).kind());
        }
    }
}
