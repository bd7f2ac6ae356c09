package io.plumtree.core;

import static io.plumtree.core.EngineFixture.SECONDS;
import static io.plumtree.core.EngineFixture.STREAM;
import static io.plumtree.core.EngineFixture.gossip;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.core.message.Accept;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Graft;
import io.plumtree.core.message.Handover;
import io.plumtree.core.message.IHave;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Missing;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.Prune;
import io.plumtree.core.message.Pull;
import io.plumtree.core.message.Range;
import io.plumtree.core.message.Received;
import io.plumtree.core.message.Refuse;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.message.Summary;

/** A neighbour that says what no honest node says costs a bounded amount of memory and time. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class HostileInputTest {

    private static final long FAR = 1L << 60;

    private final EngineFixture node = new EngineFixture(PlumtreeConfig.standard().withMessageCacheMaxSize(16)
            .withMaxStreams(16)).link("p", "a").tree("p", "a");

    private long fill(String key) {
        return node.engine.snapshot().fills().stream().filter(fill -> fill.key().equals(key)).findFirst().orElseThrow()
                .used();
    }

    @Test
    void aSequenceFarAheadIsOneInterval() {
        node.gossip("p", 1);
        node.gossip("p", FAR);
        assertEquals(1, fill("max-missing"));
        for (int i = 2; i < 40; i++) {
            node.receive("p", gossip(i, 2, true, 1));
        }
        node.receive("a", new Pull(List.of(new Range(STREAM, 1, Range.OPEN))));
        node.pass(120 * SECONDS);
        node.gossip("p", FAR + 1);
        node.receive("a", new Pull(List.of(new Range(STREAM, 1, Range.OPEN))));
        assertEquals(0, fill("max-missing"));
        assertEquals(1, fill("message-cache-max-size"));
    }

    @Test
    void anAnnouncementOfEverythingIsAskedForInChunks() {
        node.gossip("p", 1);
        node.ihave("a", 1, FAR);
        node.pass(SECONDS);
        assertTrue(node.done("a: PULL").stream().allMatch("a: PULL o/t 2..65"::equals));
        node.pass(120 * SECONDS);
        assertEquals(0, fill("max-missing"));
    }

    @Test
    void namesOfUnknownOriginsOpenNoAccount() {
        for (int i = 0; i < 100; i++) {
            NodeId origin = NodeId.of("unknown" + i);
            node.receive("a", new Graft(origin, List.of(new Range(new StreamId(origin, 1, "t"), 1, 2))));
            node.receive("a", new Handover(origin, 3));
            node.receive("a", new Prune(origin, List.of()));
            node.receive("a", new Accept(origin, List.of()));
            node.receive("a", new Refuse(origin));
        }
        assertEquals(100, node.done("a: MISSING").size());
        assertEquals(0, fill("max-streams"));
        assertEquals(0, node.engine.snapshot().attachedOrigins());
        assertEquals(400, node.engine.snapshot().counters().rejected());
    }

    @Test
    void streamsWithoutEndMakeRoomForEachOther() {
        for (int i = 0; i < 1_000; i++) {
            StreamId stream = new StreamId(NodeId.of("o" + i), 1, "t");
            node.receive("a", new IHave(List.of(new IHave.Announcement(stream, 1, 1, 0, 0))));
        }
        assertEquals(16, fill("max-streams"));
        assertTrue(fill("max-missing") <= 16);
    }

    @Test
    void answersNobodyAskedForChangeNothing() {
        node.gossip("p", 1);
        node.done();
        node.receive("a", new Missing(new Range(STREAM, 1, FAR), true));
        node.receive("a", new Received(STREAM, 1));
        assertEquals(List.of(), node.done());
        assertEquals(0, fill("max-missing"));
    }

    @Test
    void nobodyCanTellThisNodeWhatItBroadcast() {
        assertEquals(1, node.broadcast("m", Acknowledgement.QUEUED, 0));
        StreamId own = new StreamId(EngineFixture.SELF, 100, "t");
        node.receive("a", new Summary(List.of(new Summary.StreamSummary(own, 0, FAR, FAR, FAR + 1, true)), true, true));
        node.receive("p", new Summary(List.of(new Summary.StreamSummary(own, 0, FAR, FAR, 5, true)), true, true));
        node.pass(120 * SECONDS);
        assertEquals(0, fill("max-missing"));
        assertEquals(2, node.broadcast("m", Acknowledgement.QUEUED, 0));
    }

    @Test
    void whatIsMissedIsBoundedWhereverMessagesArriveAndWhateverIsSaidToBeMissing() {
        EngineFixture tight = new EngineFixture(PlumtreeConfig.standard().withMaxMissing(16)).link("p", "a").tree("p");
        tight.gossip("p", 1);
        tight.ihave("a", 2, 1_000);
        for (int i = 0; i < 40; i++) {
            tight.gossip("p", 3 + 2 * i);
            tight.receive("a", new Missing(new Range(STREAM, 500 + 2 * i, 500 + 2 * i), false));
            for (NodeSnapshot.Fill fill : tight.engine.snapshot().fills()) {
                assertTrue(fill.used() <= fill.bound(), fill::toString);
            }
        }
    }

    @Test
    void nothingIsAskedForThatComesAfterTheLastSequenceThereIs() {
        node.tree(null).ihave("a", Range.OPEN - 2, Range.OPEN - 1);
        assertEquals(List.of("a: GRAFT o o/t " + (Range.OPEN - 2) + ".." + (Range.OPEN - 1)), node.done("a: GRAFT"));
    }

    @Test
    void nobodyCanBeginAStreamOfThisNode() {
        StreamId own = new StreamId(EngineFixture.SELF, 100, "t");
        node.receive("a", new IHave(List.of(new IHave.Announcement(own, 7, 9, 0, 6))));
        node.receive("a", new Gossip(new Message(own, 7, 5, Map.of(), Payload.plain(new byte[1])), 1, false, false, 7, 6));
        assertEquals(2, node.engine.snapshot().counters().rejected());
        assertEquals(1, node.broadcast("m", Acknowledgement.QUEUED, 0));
    }

    @Test
    void nobodyCanPushTheEpochOfThisNodeIntoThePast() {
        StreamId last = new StreamId(EngineFixture.SELF, Long.MAX_VALUE, "t");
        node.receive("a", new Summary(List.of(new Summary.StreamSummary(last, 0, 1, 1, 1, true)), true, true));
        assertEquals(100, node.engine.epoch());
    }
}
