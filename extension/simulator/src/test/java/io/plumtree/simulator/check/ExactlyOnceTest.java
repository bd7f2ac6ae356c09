package io.plumtree.simulator.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ExactlyOnceTest {

    private final Fabricated run = new Fabricated();
    private final ExactlyOnce check = new ExactlyOnce(run.measurements, run.violations);

    private long conclude() {
        check.conclude();
        return run.violations.count();
    }

    @Test
    void oneDeliveryOrOneGapIsAsItShouldBe() {
        run.broadcast(0, "any", 1);
        run.delivered(1, 0, "any", 1);
        run.measurements.event(run.node(2), run.gap(0, "any", 1, 1));
        assertEquals(0, conclude());
    }

    @Test
    void aSecondDeliveryIsFound() {
        run.broadcast(0, "any", 1);
        run.delivered(1, 0, "any", 1);
        run.delivered(1, 0, "any", 1);
        assertEquals(1, conclude());
    }

    @Test
    void theNextIncarnationMayDeliverItAgain() {
        run.broadcast(0, "any", 1);
        run.delivered(1, 0, "any", 1);
        run.node(1).crash();
        run.node(1).start();
        run.delivered(1, 0, "any", 1);
        assertEquals(0, conclude());
    }

    @Test
    void aDeliveryAfterItsGapIsFound() {
        run.broadcast(0, "any", 1);
        run.measurements.event(run.node(1), run.gap(0, "any", 1, 1));
        run.delivered(1, 0, "any", 1);
        assertEquals(1, conclude());
    }

    @Test
    void aGapToldTwiceIsFound() {
        run.broadcast(0, "any", 1);
        run.measurements.event(run.node(1), run.gap(0, "any", 1, 1));
        run.measurements.event(run.node(1), run.gap(0, "any", 1, 1));
        assertEquals(1, conclude());
    }

    @Test
    void whatNobodyBroadcastIsFound() {
        run.delivered(1, 0, "any", 1);
        assertEquals(1, conclude());
    }

    @Test
    void aSequenceNumberedTwiceIsFound() {
        run.broadcast(0, "any", 1);
        run.broadcast(0, "any", 1);
        assertEquals(1, conclude());
    }
}
