package io.plumtree.core;

import static io.plumtree.core.EngineFixture.STREAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.MessageId;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.RetainedQuery;
import io.plumtree.core.broadcast.Listing;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.store.StoreContents;
import io.plumtree.core.store.StoredRange;

/** What a node retains can be listed, page by page. */
class ListingTest {

    private static final RetainedQuery ALL = RetainedQuery.ofTopic("t");

    private final List<Listing> pages = new ArrayList<>();

    private static void push(EngineFixture node, StreamId stream, long sequence, long sentAt, int size) {
        node.receive("p", new Gossip(new Message(stream, sequence, sentAt, Collections.emptyMap(),
                Payload.plain(new byte[size])), 2, false, false, sequence, 0));
    }

    private static StreamId stream(String origin, long epoch, String topic) {
        return new StreamId(NodeId.of(origin), epoch, topic);
    }

    private static List<String> texts(Listing page) {
        return page.messages().stream().map(message -> message.stream().origin() + "/" + message.stream().epoch() + " "
                + message.sequence()).toList();
    }

    private Listing list(EngineFixture node, RetainedQuery query) {
        pages.clear();
        node.engine.list(query, pages::add);
        assertEquals(1, pages.size());
        return pages.get(0);
    }

    private static EngineFixture threeOrigins() {
        EngineFixture node = new EngineFixture().link("p").tree("p");
        push(node, stream("b", 1, "t"), 1, 40, 1);
        push(node, stream("a", 2, "t"), 1, 30, 1);
        push(node, stream("a", 1, "t"), 2, 20, 1);
        push(node, stream("a", 1, "t"), 1, 10, 1);
        push(node, stream("a", 1, "other"), 1, 10, 1);
        node.broadcast("mine", Acknowledgement.QUEUED, 0);
        return node;
    }

    @Test
    void messagesAreListedByOriginEpochAndSequenceTheNodesOwnAmongThem() {
        Listing page = list(threeOrigins(), ALL);
        assertEquals(List.of("a/1 1", "a/1 2", "a/2 1", "b/1 1", "self/100 1"), texts(page));
        assertNull(page.last());
    }

    @Test
    void aPageEndsAtItsLimitAndTheNextBeginsBehindIt() {
        EngineFixture node = threeOrigins();
        Listing first = list(node, ALL.limit(2));
        assertEquals(List.of("a/1 1", "a/1 2"), texts(first));
        // What comes before where the page ended is not met again, what comes after is.
        push(node, stream("a", 2, "t"), 2, 30, 1);
        Listing second = list(node, ALL.limit(2).after(first.last()));
        assertEquals(List.of("a/2 1", "a/2 2"), texts(second));
        Listing third = list(node, ALL.limit(2).after(second.last()));
        assertEquals(List.of("b/1 1", "self/100 1"), texts(third));
        assertNull(third.last());
    }

    @Test
    void aPageMayBeginAfterWhatIsNotRetainedAnyMore() {
        assertEquals(List.of("a/2 1"), texts(list(threeOrigins(), ALL.from(NodeId.of("a"))
                .after(new MessageId(NodeId.of("a"), 1, "t", 99)))));
        assertEquals(List.of("b/1 1", "self/100 1"),
                texts(list(threeOrigins(), ALL.after(new MessageId(NodeId.of("aa"), 7, "t", 1)))));
    }

    @Test
    void theTimeTheyWereSentNarrowsTheList() {
        assertEquals(List.of("a/1 2", "a/2 1"),
                texts(list(threeOrigins(), ALL.sentBetween(Instant.ofEpochMilli(20), Instant.ofEpochMilli(40)))));
    }

    @Test
    void onlySoManyMessagesAreLookedAtForAPageHoweverFewAreAskedFor() {
        EngineFixture node = new EngineFixture(PlumtreeConfig.standard().withMessageCacheMaxSize(30_000)).link("p").tree("p");
        for (int sequence = 1; sequence <= 20_001; sequence++) {
            push(node, STREAM, sequence, sequence, 1);
        }
        RetainedQuery last = ALL.sentBetween(Instant.ofEpochMilli(20_001), Instant.ofEpochMilli(30_000));
        Listing page = list(node, last);
        assertEquals(List.of(), texts(page));
        assertEquals(STREAM.message(10_000), page.last());
        page = list(node, last.after(page.last()));
        assertEquals(STREAM.message(20_000), page.last());
        page = list(node, last.after(page.last()));
        assertEquals(List.of("o/7 20001"), texts(page));
        assertNull(page.last());
    }

    @Test
    void aPageIsBoundedInBytes() {
        EngineFixture node = new EngineFixture().link("p").tree("p");
        for (int sequence = 1; sequence <= 20; sequence++) {
            push(node, STREAM, sequence, 1, 60_000);
        }
        Listing page = list(node, ALL);
        assertEquals((1 << 20) / 60_000 + 1, page.messages().size());
        assertEquals(20 - page.messages().size(), list(node, ALL.after(page.last())).messages().size());
    }

    @Test
    void whatMemoryHasDroppedComesFromTheStoreAndWhatTheStoreDroppedMeanwhileIsLeftOut() {
        EngineFixture node = new EngineFixture(PlumtreeConfig.standard().withMessageCacheMaxSize(16), StoreContents.EMPTY)
                .link("p").tree("p");
        for (int sequence = 1; sequence <= 20; sequence++) {
            node.gossip("p", sequence);
            node.engine.nextBatch();
            node.engine.stored(List.of(), node.now);
        }
        node.done();
        node.engine.list(ALL.limit(6), pages::add);
        assertEquals(List.of("fetch o/t 1..4 #1"), node.done());
        node.engine.fetched(1, List.of(EngineFixture.message(2), EngineFixture.message(3)), node.now);
        // There was no room for more in that answer.
        assertEquals(List.of("fetch o/t 4..4 #2"), node.done());
        assertTrue(pages.isEmpty());
        node.engine.dropped(List.of(new StoredRange(STREAM, 1, 4)), node.now);
        node.engine.fetched(2, List.of(), node.now);
        assertEquals(List.of("o/7 2", "o/7 3", "o/7 5", "o/7 6", "o/7 7", "o/7 8"), texts(pages.get(0)));
        assertEquals(STREAM.message(8), pages.get(0).last());
    }

    @Test
    void aStreamWhoseAccountEndsWhileTheStoreIsAskedIsLeftOut() {
        EngineFixture node = new EngineFixture(
                PlumtreeConfig.standard().withMessageCacheMaxSize(16).withMaxStreams(16), StoreContents.EMPTY)
                .link("p").tree("p");
        for (int sequence = 1; sequence <= 17; sequence++) {
            node.gossip("p", sequence);
            node.engine.nextBatch();
            node.engine.stored(List.of(), node.now);
        }
        node.engine.list(ALL, pages::add);
        for (int other = 1; other <= 16; other++) {
            push(node, stream("x" + other, 1, "u"), 1, 1, 1);
        }
        node.engine.fetched(1, List.of(EngineFixture.message(1)), node.now);
        assertEquals(List.of("o/7 1"), texts(pages.get(0)));
        assertNull(pages.get(0).last());
    }

    @Test
    void pagesTogetherHoldAllThatIsRetainedOnce() {
        for (int limit = 1; limit <= 40; limit += 3) {
            EngineFixture node = threeOrigins();
            LongStream.rangeClosed(3, 30).forEach(sequence -> push(node, stream("a", 1, "t"), sequence, 1, 1));
            List<String> met = new ArrayList<>();
            Listing page = list(node, ALL.limit(limit));
            met.addAll(texts(page));
            while (page.last() != null) {
                page = list(node, ALL.limit(limit).after(page.last()));
                met.addAll(texts(page));
            }
            assertEquals(texts(list(node, ALL.limit(1000))), met);
        }
    }

    @Test
    void aQuerySaysWhatIsWrongWithIt() {
        assertEquals("limit is 0, allowed are 1 to 1000",
                assertThrows(IllegalArgumentException.class, () -> ALL.limit(0)).getMessage());
        assertEquals("o/7/x/1 is not on the topic t",
                assertThrows(IllegalArgumentException.class, () -> ALL.after(stream("o", 7, "x").message(1))).getMessage());
        assertThrows(IllegalArgumentException.class, () -> ALL.sentBetween(Instant.EPOCH, Instant.EPOCH));
        assertThrows(IllegalArgumentException.class, () -> RetainedQuery.ofTopic(""));
    }
}
