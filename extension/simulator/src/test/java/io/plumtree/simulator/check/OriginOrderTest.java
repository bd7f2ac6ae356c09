package io.plumtree.simulator.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class OriginOrderTest {

    private final Fabricated run = new Fabricated();
    private final OriginOrder check = new OriginOrder(run.config, run.violations);

    private void delivered(int node, String topic, long sequence) {
        check.delivered(run.node(node), run.message(0, topic, sequence), 1);
    }

    @Test
    void oneAfterTheOtherIsInOrder() {
        delivered(1, "ordered", 1);
        delivered(2, "ordered", 1);
        delivered(1, "ordered", 2);
        assertEquals(0, run.violations.count());
    }

    @Test
    void aMessageThatIsLeftOutIsFound() {
        delivered(1, "ordered", 1);
        delivered(1, "ordered", 3);
        assertEquals(1, run.violations.count());
    }

    @Test
    void anEarlierMessageAfterALaterOneIsFound() {
        delivered(1, "ordered", 2);
        delivered(1, "ordered", 1);
        assertEquals(1, run.violations.count());
    }

    @Test
    void aGapStandsInItsPlace() {
        delivered(1, "ordered", 1);
        check.event(run.node(1), run.gap(0, "ordered", 2, 3));
        delivered(1, "ordered", 4);
        assertEquals(0, run.violations.count());
    }

    @Test
    void aGapOutOfItsPlaceIsFound() {
        delivered(1, "ordered", 1);
        check.event(run.node(1), run.gap(0, "ordered", 3, 3));
        assertEquals(1, run.violations.count());
    }

    @Test
    void aTopicWithoutOrderHasNone() {
        delivered(1, "any", 2);
        delivered(1, "any", 1);
        assertEquals(0, run.violations.count());
    }

    @Test
    void theNextIncarnationBeginsAnew() {
        delivered(1, "ordered", 5);
        check.stopped(run.node(1));
        delivered(1, "ordered", 3);
        assertEquals(0, run.violations.count());
    }
}
