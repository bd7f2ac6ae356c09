package io.plumtree.simulator.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.StorageSettings;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.store.StoreContents;
import io.plumtree.core.store.StoredAccount;
import io.plumtree.core.store.StoredAccount.Interval;
import io.plumtree.core.store.StoredRange;
import io.plumtree.core.util.Prng;
import io.plumtree.simulator.store.Disk;

/** What is found where nodes have durable stores; messages are of the first node. */
class StoresTest {

    private final Fabricated run = new Fabricated(
            PlumtreeConfig.standard().withStorage(StorageSettings.in(Path.of("simulated"))));
    private final StreamId stream = run.stream(0, "any");

    private Stores check(boolean held) {
        return new Stores(run.cluster, token -> token == 1, (of, sequence) -> held, run.violations);
    }

    /** As if the node had had a store from the beginning. */
    private void withStore(int node) {
        run.node(node).store(new Disk(run.config.storage().orElseThrow(), new Disk.Speed(1_000_000, 1 << 20),
                run.cluster.time(), new Prng(1)));
    }

    private void delivered(int node, long sequence, boolean redelivered) {
        run.measurements.delivered(run.node(node), run.message(0, "any", sequence), 1, redelivered);
    }

    private void restart(int node, StoreContents contents) {
        run.measurements.stopped(run.node(node));
        run.measurements.started(run.node(node));
        run.measurements.restored(run.node(node), contents);
    }

    private StoreContents contents(List<Interval> settled, StoredRange... held) {
        return new StoreContents(7, List.of(new StoredAccount(stream, 0, settled)), List.of(held));
    }

    private void assertFound(String... what) {
        run.violations.told().forEach(one -> assertEquals(List.of(what), run.violations.told()));
        assertEquals(what.length, run.violations.count() + run.measurements.violations().size(),
                () -> run.violations.told() + " " + run.measurements.violations());
        if (run.violations.count() == 0) {
            assertEquals(List.of(what), run.measurements.violations());
        }
    }

    @Test
    void whatWasAcknowledgedAndIsGoneAfterARestartIsFound() {
        Stores check = check(true);
        check.broadcast(run.node(0), stream, 1, 1);
        check.acknowledged(run.node(0), 1);
        check.restored(run.node(0), contents(List.of(), new StoredRange(stream, 1, 1)));
        assertFound();
        check.restored(run.node(0), contents(List.of()));
        assertFound(stream + "/1 was acknowledged as stored, and was gone when n0 started again");
    }

    @Test
    void whatTheStoreHadNoRoomForAnyMoreMayBeGone() {
        Stores check = check(false);
        check.broadcast(run.node(0), stream, 1, 1);
        check.acknowledged(run.node(0), 1);
        check.restored(run.node(0), contents(List.of()));
        check.conclude();
        assertFound();
    }

    @Test
    void aBroadcastThatIsToBeStoredIsAnsweredOnce() {
        Stores check = check(true);
        check.broadcast(run.node(0), stream, 1, 1);
        check.broadcast(run.node(0), stream, 2, 2);
        check.conclude();
        assertFound(stream + "/1 was to be stored and never answered");
    }

    @Test
    void whatIsDeliveredAgainHasToSaySo() {
        withStore(1);
        run.broadcast(0, "any", 1);
        delivered(1, 1, false);
        restart(1, contents(List.of()));
        delivered(1, 1, true);
        assertFound();
        restart(1, contents(List.of()));
        delivered(1, 1, false);
        assertFound("n1 delivered " + stream + "/1 again and did not say so");
    }

    @Test
    void whatWasStoredAsSettledIsNotDeliveredAgain() {
        withStore(1);
        run.broadcast(0, "any", 1);
        delivered(1, 1, false);
        restart(1, contents(List.of(new Interval(1, 1))));
        delivered(1, 1, true);
        assertFound("n1 delivered " + stream + "/1 again, which was stored as settled");
    }

    @Test
    void aGapThatWasStoredAsSettledIsNotToldAgain() {
        withStore(1);
        run.broadcast(0, "any", 1);
        run.measurements.event(run.node(1), run.gap(0, "any", 1, 1));
        restart(1, contents(List.of(new Interval(1, 1))));
        run.measurements.event(run.node(1), run.gap(0, "any", 1, 1));
        assertFound("n1 told a gap of " + stream + "/1, which was stored as settled");
    }

    @Test
    void whatTheApplicationHadInItsHandsIsMissedIfItIsNotDeliveredAgain() {
        withStore(1);
        run.broadcast(0, "any", 1);
        delivered(1, 1, false);
        run.delivered(2, 0, "any", 1);
        restart(1, contents(List.of(), new StoredRange(stream, 1, 1)));
        Misses misses = new Misses(run.cluster, run.measurements, run.accounts, run.retention(), run.violations);
        misses.conclude();
        assertEquals(1, misses.counts().get(MissCause.UNTOLD));
    }

    @Test
    void whatTheApplicationReturnedFromIsNotMissedThoughItsAccountIsLost() {
        withStore(1);
        run.broadcast(0, "any", 1);
        delivered(1, 1, false);
        run.measurements.returned(run.node(1), "any");
        run.delivered(2, 0, "any", 1);
        restart(1, contents(List.of()));
        Misses misses = new Misses(run.cluster, run.measurements, run.accounts, run.retention(), run.violations);
        misses.conclude();
        assertEquals(0, misses.count(true) + misses.count(false));
    }
}
