package io.plumtree.core;

import static io.plumtree.core.EngineFixture.MILLIS;
import static io.plumtree.core.EngineFixture.gossip;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.plumtree.api.PlumtreeConfig;

/** How long an announced message is waited for (tree-model R9): graft-timeout is 500 ms here. */
class GraftTimerTest {

    private final EngineFixture node = new EngineFixture().link("p", "a").tree("p");
    private long sequence;

    GraftTimerTest() {
        node.gossip("p", ++sequence);
    }

    /** Announced, and pushed {@code millis} later. */
    private void pushedAfter(long millis, boolean repaired) {
        node.ihave("a", ++sequence, sequence);
        node.pass(millis * MILLIS);
        node.receive("p", gossip(sequence, 2, repaired, sequence));
    }

    private void assertWaits(long millis) {
        node.done();
        node.ihave("a", ++sequence, sequence);
        node.pass(millis * MILLIS - 1);
        assertEquals(List.of(), node.done("a: PULL", "a: GRAFT"), "before " + millis + " ms");
        node.pass(1);
        assertEquals(1, node.done("a: PULL", "a: GRAFT").size(), "after " + millis + " ms");
    }

    @Test
    void beforeThereAreSamplesItIsFourFifthsOfTheGraftTimeout() {
        assertWaits(400);
    }

    @Test
    void withSamplesItIsOneAndAHalfTimesTheLargestAndTenMilliseconds() {
        for (int i = 0; i < 64; i++) {
            pushedAfter(i == 3 ? 120 : 20, false);
        }
        assertWaits(190);
    }

    @Test
    void itIsNeverLessThanAFifth() {
        for (int i = 0; i < 64; i++) {
            pushedAfter(1, false);
        }
        assertWaits(100);
    }

    @Test
    void itIsNeverMoreThanFourTimes() {
        EngineFixture quick = new EngineFixture(PlumtreeConfig.standard().withGraftTimeout(Duration.ofMillis(50)))
                .link("p", "a", "b").tree("p");
        quick.gossip("p", 1);
        for (int i = 2; i <= 70; i++) {
            // Asked for in vain meanwhile; the push comes later than the wait, and that is what it teaches.
            quick.ihave("a", i, i);
            quick.pass(150 * MILLIS);
            quick.gossip("p", i);
        }
        quick.done();
        quick.ihave("b", 71, 71);
        quick.pass(200 * MILLIS - 1);
        assertEquals(List.of(), quick.done("b: PULL", "b: GRAFT"));
        quick.pass(1);
        assertEquals(1, quick.done("b: PULL", "b: GRAFT").size());
    }

    @Test
    void aMessageThatAnyHopHadToAskForTeachesNothing() {
        for (int i = 0; i < 64; i++) {
            pushedAfter(20, false);
        }
        for (int i = 0; i < 64; i++) {
            pushedAfter(90, true);
        }
        assertWaits(100);
    }

    @Test
    void theLargestIsForgottenAfterOneHundredAndTwentyEightSamples() {
        for (int i = 0; i < 64; i++) {
            pushedAfter(i == 0 ? 200 : 80, false);
        }
        for (int i = 0; i < 128; i++) {
            pushedAfter(80, false);
        }
        assertWaits(130);
    }
}
