package io.plumtree.core.wire;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.plumtree.api.Address;
import io.plumtree.api.MessageHistory.Arrival;
import io.plumtree.api.MessageHistory.End;
import io.plumtree.api.NodeId;
import io.plumtree.core.message.Accept;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Graft;
import io.plumtree.core.message.Handover;
import io.plumtree.core.message.IHave;
import io.plumtree.core.message.IHave.Announcement;
import io.plumtree.core.message.Leave;
import io.plumtree.core.message.Mark;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Missing;
import io.plumtree.core.message.Path;
import io.plumtree.core.message.PathAnswer;
import io.plumtree.core.message.PathQuestion;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.Prune;
import io.plumtree.core.message.Pull;
import io.plumtree.core.message.Range;
import io.plumtree.core.message.Received;
import io.plumtree.core.message.Refuse;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.message.Summary;
import io.plumtree.core.message.Summary.StreamSummary;
import io.plumtree.core.message.SyncPage;
import io.plumtree.core.message.SyncPage.Digest;
import io.plumtree.core.message.SyncPage.Hole;
import io.plumtree.core.message.SyncRoot;

/** What the golden vectors of version 1 say, each on a connection of its own. */
final class Vectors {

    private static final NodeId ALICE = NodeId.of("alice:7947");
    private static final NodeId BOB = NodeId.of("bøb");
    private static final Address HOST = new Address("10.1.2.3", 7947);
    private static final Address V6 = new Address("fd00::1", 17947);
    private static final StreamId CHAT = new StreamId(ALICE, 1_767_225_600_000L, "chat");
    private static final StreamId NEWS = new StreamId(BOB, 1_767_225_600_001L, "news/日本");
    private static final long NOON = 1_767_268_800_000L;

    private Vectors() {
    }

    static Map<String, List<Object>> v1() {
        Map<String, List<Object>> vectors = new LinkedHashMap<>();
        frames(vectors);
        gossips(vectors);
        messages(vectors);
        return vectors;
    }

    private static void frames(Map<String, List<Object>> vectors) {
        vectors.put("hello", List.of(new Hello(1, 1, "shop", ALICE, 1_767_225_600_000L, HOST, 1, BOB)));
        vectors.put("hello-to-anybody",
                List.of(new Hello(1, 65_535, "läden", BOB, -1, V6, 0x8000_0000_0000_0001L, null)));
        vectors.put("welcome", List.of(new Welcome(1, BOB, 1_767_225_600_001L, V6, 1)));
        vectors.put("reject-wrong-cluster", List.of(new Reject(Reject.Reason.WRONG_CLUSTER, "this is cluster shop")));
        vectors.put("reject-unknown", List.of(new Reject(Reject.Reason.UNKNOWN, "")));
        vectors.put("ping", List.of(new Ping(0x0102030405060708L)));
        vectors.put("pong", List.of(new Pong(-1)));
        vectors.put("goodbye", List.of(new Goodbye("leaving – bye")));
    }

    private static void gossips(Map<String, List<Object>> vectors) {
        vectors.put("gossip", List.of(
                gossip(new Message(CHAT, 1, NOON, Map.of(), text("hello")), 1, false, false, 0, 0)));
        vectors.put("gossip-empty", List.of(
                gossip(new Message(CHAT, 9, 0, Map.of(), text("")), 2, false, false, 9, 8)));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "text/plain");
        headers.put("trace", "");
        headers.put("größe", "𐐷");
        vectors.put("gossip-headers", List.of(
                gossip(new Message(NEWS, 300, NOON, headers, text("{}")), 200, true, true, 299, 17)));
        vectors.put("gossip-compressed", List.of(gossip(
                new Message(CHAT, 2, NOON, Map.of(), new Payload(new byte[] { 0x28, (byte) 0xB5, 0x2F, (byte) 0xFD }, 65_536)),
                1, false, true, 1, 0)));
        vectors.put("gossip-asked-for", List.of(
                gossip(new Message(CHAT, 5, -NOON, Map.of(), text("old")), 3, true, false, 4_000_000_000L, 0)));
        vectors.put("gossip-steady", List.of(
                gossip(new Message(CHAT, 41, NOON, Map.of(), text("a")), 1, false, false, 40, 40),
                gossip(new Message(CHAT, 42, NOON + 20, Map.of(), text("b")), 1, false, false, 41, 40),
                gossip(new Message(NEWS, 7, NOON + 30, Map.of(), text("c")), 2, false, false, 6, 0),
                gossip(new Message(CHAT, 43, NOON + 40, Map.of(), text("d")), 1, false, false, 42, 40)));
        vectors.put("gossip-baseline-moved", List.of(
                gossip(new Message(CHAT, 41, NOON, Map.of(), text("a")), 1, false, false, 40, 40),
                gossip(new Message(CHAT, 90, NOON, Map.of(), text("b")), 1, false, false, 89, 80)));
        vectors.put("gossip-last-sequence", List.of(gossip(
                new Message(CHAT, Long.MAX_VALUE - 1, Long.MIN_VALUE, Map.of(), text("z")), 65_535, false, false,
                Long.MAX_VALUE - 1, Long.MAX_VALUE - 2)));
    }

    private static void messages(Map<String, List<Object>> vectors) {
        vectors.put("ihave", List.of(new IHave(List.of(new Announcement(CHAT, 17, 204, 95, 3),
                new Announcement(NEWS, 1, 1, 0, 0), new Announcement(CHAT, 206, 206, 4, 3)))));
        vectors.put("ihave-nothing", List.of(new IHave(List.of())));
        vectors.put("graft", List.of(new Graft(ALICE,
                List.of(new Range(CHAT, 17, 20), new Range(CHAT, 30, Range.OPEN), new Range(NEWS, 1, 1)))));
        vectors.put("handover", List.of(new Handover(ALICE, 7)));
        vectors.put("handover-any-depth", List.of(new Handover(ALICE, Handover.ANY_DEPTH)));
        vectors.put("prune", List.of(new Prune(ALICE, List.of())));
        vectors.put("prune-after", List.of(new Prune(ALICE, List.of(new Mark(CHAT, 204), new Mark(NEWS, 0)))));
        vectors.put("pull", List.of(new Pull(List.of(new Range(CHAT, 1, Long.MAX_VALUE - 1), new Range(NEWS, 2, 9)))));
        vectors.put("missing", List.of(new Missing(new Range(CHAT, 17, 20), false)));
        vectors.put("missing-gone", List.of(new Missing(new Range(CHAT, 1, Range.OPEN), true)));
        vectors.put("accept", List.of(new Accept(ALICE, List.of(new Mark(CHAT, 204)))));
        vectors.put("refuse", List.of(new Refuse(BOB)));
        vectors.put("summary", List.of(new Summary(List.of(new StreamSummary(CHAT, 3, 200, 204, 17, true),
                new StreamSummary(NEWS, 0, 0, 0, 1, false)), false, true)));
        vectors.put("summary-last", List.of(new Summary(List.of(), true, false)));
        vectors.put("leave", List.of(new Leave()));
        vectors.put("received", List.of(new Received(CHAT, 204)));
        vectors.put("sync-root", List.of(new SyncRoot(0x0123456789ABCDEFL, -2)));
        vectors.put("sync-page", List.of(
                new SyncPage(Long.MIN_VALUE, 0x0123456789ABCDEFL, false, List.of(
                        new Digest(new StreamSummary(CHAT, 3, 200, 300, 17, true), 12,
                                List.of(new Hole(201, 210), new Hole(212, 299))),
                        new Digest(new StreamSummary(NEWS, 0, 7, 7, 8, false), 200, List.of()))),
                new Received(CHAT, 204)));
        vectors.put("path-question", List.of(new PathQuestion(0x0123456789ABCDEFL, CHAT, 204, 5_000)));
        vectors.put("path-answer", List.of(new PathAnswer(1, new Path(List.of(new Path.Step(BOB, Arrival.PULLED, 3, 1_234_567),
                new Path.Step(ALICE, Arrival.OWN, 0, 1_300_000)), End.ORIGIN, null))));
        vectors.put("path-answer-open", List.of(new PathAnswer(-1,
                new Path(List.of(new Path.Step(BOB, Arrival.PUSHED, 1, 0)), End.NO_LINK, ALICE))));
        vectors.put("path-answer-unknown-age", List.of(new PathAnswer(2, new Path(
                List.of(new Path.Step(BOB, Arrival.STORED, 0, Path.Step.UNKNOWN_AGE)), End.STORED, null))));
        vectors.put("path-answer-nothing", List.of(new PathAnswer(3, Path.untold(End.NOT_RETAINED, BOB))));
        vectors.put("sync-page-answer", List.of(new SyncPage(-1, Long.MAX_VALUE, true, List.of())));
    }

    private static Gossip gossip(Message message, int round, boolean repaired, boolean acknowledge, long low,
            long baseline) {
        return new Gossip(message, round, repaired, acknowledge, low, baseline);
    }

    private static Payload text(String text) {
        return Payload.plain(text.getBytes(StandardCharsets.UTF_8));
    }
}
