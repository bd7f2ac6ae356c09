package io.plumtree.core;

import static io.plumtree.core.SyncPair.SECONDS;
import static io.plumtree.core.SyncPair.message;
import static io.plumtree.core.SyncPair.stream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.ConfigKey;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.SyncStrategy;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Range;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.message.Summary.StreamSummary;
import io.plumtree.core.message.SyncPage;
import io.plumtree.core.message.SyncPage.Digest;
import io.plumtree.core.message.SyncRoot;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Anti-entropy: what no announcement told of is found by comparing. */
class SyncTest {

    private static final PlumtreeConfig ASKS = PlumtreeConfig.standard();
    /** Answers, and asks nobody by itself. */
    private static final PlumtreeConfig ANSWERS = ASKS.withSyncStrategy(SyncStrategy.PUSH_PULL);
    /** From the last message to the end of the first comparison: settled, one interval, and the way back. */
    private static final long ROUND = 36 * SECONDS;
    private static final StreamId O = stream("o");
    private static final StreamId P = stream("p");

    private static List<Long> sequences(long from, long to) {
        List<Long> all = new ArrayList<>();
        for (long sequence = from; sequence <= to; sequence++) {
            all.add(sequence);
        }
        return all;
    }

    private static NavigableSet<Long> set(long... sequences) {
        NavigableSet<Long> set = new TreeSet<>();
        for (long sequence : sequences) {
            set.add(sequence);
        }
        return set;
    }

    @Test
    void whereBothKnowTheSameNothingIsSaidButTheRoot() {
        SyncPair pair = new SyncPair(ASKS, ANSWERS);
        pair.a.has(O, 1, 2, 3);
        pair.b.has(O, 3, 1, 2);
        pair.pass(ROUND);
        assertEquals(Set.of("a: SYNC_ROOT"), Set.copyOf(pair.said()));
        assertEquals(0, pair.b.counters().syncDifferent());
        assertEquals(pair.a.counters().syncRounds(), pair.b.counters().syncEqual());
        assertTrue(pair.b.engine.snapshot().lastSyncAt().isPresent());
        assertTrue(pair.a.engine.snapshot().lastSyncAt().isEmpty(), "nobody tells who asked that nothing differs");
    }

    @Test
    void oneRoundMakesBothEndsComplete() {
        SyncPair pair = new SyncPair(ASKS, ANSWERS);
        pair.a.has(O, 1, 2);
        pair.b.has(O, 1, 2, 3, 4);
        pair.a.has(P, 1);
        pair.pass(ROUND);
        assertEquals(List.of("a: SYNC_ROOT", "b: PAGE [o/t low 4 newest 4 from 1 age 26]",
                "a: ANSWER [p/t low 1 newest 1 from 1 age 26]", "a: GRAFT o o/t 5.., o/t 3..4", "b: GRAFT p p/t 2.., p/t 1..1",
                "b: GOSSIP o/t 3 round 3 repaired low 4", "b: GOSSIP o/t 4 round 3 repaired low 4",
                "a: GOSSIP p/t 1 round 3 repaired low 1"), pair.said().subList(0, 8));
        assertEquals(set(1, 2, 3, 4), pair.a.held(O));
        assertEquals(set(1), pair.b.held(P));
        assertTrue(pair.a.engine.snapshot().lastSyncAt().isPresent());
        assertTrue(pair.b.engine.snapshot().lastSyncAt().isPresent());
        assertEquals(2, pair.a.counters().syncRecovered());
        assertEquals(1, pair.b.counters().syncRecovered());
        pair.pass(ROUND);
        assertEquals(1, pair.b.counters().syncDifferent(), "one round was enough");
    }

    @Test
    void whatIsFoundKeepsTheTimeOfItsOrigin() {
        SyncPair pair = new SyncPair(ASKS, ANSWERS);
        pair.b.has(O, 1);
        pair.b.has(P, 1);
        pair.a.has(P, 1);
        pair.pass(ROUND);
        assertEquals(List.of(1_001L, 1_001L), pair.a.messages.stream().map(m -> m.sentAtMillis()).toList());
    }

    @Test
    void whatIsFoundIsAnnouncedAndNotPushedOn() {
        SyncPair pair = new SyncPair(ASKS, ANSWERS);
        pair.a.engine.linkUp(NodeId.of("c"), pair.now);
        pair.b.has(O, 1, 2, 3);
        pair.a.has(O, 1);
        // c asks a to push.
        pair.a.engine.receive(NodeId.of("c"), new io.plumtree.core.message.Graft(NodeId.of("o"),
                List.of(new Range(O, 2, Range.OPEN))), pair.now);
        pair.a.toOthers.clear();
        pair.pass(4 * ROUND);
        assertEquals(set(1, 2, 3), pair.a.held(O));
        List<String> toChild = pair.a.toOthers.stream().filter(text -> text.startsWith("c: ") && text.contains("o/t")).toList();
        assertTrue(toChild.stream().anyMatch(text -> text.startsWith("c: IHAVE o/t 2..3")), toChild::toString);
        assertTrue(toChild.stream().noneMatch(text -> text.startsWith("c: GOSSIP")), toChild::toString);
    }

    @Test
    void aNewcomerThatMissedNothingHasTheSameRoot() {
        SyncPair pair = new SyncPair(ASKS, ANSWERS);
        pair.a.has(O, 1, 2, 3, 4);
        pair.b.engine.linkUp(NodeId.of("x"), pair.now);
        pair.b.engine.receive(NodeId.of("x"), new Gossip(message(O, 4), 2, true, false, 4, 3), pair.now);
        pair.b.engine.linkDown(NodeId.of("x"), pair.now);
        // b is established, so it is owed what was before; it gets that, and then is one that missed nothing.
        pair.pass(ROUND);
        pair.said();
        pair.a.has(P, 1);
        pair.b.has(P, 1);
        long equal = pair.b.counters().syncEqual();
        pair.pass(ROUND);
        assertTrue(pair.b.counters().syncEqual() > equal);
    }

    @Test
    void aStreamThatStillHasTrafficIsNoDifference() {
        SyncPair pair = new SyncPair(ASKS, ANSWERS);
        for (int i = 1; i <= 100; i++) {
            pair.a.has(O, i);
            if (i > 1) {
                pair.b.has(O, i - 1);
            }
            pair.pass(SECONDS);
        }
        assertEquals(0, pair.b.counters().syncDifferent());
        assertTrue(pair.b.counters().syncEqual() >= 2);
    }

    @Test
    void aStreamThatOneEndDoesNotKnowIsFoundThoughItStillHasTraffic() {
        SyncPair pair = new SyncPair(ASKS, ANSWERS);
        for (int i = 1; i <= 36; i++) {
            pair.a.has(O, i);
            pair.pass(SECONDS);
        }
        assertEquals(1, pair.b.counters().syncDifferent());
        assertTrue(pair.b.held(O).containsAll(sequences(1, 10)));
    }

    @Test
    void howeverManyStreamsThereAreTheyGoPageByPage() {
        SyncPair pair = new SyncPair(ASKS.withSyncMaxBatchSize(3), ANSWERS.withSyncMaxBatchSize(4));
        for (int i = 0; i < 25; i++) {
            pair.a.has(stream("of-a" + i), 1);
            pair.b.has(stream("of-b" + i), 1);
            pair.a.has(stream("of-both" + i), 1);
            pair.b.has(stream("of-both" + i), 1);
        }
        pair.pass(ROUND);
        for (int i = 0; i < 25; i++) {
            assertEquals(set(1), pair.b.held(stream("of-a" + i)));
            assertEquals(set(1), pair.a.held(stream("of-b" + i)));
        }
        assertEquals(3, pair.a.mostDigests);
        assertEquals(4, pair.b.mostDigests);
        assertEquals(1, pair.b.counters().syncDifferent());
    }

    @Test
    void pagesAreBoundedPerSecondAndComeAllTheSame() {
        PlumtreeConfig slow = ASKS.withSyncMaxBatchSize(1).withSyncMaxPagesPerSecond(3);
        SyncPair pair = new SyncPair(slow, slow.withSyncStrategy(SyncStrategy.PUSH_PULL));
        for (int i = 0; i < 20; i++) {
            pair.a.has(stream("of-a" + i), 1);
            pair.b.has(stream("of-b" + i), 1);
        }
        pair.pass(2 * ROUND);
        assertEquals(40, pair.a.delivered.size());
        assertEquals(40, pair.b.delivered.size());
        // Of which a second of the clock may see the end of one and the beginning of another.
        assertTrue(pair.b.pages.values().stream().allMatch(pages -> pages <= 6), pair.b.pages::toString);
        assertTrue(pair.b.pages.size() >= 20 / 3, pair.b.pages::toString);
        assertTrue(pair.b.engine.snapshot().fills().stream().anyMatch(
                fill -> fill.key().equals("sync.max-pages-per-second") && fill.used() > 0 && fill.bound() == 3));
    }

    @Test
    void aQuietNodeComesToRest() {
        SyncPair pair = new SyncPair(ASKS, ASKS);
        pair.a.has(O, 1, 2);
        pair.b.has(O, 1);
        pair.pass(600 * SECONDS);
        assertEquals(set(1, 2), pair.b.held(O));
        assertEquals(NodeEngine.NO_DEADLINE, pair.a.engine.nanosToDeadline(pair.now));
        assertEquals(NodeEngine.NO_DEADLINE, pair.b.engine.nanosToDeadline(pair.now));
        pair.said();
        pair.pass(600 * SECONDS);
        assertEquals(List.of(), pair.said());
    }

    @Test
    void whatIsNotRetainedAnyMoreIsAGapForWhoNeverHeardOfIt() {
        PlumtreeConfig brief = ANSWERS.withMessageCacheMaxSize(16);
        SyncPair pair = new SyncPair(ASKS, brief);
        pair.a.has(P, 1);
        pair.b.has(P, 1);
        for (int i = 1; i <= 20; i++) {
            pair.b.has(O, i);
        }
        pair.pass(ROUND);
        assertEquals(new TreeSet<>(sequences(5, 20)), pair.a.held(O));
        assertEquals(List.of("ClusterGap[origin=o, epoch=7, topic=t, from=1, to=4, reason=NO_LONGER_RETAINED]"),
                pair.a.gaps.stream().map(Object::toString).toList());
    }

    @Test
    void offNeitherAsksNorAnswers() {
        SyncPair pair = new SyncPair(ASKS, ASKS.withSyncStrategy(SyncStrategy.OFF));
        pair.b.has(O, 1);
        pair.a.has(P, 1);
        pair.pass(5 * ROUND);
        assertEquals(Set.of("a: SYNC_ROOT"), Set.copyOf(pair.said()));
        assertEquals(set(), pair.a.held(O));
    }

    @Test
    void anotherRootInTheExchangeOfMembershipBeginsAComparisonAtOnceAndNotAgainWithinTheInterval() {
        SyncPair pair = new SyncPair(ANSWERS, ANSWERS);
        pair.b.has(O, 1);
        SyncRoot theirs = pair.b.engine.syncRoot(pair.now);
        assertNotNull(theirs);
        pair.a.engine.compare(theirs, pair.now);
        pair.pass(SECONDS);
        assertEquals(set(1), pair.a.held(O));
        pair.said();
        pair.b.has(O, 2, 3);
        pair.pass(10 * SECONDS);
        pair.a.engine.compare(pair.b.engine.syncRoot(pair.now), pair.now);
        pair.pass(SECONDS);
        assertEquals(List.of(), pair.said(), "it is too soon");
        pair.pass(30 * SECONDS);
        pair.a.engine.compare(pair.b.engine.syncRoot(pair.now), pair.now);
        pair.pass(SECONDS);
        assertEquals(set(1, 2, 3), pair.a.held(O));
        long equal = pair.a.counters().syncEqual();
        pair.pass(10 * SECONDS);
        pair.said();
        pair.a.engine.compare(pair.b.engine.syncRoot(pair.now), pair.now);
        assertEquals(equal + 1, pair.a.counters().syncEqual());
        assertEquals(List.of(), pair.said());
    }

    @Test
    void whoComparesOtherwiseTellsMembershipNothing() {
        SyncPair pair = new SyncPair(ASKS, ANSWERS);
        pair.a.has(O, 1);
        assertNull(pair.a.engine.syncRoot(pair.now));
        pair.a.engine.compare(new SyncRoot(1, 2), pair.now);
        assertEquals(0, pair.a.counters().syncRounds());
    }

    @Test
    void whoDoesNotKnowTheMarksYetComparesNothing() {
        EngineFixture node = new EngineFixture(ASKS);
        node.engine.linkUp(NodeId.of("n"), node.now);
        node.done();
        node.receive("n", new SyncRoot(1, 2));
        assertEquals(List.of(), node.done());
    }

    // --- what no honest node says ---------------------------------------------------------------------------------------

    private static SyncPage page(boolean answer, long from, StreamId... streams) {
        List<Digest> digests = new ArrayList<>();
        for (StreamId stream : streams) {
            digests.add(new Digest(new StreamSummary(stream, 0, 9, 9, 1, true), 0, List.of()));
        }
        return new SyncPage(from, Long.MAX_VALUE, answer, digests);
    }

    @Test
    void pagesThatNobodyAskedForAreRejected() {
        EngineFixture node = new EngineFixture(ASKS).link("n");
        node.receive("n", page(false, Long.MIN_VALUE, O));
        node.receive("n", page(true, Long.MIN_VALUE, O));
        assertEquals(List.of(), node.done());
        assertEquals(2, node.engine.snapshot().counters().rejected());
    }

    @Test
    void aPageTakesNoOthersPlace() {
        EngineFixture node = new EngineFixture(ASKS.withMaxStreams(16)).link("n");
        for (int i = 0; i < 16; i++) {
            node.receive("n", new Gossip(message(stream("o" + i), 1), 2, false, false, 1, 0));
        }
        node.receive("n", new SyncRoot(1, 2));
        node.done();
        node.receive("n", page(true, Long.MIN_VALUE, stream("one-too-many")));
        assertTrue(node.done().stream().noneMatch(text -> text.contains("one-too-many")));
        assertEquals(0, node.engine.snapshot().counters().gapMessages());
    }

    @Test
    void nobodyCanTellInAPageWhatThisNodeBroadcast() {
        EngineFixture node = new EngineFixture(ASKS).link("n");
        node.broadcast("m", Acknowledgement.QUEUED, 0);
        node.receive("n", new SyncRoot(1, 2));
        node.done();
        node.receive("n", page(true, Long.MIN_VALUE, new StreamId(EngineFixture.SELF, 100, "t")));
        node.pass(120 * SECONDS);
        assertEquals(0, node.engine.snapshot().counters().gapMessages());
        assertEquals(2, node.broadcast("m", Acknowledgement.QUEUED, 0));
    }

    @Test
    void aWalkInStepsOfOnePlaceEnds() {
        EngineFixture node = new EngineFixture(ASKS.withMaxStreams(16).withSyncMaxPagesPerSecond(100_000)).link("n");
        node.receive("n", new Gossip(message(O, 1), 2, false, false, 1, 0));
        node.receive("n", new SyncRoot(1, 2));
        for (long place = Long.MIN_VALUE; place < Long.MIN_VALUE + 100; place++) {
            node.receive("n", new SyncPage(place, place, true, List.of()));
        }
        assertTrue(node.done("n: PAGE").size() <= 2 * 17 + 1);
    }

    @Test
    void rootsWithoutEndAreAnsweredOncePerInterval() {
        EngineFixture node = new EngineFixture(ASKS).link("n");
        node.receive("n", new Gossip(message(O, 1), 2, false, false, 1, 0));
        node.done();
        for (int i = 0; i < 1_000; i++) {
            node.receive("n", new SyncRoot(i, 2));
        }
        assertEquals(1, node.done("n: PAGE").size());
    }

    // --- the promise ------------------------------------------------------------------------------------------------------

    @Property(tries = 150, seed = "1", edgeCases = EdgeCasesMode.NONE)
    void whateverTwoNodesHoldAfterOneRoundBothHoldTheUnion(
            @ForAll @Size(max = 6) List<@Size(max = 20) Set<@IntRange(min = 1, max = 60) Integer>> ofA,
            @ForAll @Size(max = 6) List<@Size(max = 20) Set<@IntRange(min = 1, max = 60) Integer>> ofB,
            @ForAll @IntRange(min = 1, max = 4) int batch) {
        SyncPair pair = new SyncPair(ASKS.withSyncMaxBatchSize(batch), ANSWERS.withSyncMaxBatchSize(batch));
        pair.a.has(P, 1);
        pair.b.has(P, 2);
        fill(pair.a, ofA);
        fill(pair.b, ofB);
        pair.pass(ROUND);
        for (int i = 0; i < 6; i++) {
            NavigableSet<Long> union = new TreeSet<>();
            if (i < ofA.size()) {
                ofA.get(i).forEach(sequence -> union.add((long) sequence));
            }
            if (i < ofB.size()) {
                ofB.get(i).forEach(sequence -> union.add((long) sequence));
            }
            assertEquals(union, pair.a.held(stream("o" + i)));
            assertEquals(union, pair.b.held(stream("o" + i)));
        }
        assertEquals(0, pair.a.counters().rejected() + pair.b.counters().rejected());
        assertTrue(pair.a.mostDigests <= batch && pair.b.mostDigests <= batch);
        assertTrue(pair.a.counters().syncRounds() <= ROUND / (ASKS.get(ConfigKey.SYNC_INTERVAL).toNanos() / 2));
    }

    private static void fill(SyncPair.Peer peer, List<Set<Integer>> held) {
        for (int i = 0; i < held.size(); i++) {
            peer.has(stream("o" + i), held.get(i).stream().mapToLong(Integer::longValue).toArray());
        }
    }
}
