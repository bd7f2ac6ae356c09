package io.plumtree.simulator.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.simulator.fault.Disturbance;
import io.plumtree.simulator.fault.PlannedFault;

class RetentionTest {

    private static boolean outlasts(PlumtreeConfig config, String topic, int after, int beginsSeconds, int lastsSeconds) {
        Fabricated run = new Fabricated(config);
        run.broadcast(0, topic, 1);
        run.cluster.run(Duration.ofSeconds(1));
        for (int i = 0; i < after; i++) {
            run.broadcast(0, topic, i + 2);
        }
        // Healing takes 10 s.
        return run.retention(new PlannedFault(Disturbance.loss(0.1), Duration.ofSeconds(beginsSeconds),
                Duration.ofSeconds(lastsSeconds))).outlasts(run.measurements.messages(), 0);
    }

    private static PlumtreeConfig keeping(int seconds) {
        return PlumtreeConfig.standard().withMessageCacheTtl(Duration.ofSeconds(seconds));
    }

    @Test
    void aMessageMustBeKeptUntilTheFaultIsHealed() {
        assertEquals(true, outlasts(keeping(15), "any", 0, 0, 5));
        assertEquals(false, outlasts(keeping(14), "any", 0, 0, 5));
    }

    @Test
    void aFaultThatBeginsWhenItIsNotKeptAnyMoreIsNoMatter() {
        assertEquals(true, outlasts(keeping(3), "any", 0, 4, 5));
        assertEquals(false, outlasts(keeping(5), "any", 0, 4, 5));
    }

    @Test
    void aFullCacheEndsRetentionEarly() {
        PlumtreeConfig small = keeping(60).with(ConfigKey.MESSAGE_CACHE_MAX_SIZE, 16);
        assertEquals(true, outlasts(small, "any", 15, 0, 5));
        assertEquals(false, outlasts(small, "any", 16, 0, 5));
    }

    @Test
    void anOrderedTopicWaitsNoLongerThanItHolds() {
        // It holds for two minutes.
        assertEquals(true, outlasts(keeping(600), "ordered", 0, 0, 110));
        assertEquals(false, outlasts(keeping(600), "ordered", 0, 0, 111));
        assertEquals(true, outlasts(keeping(600), "any", 0, 0, 111));
    }
}
