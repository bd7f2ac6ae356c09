package io.plumtree.simulator.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.plumtree.api.PlumtreeConfig;
import io.plumtree.simulator.fault.Disturbance;
import io.plumtree.simulator.fault.PlannedFault;

class MissesTest {

    private static final PlumtreeConfig SHORT = PlumtreeConfig.standard().withMessageCacheTtl(Duration.ofSeconds(2));
    private static final PlannedFault LOSS = new PlannedFault(Disturbance.loss(0.1), Duration.ZERO, Duration.ofSeconds(5));

    private static Misses misses(Fabricated run, PlannedFault... faults) {
        return new Misses(run.cluster, run.measurements, run.accounts, run.retention(faults), run.violations);
    }

    private static void conclude(Fabricated run, Misses check, MissCause expected, long violations) {
        check.conclude();
        assertEquals(1, check.counts().get(expected), () -> check.counts().toString());
        assertEquals(1, check.count(expected.explained()), () -> check.counts().toString());
        assertEquals(violations, run.violations.count());
    }

    @Test
    void nothingIsMissedWhereAllHaveIt() {
        Fabricated run = new Fabricated();
        run.broadcast(0, "any", 1);
        run.delivered(1, 0, "any", 1);
        run.delivered(2, 0, "any", 1);
        Misses check = misses(run);
        check.healed();
        check.conclude();
        assertEquals(0, run.violations.count());
        assertEquals(0, check.count(true) + check.count(false));
    }

    @Test
    void aMissThatNobodyWasToldOfIsFound() {
        Fabricated run = new Fabricated();
        run.broadcast(0, "any", 1);
        run.delivered(1, 0, "any", 1);
        conclude(run, misses(run), MissCause.UNTOLD, 1);
    }

    @Test
    void whatAFaultAndAShortRetentionExplainIsAMissAllTheSameUnlessItIsTold() {
        Fabricated run = new Fabricated(SHORT);
        run.broadcast(0, "any", 1);
        run.delivered(1, 0, "any", 1);
        conclude(run, misses(run, LOSS), MissCause.UNTOLD, 1);
    }

    @Test
    void aGapWithoutAFaultIsFound() {
        Fabricated run = new Fabricated(SHORT);
        run.broadcast(0, "any", 1);
        run.delivered(1, 0, "any", 1);
        run.measurements.event(run.node(2), run.gap(0, "any", 1, 1));
        conclude(run, misses(run), MissCause.UNEXPLAINED, 1);
    }

    @Test
    void aGapWhereRetentionOutlastsTheFaultIsFound() {
        Fabricated run = new Fabricated();
        run.broadcast(0, "any", 1);
        run.delivered(1, 0, "any", 1);
        run.measurements.event(run.node(2), run.gap(0, "any", 1, 1));
        conclude(run, misses(run, LOSS), MissCause.UNEXPLAINED, 1);
    }

    @Test
    void aGapWhereRetentionIsShorterThanTheFaultIsExplained() {
        Fabricated run = new Fabricated(SHORT);
        run.broadcast(0, "any", 1);
        run.delivered(1, 0, "any", 1);
        run.measurements.event(run.node(2), run.gap(0, "any", 1, 1));
        conclude(run, misses(run, LOSS), MissCause.RETENTION_TOO_SHORT, 0);
    }

    @Test
    void whatAllWhoHadItTookWithThemIsExplained() {
        Fabricated run = new Fabricated();
        run.broadcast(0, "any", 1);
        run.delivered(1, 0, "any", 1);
        run.node(0).crash();
        run.node(1).crash();
        conclude(run, misses(run), MissCause.LOST_WITH_ORIGIN, 0);
    }

    @Test
    void whatASurvivorOfADeadOriginHasAllAreOwed() {
        Fabricated run = new Fabricated();
        run.broadcast(0, "any", 1);
        run.delivered(1, 0, "any", 1);
        run.node(0).crash();
        conclude(run, misses(run), MissCause.UNTOLD, 1);
    }

    @Test
    void anOpenPartitionExplains() {
        Fabricated run = new Fabricated();
        run.broadcast(0, "any", 1);
        run.delivered(1, 0, "any", 1);
        run.cluster.network().partition(new int[] { 0, 0, 1 });
        conclude(run, misses(run), MissCause.PARTITION_OPEN, 0);
    }

    @Test
    void aNewcomerIsNotOwedWhatWasBroadcastBefore() {
        Fabricated run = new Fabricated();
        run.broadcast(0, "any", 1);
        run.delivered(1, 0, "any", 1);
        run.node(2).crash();
        run.node(2).start();
        Misses check = misses(run);
        check.conclude();
        assertEquals(0, run.violations.count());
    }

    @Test
    void whatIsMissingWhenAllIsHealedIsFound() {
        Fabricated run = new Fabricated();
        run.broadcast(0, "ordered", 1);
        run.delivered(1, 0, "ordered", 1);
        misses(run, LOSS).healed();
        assertEquals(1, run.violations.count());
    }

    @Test
    void whatWaitsBehindAHoleThatNobodyCanTellOfMayBeMissingStill() {
        Fabricated run = new Fabricated();
        run.broadcast(0, "ordered", 1);
        run.broadcast(0, "ordered", 2);
        run.delivered(1, 0, "ordered", 2);
        run.node(0).crash();
        misses(run, LOSS).healed();
        assertEquals(0, run.violations.count());
    }
}
