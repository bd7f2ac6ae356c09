package io.plumtree.simulator.check;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.plumtree.simulator.node.SimulatedNode;

class AccountsTest {

    private final Fabricated run = new Fabricated();

    @Test
    void aNewcomerIsOwedWhatComesAfterItsFirstSummary() {
        SimulatedNode newcomer = run.cluster.addNode();
        long started = run.cluster.time().now();
        newcomer.start();
        run.cluster.membership().joined(newcomer, 0, 1);
        assertFalse(run.accounts.owes(newcomer, started));
        run.cluster.run(Duration.ofSeconds(1));
        assertTrue(run.accounts.owes(newcomer, run.cluster.time().now()));
        assertFalse(run.accounts.owes(newcomer, started));
    }

    @Test
    void whereAllBeginTogetherEverybodyIsOwedEverythingAfterAWhile() {
        assertTrue(run.accounts.owes(run.node(0), Duration.ofMillis(7_500).toNanos()));
        assertFalse(run.accounts.owes(run.node(0), Duration.ofSeconds(1).toNanos()));
    }

    @Test
    void nobodyIsOwedAnythingWhileItDoesNotRun() {
        run.node(0).crash();
        assertFalse(run.accounts.owes(run.node(0), run.cluster.time().now()));
    }
}
