package io.plumtree.core;

import static io.plumtree.core.EngineFixture.SELF;
import static io.plumtree.core.EngineFixture.STREAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.Ordering;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.Replay;
import io.plumtree.api.StorageSettings;
import io.plumtree.api.TopicConfig;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.Pull;
import io.plumtree.core.message.Range;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.message.Summary;
import io.plumtree.core.message.Summary.StreamSummary;
import io.plumtree.core.store.StoreContents;
import io.plumtree.core.store.StoredAccount;
import io.plumtree.core.store.StoredAccount.Interval;
import io.plumtree.core.store.StoredRange;

/** A node with a store goes on where its last incarnation stopped. */
class RestartTest {

    private static final long HOUR = 3_600 * EngineFixture.SECONDS;
    private static final StreamId OWN = new StreamId(SELF, 50, "t");

    private static StoreContents contents(StreamId stream, List<Interval> settled, StoredRange... held) {
        return new StoreContents(60, List.of(new StoredAccount(stream, 0, settled)), List.of(held));
    }

    /** Settled to 3, held from 2 to 6. */
    private static StoreContents sixMessages() {
        return contents(STREAM, List.of(new Interval(1, 3)), new StoredRange(STREAM, 2, 6));
    }

    private static List<Message> messages(StreamId stream, long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(sequence -> new Message(stream, sequence, 5,
                Collections.emptyMap(), Payload.plain(("m" + sequence).getBytes(StandardCharsets.UTF_8)))).toList();
    }

    private static EngineFixture fifo(StoreContents contents) {
        return new EngineFixture(PlumtreeConfig.standard().withTopic("t",
                new TopicConfig(Ordering.FIFO, Duration.ofSeconds(5), 1 << 20, Replay.NONE)), contents);
    }

    private static StreamSummary told(StreamId stream, long low, long retainedFrom) {
        return new StreamSummary(stream, 0, low, low, retainedFrom, true);
    }

    @Test
    void theEpochIsGreaterThanAnyThatWasStored() {
        assertEquals(100, new EngineFixture(PlumtreeConfig.standard(), sixMessages()).engine.epoch());
        EngineFixture backwards = new EngineFixture(PlumtreeConfig.standard(),
                new StoreContents(200, List.of(), List.of()));
        assertEquals(201, backwards.engine.epoch());
        assertEquals(201, backwards.engine.nextBatch().epoch());
    }

    @Test
    void whatWasNotReturnedFromIsDeliveredAgainAndTheRestIsNot() {
        EngineFixture node = new EngineFixture(PlumtreeConfig.standard(), sixMessages());
        assertEquals(List.of("fetch o/t 4..6 #1"), node.done("fetch"));
        node.engine.fetched(1, messages(STREAM, 4, 6), node.now);
        assertEquals(List.of("deliver o/t 4 redelivered", "deliver o/t 5 redelivered", "deliver o/t 6 redelivered"),
                node.done("deliver"));
        node.link("p").tree("p");
        for (long sequence = 1; sequence <= 7; sequence++) {
            node.gossip("p", sequence);
        }
        assertEquals(List.of("deliver o/t 7"), node.done("deliver"));
    }

    @Test
    void whatIsAskedForMayHaveBeenDeliveredWhoeverTellsOfIt() {
        EngineFixture node = new EngineFixture(PlumtreeConfig.standard(),
                contents(STREAM, List.of(new Interval(1, 6))));
        node.engine.linkUp(EngineFixture.id("p"), node.now);
        node.receive("p", new Summary(List.of(told(STREAM, 6, 1)), true, true));
        node.engine.linkUp(EngineFixture.id("q"), node.now);
        node.receive("q", new Summary(List.of(told(STREAM, 8, 1)), true, true));
        node.receive("q", EngineFixture.gossip(7, 2, true, 8));
        assertEquals(List.of("deliver o/t 7 redelivered"), node.done("deliver"));
        node.pass(6 * EngineFixture.SECONDS);
        node.receive("q", EngineFixture.gossip(8, 2, true, 8));
        assertEquals(List.of("deliver o/t 8 redelivered"), node.done("deliver"));
        node.gossip("q", 10);
        node.receive("q", EngineFixture.gossip(9, 2, true, 10));
        node.receive("q", EngineFixture.gossip(11, 2, true, 11));
        assertEquals(List.of("deliver o/t 10", "deliver o/t 9 redelivered", "deliver o/t 11"), node.done("deliver"));
    }

    @Test
    void whatArrivesAtOnceAfterAStartMayHaveBeenDelivered() {
        EngineFixture node = new EngineFixture(PlumtreeConfig.standard(), new StoreContents(60, List.of(), List.of()));
        node.engine.linkUp(EngineFixture.id("p"), node.now);
        node.gossip("p", 1);
        node.pass(6 * EngineFixture.SECONDS);
        node.gossip("p", 2);
        assertEquals(List.of("deliver o/t 1 redelivered", "deliver o/t 2"), node.done("deliver"));
    }

    @Test
    void whatArrivesMeanwhileComesAfterIt() {
        EngineFixture node = fifo(sixMessages());
        node.link("p").tree("p");
        node.gossip("p", 7);
        assertEquals(List.of(), node.done("deliver"));
        node.engine.fetched(1, messages(STREAM, 4, 6), node.now);
        assertEquals(List.of("deliver o/t 4 redelivered", "deliver o/t 5 redelivered", "deliver o/t 6 redelivered",
                "deliver o/t 7"), node.done("deliver"));
    }

    @Test
    void inOrderAHoleHoldsBackWhatIsStoredBehindIt() {
        EngineFixture node = fifo(contents(STREAM, List.of(new Interval(1, 3)), new StoredRange(STREAM, 5, 6)));
        assertEquals(List.of(), node.done("fetch"));
        node.engine.linkUp(EngineFixture.id("p"), node.now);
        node.gossip("p", 4);
        assertEquals(List.of("deliver o/t 4 redelivered", "fetch o/t 5..6 #1"), node.done("deliver", "fetch"));
    }

    @Test
    void itIsDeliveredAsTheApplicationReturns() {
        EngineFixture node = new EngineFixture(PlumtreeConfig.standard().withDeliveryQueueMaxSize(2), sixMessages());
        node.slow = true;
        node.done();
        node.engine.fetched(1, messages(STREAM, 4, 5), node.now);
        assertEquals(List.of("deliver o/t 4 redelivered", "deliver o/t 5 redelivered"), node.done("deliver", "fetch"));
        node.engine.handled("t", 1, node.now);
        assertEquals(List.of("fetch o/t 6..6 #2"), node.done("deliver", "fetch"));
        node.engine.fetched(2, messages(STREAM, 6, 6), node.now);
        assertEquals(List.of("deliver o/t 6 redelivered"), node.done("deliver", "fetch"));
        node.engine.handled("t", 2, node.now);
        assertEquals(List.of(new StoredAccount(STREAM, 0, List.of(new Interval(1, 6)))),
                node.engine.nextBatch().accounts());
        assertEquals(0, node.engine.undelivered());
    }

    @Test
    void whatCameWhileItWasAwayIsOwedToItWhateverNeighboursSay() {
        EngineFixture node = new EngineFixture(PlumtreeConfig.standard(),
                contents(STREAM, List.of(new Interval(1, 3))));
        node.engine.linkUp(EngineFixture.id("p"), node.now);
        node.receive("p", new Summary(List.of(told(STREAM, 10, 6)), true, true));
        assertEquals(List.of("p: GRAFT o o/t 11.., o/t 6..10"), node.done("ClusterGap", "p: GRAFT", "p: PULL"));
        // Whoever is linked next may have what the first neighbour has let go.
        node.pass(4 * EngineFixture.SECONDS);
        assertEquals(List.of(), node.done("ClusterGap"));
        node.pass(6 * EngineFixture.SECONDS);
        assertEquals("ClusterGap[origin=o, epoch=7, topic=t, from=4, to=5, reason=NO_LONGER_RETAINED]",
                node.done("ClusterGap").get(0));
    }

    @Test
    void whatIsMissingIsAskedForAsLongAsStoresKeepIt() {
        EngineFixture node = new EngineFixture(PlumtreeConfig.standard().withStorage(StorageSettings.in(Path.of("s"))),
                contents(STREAM, List.of(new Interval(1, 6))));
        node.link("p").tree("p");
        node.ihave("p", 7, 7);
        node.pass(23 * HOUR);
        long asked = node.done("p: PULL", "p: GRAFT").size();
        assertTrue(asked > 60 && asked < 300, "asked " + asked + " times, ever more seldom");
        node.receive("p", EngineFixture.gossip(7, 2, true, 7));
        assertEquals(List.of("deliver o/t 7 redelivered"), node.done("deliver", "ClusterGap"));
        node.ihave("p", 8, 8);
        node.pass(24 * HOUR + EngineFixture.SECONDS);
        assertEquals(List.of("ClusterGap[origin=o, epoch=7, topic=t, from=8, to=8, reason=NO_LONGER_RETAINED]"),
                node.done("ClusterGap"));
    }

    @Test
    void itTellsItsNeighboursWhatItsStoreHolds() {
        EngineFixture node = new EngineFixture(PlumtreeConfig.standard(), sixMessages());
        node.engine.linkUp(EngineFixture.id("p"), node.now);
        assertEquals(List.of("p: SUMMARY [o/t low 6 newest 6 from 2] established"), node.done("p: SUMMARY"));
    }

    @Test
    void itsOwnEarlierMessagesAreServedAndNotDelivered() {
        EngineFixture node = new EngineFixture(PlumtreeConfig.standard(),
                contents(OWN, List.of(), new StoredRange(OWN, 1, 3)));
        assertEquals(List.of(), node.done("deliver", "fetch"));
        node.link("p");
        node.receive("p", new Pull(List.of(new Range(OWN, 1, 2))));
        node.engine.fetched(1, messages(OWN, 1, 2), node.now);
        assertEquals(List.of("fetch self/t 1..2 #1", "p: GOSSIP self/t 1 round 1 repaired low 3",
                "p: GOSSIP self/t 2 round 1 repaired low 3"), node.done("deliver", "fetch", "p: GOSSIP"));
        assertEquals(1, node.broadcast("x", Acknowledgement.QUEUED, 0));
    }

    @Test
    void itsOwnEarlierMessagesAreDeliveredIfOwnOnesAre() {
        EngineFixture node = new EngineFixture(PlumtreeConfig.standard().withDeliverOwn(true),
                contents(OWN, List.of(new Interval(1, 1)), new StoredRange(OWN, 1, 2)));
        node.engine.fetched(1, messages(OWN, 2, 2), node.now);
        assertEquals(List.of("deliver self/t 2 redelivered"), node.done("deliver"));
    }

    @Test
    void topicsThatHaveNoPlaceAnyMoreAreClosedInTheStore() {
        StreamId other = new StreamId(STREAM.origin(), 8, "u");
        EngineFixture node = new EngineFixture(PlumtreeConfig.standard().withMaxTopics(1), new StoreContents(60,
                List.of(new StoredAccount(STREAM, 0, List.of()), new StoredAccount(other, 0, List.of())), List.of()));
        assertEquals(List.of(other), node.engine.nextBatch().closed());
    }
}
