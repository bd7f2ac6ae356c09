package io.plumtree.simulator.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NodeClockTest {

    private static final long SECOND = 1_000_000_000L;

    private final VirtualTime time = new VirtualTime();

    @Test
    void aRightClockAdvancesAsTimeDoesFromWhereverItStarted() {
        time.runUntil(7);
        NodeClock clock = new NodeClock(time, -100);
        assertEquals(-100, clock.nanos());
        time.runUntil(7 + SECOND);
        assertEquals(SECOND - 100, clock.nanos());
        assertEquals(SECOND, clock.virtualNanos(SECOND));
    }

    @Test
    void aDriftingClockRunsOnFromWhereItIs() {
        NodeClock clock = new NodeClock(time, 0);
        time.runUntil(SECOND);
        clock.drift(1.5);
        assertEquals(SECOND, clock.nanos());
        time.runUntil(3 * SECOND);
        assertEquals(4 * SECOND, clock.nanos());
        clock.drift(0.5);
        time.runUntil(5 * SECOND);
        assertEquals(5 * SECOND, clock.nanos());
        clock.drift(1);
        time.runUntil(6 * SECOND);
        assertEquals(6 * SECOND, clock.nanos());
    }

    @Test
    void aTimerOfADriftingClockIsDueWhenTheClockSaysSoAndNotLongAfter() {
        for (double rate : new double[] { 0.5, 0.999, 1, 1.0001, 2, 3 }) {
            VirtualTime another = new VirtualTime();
            NodeClock clock = new NodeClock(another, -5);
            clock.drift(rate);
            long local = 123_456_789;
            another.runUntil(clock.virtualNanos(local));
            long late = clock.nanos() - (-5 + local);
            assertTrue(late >= 0 && late <= 2 * rate + 1, () -> "at rate " + rate + " late by " + late);
        }
    }

    @Test
    void theWallClockJumpsAndTheMonotonicClockDoesNot() {
        NodeClock clock = new NodeClock(time, 9);
        long wall = clock.wallMillis();
        time.runUntil(SECOND);
        assertEquals(wall + 1_000, clock.wallMillis());
        clock.jump(-3_600_000);
        assertEquals(wall + 1_000 - 3_600_000, clock.wallMillis());
        assertEquals(SECOND + 9, clock.nanos());
        clock.jump(1);
        assertEquals(wall + 1_001 - 3_600_000, clock.wallMillis());
    }
}
