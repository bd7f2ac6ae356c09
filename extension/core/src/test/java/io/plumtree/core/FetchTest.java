package io.plumtree.core;

import static io.plumtree.core.EngineFixture.STREAM;
import static io.plumtree.core.EngineFixture.message;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import io.plumtree.api.PlumtreeConfig;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Pull;
import io.plumtree.core.message.Range;
import io.plumtree.core.store.StoreContents;
import io.plumtree.core.store.StoredRange;

/** What memory retains no more comes from the store: for neighbours that miss it, and for an application that is slow. */
class FetchTest {

    private static final int IN_MEMORY = 16;

    /** A node that was pushed {@code count} messages, all of them stored, the last 16 of them in memory. */
    private static EngineFixture node(int count, boolean slow) {
        EngineFixture node = new EngineFixture(
                PlumtreeConfig.standard().withMessageCacheMaxSize(IN_MEMORY).withDeliveryQueueMaxSize(2),
                StoreContents.EMPTY).link("p", "c").tree("p");
        node.slow = slow;
        for (int sequence = 1; sequence <= count; sequence++) {
            node.gossip("p", sequence);
            node.engine.nextBatch();
            node.engine.stored(List.of(), node.now);
        }
        node.done();
        return node;
    }

    private static void pull(EngineFixture node, long from, long to) {
        node.receive("c", new Pull(List.of(new Range(STREAM, from, to))));
    }

    private static List<Message> messages(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(EngineFixture::message).toList();
    }

    @Test
    void aNeighbourGetsFromTheStoreWhatMemoryHasDropped() {
        EngineFixture node = node(20, false);
        pull(node, 3, 4);
        assertEquals(List.of("fetch o/t 3..4 #1"), node.done());
        node.engine.fetched(1, messages(3, 4), node.now);
        assertEquals(List.of("c: GOSSIP o/t 3 round 1 repaired low 20", "c: GOSSIP o/t 4 round 1 repaired low 20"),
                node.done());
    }

    @Test
    void whatWasTooMuchForOneAnswerIsFetchedNext() {
        EngineFixture node = node(20, false);
        pull(node, 1, 4);
        node.engine.fetched(1, messages(1, 3), node.now);
        assertEquals(List.of("fetch o/t 1..4 #1", "fetch o/t 4..4 #2"), node.done("fetch"));
    }

    @Test
    void aSlowApplicationGetsWhatWasOnItsWayToASlowStoreWhenMemoryLetItGo() {
        EngineFixture node = new EngineFixture(
                PlumtreeConfig.standard().withMessageCacheMaxSize(IN_MEMORY).withDeliveryQueueMaxSize(1),
                StoreContents.EMPTY).link("p").tree("p");
        node.slow = true;
        node.gossip("p", 1);
        node.engine.nextBatch();
        for (int sequence = 2; sequence <= 20; sequence++) {
            node.gossip("p", sequence);
        }
        node.done();
        // Of 2 to 4, which memory has no room for, none is stored: the first batch is under way, they wait for the second.
        node.engine.handled("t", 1, node.now);
        assertEquals(List.of(), node.done("fetch", "ClusterGap", "deliver"));
        node.engine.stored(List.of(), node.now);
        node.engine.nextBatch();
        assertEquals(List.of(), node.done("fetch", "ClusterGap", "deliver"));
        node.engine.stored(List.of(), node.now);
        assertEquals(List.of("fetch o/t 2..4 #1"), node.done("fetch", "ClusterGap", "deliver"));
    }

    @Test
    void whatIsOnItsWayToTheStoreIsNotSaidToBeGone() {
        EngineFixture node = new EngineFixture(PlumtreeConfig.standard().withMessageCacheMaxSize(IN_MEMORY),
                StoreContents.EMPTY).link("p", "c").tree("p");
        for (int sequence = 1; sequence <= 20; sequence++) {
            node.gossip("p", sequence);
        }
        node.engine.nextBatch();
        node.done();
        pull(node, 3, 4);
        assertEquals(List.of(), node.done("fetch", "c: MISSING", "c: GOSSIP"));
        node.engine.stored(List.of(), node.now);
        pull(node, 3, 4);
        assertEquals(List.of("fetch o/t 3..4 #1"), node.done("fetch", "c: MISSING", "c: GOSSIP"));
    }

    @Test
    void whatWasOnItsWayToAStoreThatFailsIsAGap() {
        EngineFixture node = new EngineFixture(
                PlumtreeConfig.standard().withMessageCacheMaxSize(IN_MEMORY).withDeliveryQueueMaxSize(1),
                StoreContents.EMPTY).link("p").tree("p");
        node.slow = true;
        for (int sequence = 1; sequence <= 20; sequence++) {
            node.gossip("p", sequence);
        }
        node.engine.nextBatch();
        node.engine.handled("t", 1, node.now);
        node.done();
        node.engine.storeFailed("no space left", node.now);
        assertEquals(List.of("fetch o/t 2..4 #1"), node.done("fetch", "ClusterGap", "deliver"));
        node.engine.fetched(1, List.of(), node.now);
        assertEquals(1, node.done("ClusterGap").size());
    }

    @Test
    void whatTheStoreDroppedWhileItAnsweredIsSaidToBeGone() {
        EngineFixture node = node(20, false);
        pull(node, 1, 4);
        node.engine.dropped(List.of(new StoredRange(STREAM, 1, 4)), node.now);
        node.done();
        node.engine.fetched(1, messages(1, 3), node.now);
        assertEquals(List.of("c: MISSING o/t 4..4 gone"), node.done("fetch", "c: MISSING"));
    }

    @Test
    void itIsToldOfTheRestAndAsksForIt() {
        EngineFixture node = node(20, false);
        pull(node, 3, 20);
        node.pass(EngineFixture.MILLIS);
        assertEquals(List.of("fetch o/t 3..4 #1", "c: IHAVE o/t 5..20 age 0"), node.done("fetch", "c: "));
    }

    @Test
    void whatTheStoreDroppedIsGone() {
        EngineFixture node = node(20, false);
        node.gossip("p", 21);
        node.engine.nextBatch();
        node.engine.stored(List.of(new StoredRange(STREAM, 1, 3)), node.now);
        node.done();
        pull(node, 2, 4);
        assertEquals(List.of("c: MISSING o/t 2..3 gone", "fetch o/t 4..4 #1"), node.done());
    }

    @Test
    void whatTheStoreDroppedMeanwhileIsGone() {
        EngineFixture node = node(20, false);
        pull(node, 2, 4);
        node.done();
        node.engine.fetched(1, messages(4, 4), node.now);
        assertEquals(List.of("c: MISSING o/t 2..3 gone", "c: GOSSIP o/t 4 round 1 repaired low 20"), node.done());
    }

    @Test
    void aNeighbourThatIsGoneGetsNothing() {
        EngineFixture node = node(20, false);
        pull(node, 2, 4);
        node.engine.linkDown(EngineFixture.id("c"), node.now);
        node.engine.linkUp(EngineFixture.id("c"), node.now);
        node.done();
        node.engine.fetched(1, messages(2, 4), node.now);
        assertEquals(List.of(), node.done("c: GOSSIP"));
    }

    @Test
    void theStoreIsAskedForNeighboursSoManyTimesAtOnce() {
        EngineFixture node = node(20, false);
        for (int i = 1; i <= 17; i++) {
            pull(node, 1, 1);
        }
        List<String> done = node.done();
        assertEquals("fetch o/t 1..1 #16", done.get(15));
        assertEquals("c: MISSING o/t 1..1", done.get(16));
        node.engine.fetched(1, messages(1, 1), node.now);
        node.done();
        pull(node, 1, 1);
        assertEquals(List.of("fetch o/t 1..1 #17"), node.done());
    }

    @Test
    void aSlowApplicationGetsFromTheStoreWhatRetentionPassed() {
        EngineFixture node = node(22, true);
        node.engine.handled("t", 2, node.now);
        assertEquals(List.of("fetch o/t 3..6 #1"), node.done("deliver", "fetch", "ClusterGap"));
        node.engine.fetched(1, messages(3, 4), node.now);
        assertEquals(List.of("deliver o/t 3", "deliver o/t 4"), node.done("deliver", "fetch", "ClusterGap"));
        node.engine.handled("t", 2, node.now);
        assertEquals(List.of("fetch o/t 5..6 #2"), node.done("deliver", "fetch", "ClusterGap"));
        node.engine.fetched(2, messages(5, 6), node.now);
        node.engine.handled("t", 2, node.now);
        assertEquals(List.of("deliver o/t 5", "deliver o/t 6", "deliver o/t 7", "deliver o/t 8"),
                node.done("deliver", "fetch", "ClusterGap"));
    }

    @Test
    void whatTheStoreHasDroppedBeforeItCameIsAGap() {
        EngineFixture node = node(22, true);
        node.engine.handled("t", 2, node.now);
        node.done();
        node.engine.fetched(1, List.of(message(5)), node.now);
        assertEquals(List.of("ClusterGap[origin=o, epoch=7, topic=t, from=3, to=4, reason=SLOW_OBSERVER]", "deliver o/t 5"),
                node.done("deliver", "fetch", "ClusterGap"));
        node.engine.handled("t", 2, node.now);
        node.engine.fetched(2, List.of(), node.now);
        assertEquals(List.of("fetch o/t 6..6 #2",
                "ClusterGap[origin=o, epoch=7, topic=t, from=6, to=6, reason=SLOW_OBSERVER]", "deliver o/t 7"),
                node.done("deliver", "fetch", "ClusterGap"));
    }
}
