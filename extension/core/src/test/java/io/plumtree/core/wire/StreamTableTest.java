package io.plumtree.core.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import io.plumtree.api.NodeId;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Graft;
import io.plumtree.core.message.IHave;
import io.plumtree.core.message.IHave.Announcement;
import io.plumtree.core.message.Mark;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.message.Prune;
import io.plumtree.core.message.Pull;
import io.plumtree.core.message.Range;
import io.plumtree.core.message.Received;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.message.Summary;
import io.plumtree.core.message.Summary.StreamSummary;

/** Streams are named once, as long as there is room, and what is said of them afterwards is short. */
class StreamTableTest {

    private static final StreamId A = stream("a");
    private static final StreamId B = stream("b");
    private static final StreamId C = stream("c");
    private static final int NAMING = 5 + 1 + 7 + 8 + 2 + 1;

    private final WireBuffer out = new WireBuffer();

    @Test
    void aStreamIsNamedOnce() {
        LinkEncoder encoder = new LinkEncoder(2);

        assertEquals(NAMING + 7, cost(encoder, new Received(A, 1)));
        assertEquals(7, cost(encoder, new Received(A, 2)));
        assertEquals(7, cost(encoder, new Received(new StreamId(NodeId.of("node-1"), 1, "a"), 3)));
    }

    @Test
    void theStreamNotUsedForLongestMakesRoom() {
        LinkEncoder encoder = new LinkEncoder(2);
        cost(encoder, new Received(A, 1));
        cost(encoder, new Received(B, 1));
        cost(encoder, new Received(A, 2));

        assertEquals(NAMING + 7, cost(encoder, new Received(C, 1)));
        assertEquals(7, cost(encoder, new Received(A, 3)));
        assertEquals(NAMING + 7, cost(encoder, new Received(B, 2)));
        assertEquals(7, cost(encoder, new Received(A, 4)));
        assertEquals(NAMING + 7, cost(encoder, new Received(C, 2)));
    }

    @Test
    void aStreamWhoseBaselineMovedIsNamedAgain() {
        LinkEncoder encoder = new LinkEncoder(2);
        cost(encoder, announcement(A, 1, 0));

        assertEquals(5 + 1 + 4, cost(encoder, announcement(A, 2, 0)));
        assertEquals(NAMING + 5 + 1 + 4, cost(encoder, announcement(A, 13, 12)));
        assertEquals(5 + 1 + 4, cost(encoder, announcement(A, 14, 12)));
        assertEquals(7, cost(encoder, new Received(A, 15)));
    }

    @Test
    void inSteadyStateAnAnnouncedIntervalIsSixBytesAtMost() {
        LinkEncoder encoder = new LinkEncoder(WireLimits.STREAMS);
        int first = cost(encoder, announcements(100, 1_000_000));
        int steady = cost(encoder, announcements(100, 1_000_003));

        assertTrue(first > steady);
        assertTrue((steady - 5 - 1) / 100.0 <= 6, () -> steady + " bytes");
    }

    @Test
    void inSteadyStateAGossipHeaderIsTwelveBytesAtMost() {
        LinkEncoder encoder = new LinkEncoder(WireLimits.STREAMS);
        assertTrue(cost(encoder, gossip(1_000_000, 1_767_268_800_000L)) > 24 + 256);

        int steady = cost(encoder, gossip(1_000_001, 1_767_268_800_020L));

        assertTrue(steady - 256 <= 12, () -> steady + " bytes");
    }

    @Test
    void aListLongerThanTheTableIsSaidInPartsOfTheSameMeaning() {
        List<Range> wanted = LongStream.rangeClosed(1, 5).mapToObj(i -> new Range(stream("t" + i), i, i)).toList();
        NodeId origin = NodeId.of("node-1");

        assertEquals(List.of(new Pull(wanted.subList(0, 2)), new Pull(wanted.subList(2, 4)), new Pull(wanted.subList(4, 5))),
                heard(new Pull(wanted)));
        assertEquals(List.of(new Graft(origin, wanted.subList(0, 2)), new Pull(wanted.subList(2, 4)),
                new Pull(wanted.subList(4, 5))), heard(new Graft(origin, wanted)));
        List<StreamSummary> summaries = List.of(summary(A), summary(B), summary(C));
        assertEquals(List.of(new Summary(summaries.subList(0, 2), false, true),
                new Summary(summaries.subList(2, 3), true, true)), heard(new Summary(summaries, true, true)));
        List<Announcement> announcements = announcements(3, 7).announcements();
        assertEquals(List.of(new IHave(announcements.subList(0, 2)), new IHave(announcements.subList(2, 3))),
                heard(new IHave(announcements)));
    }

    @Test
    void marksBeyondTheTableAreLeftOut() {
        List<Mark> marks = List.of(new Mark(A, 1), new Mark(B, 2), new Mark(C, 3));

        assertEquals(List.of(new Prune(NodeId.of("node-1"), marks.subList(0, 2))),
                heard(new Prune(NodeId.of("node-1"), marks)));
    }

    @Test
    void oneMessageMayTellTwoBaselinesOfAStream() {
        PlumtreeMessage message = new IHave(List.of(new Announcement(A, 5, 6, 1, 0), new Announcement(A, 9, 9, 1, 8)));

        assertEquals(List.of(message), heard(message));
    }

    @Test
    void anEmptyRangeDoesNotBecomeAnOpenOne() {
        byte[] bytes = RoundTripTest.encoded(2, List.of(new Pull(List.of(new Range(A, 5, 4)))));
        Recorder recorder = Frames.fed(RoundTripTest.LIMITS, bytes);

        assertEquals(RejectedInput.Reason.BAD_SEQUENCE, recorder.reason());
    }

    @Test
    void aTableHasRoomForOneStreamAtLeast() {
        assertThrows(IllegalArgumentException.class, () -> new LinkEncoder(0));
    }

    private static List<Object> heard(PlumtreeMessage message) {
        byte[] bytes = RoundTripTest.encoded(2, List.of(message));
        return RoundTripTest.heard(new WireLimits(1000, 255, 0, 0, 2, 2), bytes, bytes.length);
    }

    private int cost(LinkEncoder encoder, PlumtreeMessage message) {
        out.clear();
        encoder.encode(message, out);
        return out.size();
    }

    private static StreamId stream(String topic) {
        return new StreamId(NodeId.of("node-1"), 1, topic);
    }

    private static StreamSummary summary(StreamId stream) {
        return new StreamSummary(stream, 1, 2, 3, 3, false);
    }

    private static IHave announcement(StreamId stream, long sequence, long baseline) {
        return new IHave(List.of(new Announcement(stream, sequence, sequence, 30, baseline)));
    }

    private static IHave announcements(int streams, long from) {
        return new IHave(IntStream.range(0, streams)
                .mapToObj(i -> new Announcement(stream("topic-" + i), from, from + 2, 95, 0)).toList());
    }

    private static Gossip gossip(long sequence, long sentAtMillis) {
        return new Gossip(new Message(A, sequence, sentAtMillis, Map.of(), Payload.plain(new byte[256])), 3, false, false,
                sequence - 1, 0);
    }
}
