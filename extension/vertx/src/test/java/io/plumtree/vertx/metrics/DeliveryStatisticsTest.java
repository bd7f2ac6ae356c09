package io.plumtree.vertx.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliveryStatisticsTest {

    private static final long BEGUN = 1_000_000;

    private final List<Long> latencies = new ArrayList<>();
    private long now = BEGUN;
    private final DeliveryStatistics statistics = new DeliveryStatistics(() -> now);

    @BeforeEach
    void timer() {
        statistics.latencyTo(latencies::add);
        now = BEGUN + 100;
    }

    @Test
    void everyDeliveryCountsByItsHopsWhateverElseItIs() {
        statistics.delivered(0, BEGUN, false);
        statistics.delivered(1, BEGUN, false);
        statistics.delivered(1, BEGUN, true);
        statistics.delivered(10, BEGUN - 1, false);
        statistics.delivered(11, BEGUN, false);
        statistics.delivered(4_000, BEGUN, false);

        assertEquals(1, statistics.delivered(0));
        assertEquals(2, statistics.delivered(1));
        assertEquals(1, statistics.delivered(10));
        assertEquals(2, statistics.delivered(DeliveryStatistics.MOST_HOPS + 1));
    }

    @Test
    void theLatencyIsFromTheOriginsClockToThisOneAndNeverNegative() {
        statistics.delivered(2, now - 7, false);
        statistics.delivered(2, now + 50, false);

        assertEquals(List.of(7L, 0L), latencies);
    }

    @Test
    void whatDidNotTravelNowHasNoLatency() {
        statistics.delivered(0, now, false);
        statistics.delivered(1, now, true);
        statistics.delivered(1, BEGUN - 1, false);

        assertEquals(List.of(), latencies);
    }
}
