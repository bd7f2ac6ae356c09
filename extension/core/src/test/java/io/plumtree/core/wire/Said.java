package io.plumtree.core.wire;

import java.util.ArrayList;
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
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.message.Prune;
import io.plumtree.core.message.Pull;
import io.plumtree.core.message.Range;
import io.plumtree.core.message.Received;
import io.plumtree.core.message.Refuse;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.message.Summary;
import io.plumtree.core.message.Summary.StreamSummary;
import io.plumtree.core.message.SyncPage;
import io.plumtree.core.message.SyncRoot;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Everything that two nodes can say to each other, for properties. */
public final class Said {

    /** Of one to four UTF-8 bytes for each character. */
    private static final Arbitrary<String> TEXTS = Arbitraries.of("a", "é", "€", "𐐷", "-", " ").list().ofMaxSize(60)
            .map(characters -> String.join("", characters));
    private static final Arbitrary<String> NAMES = TEXTS.filter(name -> !name.isBlank());
    private static final Arbitrary<NodeId> NODES = NAMES.map(NodeId::of);
    /** Few, so that streams come again. */
    private static final Arbitrary<StreamId> STREAMS = Combinators.combine(
            Arbitraries.of("a", "b", "node-c", "ø").map(NodeId::of), Arbitraries.of(-1L, 0L, 1_700_000_000_000L,
                    Long.MAX_VALUE),
            Arbitraries.of("default", "chat", "日本")).as(StreamId::new);
    private static final Arbitrary<Long> PLACES = Arbitraries.longs().between(0, Range.OPEN - 1);
    private static final Arbitrary<Long> SEQUENCES = Arbitraries.longs().between(1, Range.OPEN - 1);
    private static final Arbitrary<Boolean> FLAGS = Arbitraries.of(true, false);

    private Said() {
    }

    static Arbitrary<Object> anything() {
        return Arbitraries.oneOf(messages().map(m -> (Object) m), frames().map(f -> (Object) f));
    }

    public static Arbitrary<PlumtreeMessage> messages() {
        Arbitrary<Mark> marks = Combinators.combine(STREAMS, PLACES).as(Mark::new);
        Arbitrary<Graft> grafts = Combinators.combine(NODES, ranges().list().ofMaxSize(5)).as(Graft::new);
        Arbitrary<Handover> handovers = Combinators.combine(NODES, Arbitraries.integers().between(0, Handover.ANY_DEPTH))
                .as(Handover::new);
        Arbitrary<Prune> prunes = Combinators.combine(NODES, marks.list().ofMaxSize(5)).as(Prune::new);
        Arbitrary<Accept> accepts = Combinators.combine(NODES, marks.list().ofMaxSize(5)).as(Accept::new);
        return Arbitraries.oneOf(gossips(), announcements().list().ofMaxSize(8).map(IHave::new), grafts, handovers, prunes,
                ranges().list().ofMaxSize(5).map(Pull::new), Combinators.combine(ranges(), FLAGS).as(Missing::new),
                accepts, NODES.map(Refuse::new), Arbitraries.just(new Leave()),
                Combinators.combine(summaries().list().ofMaxSize(8), FLAGS, FLAGS).as(Summary::new),
                Combinators.combine(STREAMS, SEQUENCES).as(Received::new),
                Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(SyncRoot::new), pages(),
                Combinators.combine(Arbitraries.longs(), STREAMS, SEQUENCES, Arbitraries.integers().greaterOrEqual(0))
                        .as(PathQuestion::new),
                Combinators.combine(Arbitraries.longs(), paths()).as(PathAnswer::new));
    }

    private static Arbitrary<Path> paths() {
        Arbitrary<Path.Step> steps = Combinators.combine(NODES, Arbitraries.of(Arrival.class),
                Arbitraries.integers().between(0, 65_535),
                Arbitraries.longs().between(Path.Step.UNKNOWN_AGE, Path.Step.MAX_AGE_MICROS)).as(Path.Step::new);
        return Combinators.combine(steps.list().ofMaxSize(8), Arbitraries.of(End.class), NODES)
                .filter((told, end, next) -> !told.isEmpty() || !Path.isLast(end))
                .as((told, end, next) -> new Path(told, end, Path.isLast(end) ? null : next));
    }

    private static Arbitrary<SyncPage> pages() {
        return Combinators.combine(Arbitraries.longs(), Arbitraries.longs(), FLAGS, digests().list().ofMaxSize(8))
                .as((a, b, answer, digests) -> new SyncPage(Math.min(a, b), Math.max(a, b), answer, digests));
    }

    private static Arbitrary<SyncPage.Digest> digests() {
        return Combinators.combine(STREAMS, ordered(4), FLAGS, Arbitraries.integers().between(0, Integer.MAX_VALUE),
                Arbitraries.integers().between(0, SyncPage.MAX_HOLES)).as((stream, places, attached, age, holes) -> {
                    StreamSummary summary = new StreamSummary(stream, places[0], places[1], places[2],
                            Math.max(1, Math.min(places[3], places[2] + 1)), attached);
                    return new SyncPage.Digest(summary, age, holes(places[1], places[2], holes));
                });
    }

    /** Up to {@code count} holes above {@code low} and below {@code newest}, that lie far from each other where they can. */
    private static List<SyncPage.Hole> holes(long low, long newest, int count) {
        List<SyncPage.Hole> holes = new ArrayList<>();
        long part = count == 0 ? 0 : (newest - low - 1) / count;
        for (int i = 0; part > 0 && i < count; i++) {
            holes.add(new SyncPage.Hole(low + 1 + i * part, low + 1 + i * part + (part - 1) / 2));
        }
        return holes;
    }

    static Arbitrary<LinkFrame> frames() {
        Arbitrary<Address> addresses = Combinators.combine(Arbitraries.of("::1", "10.0.0.1", "host.example"),
                Arbitraries.integers().between(0, 65_535)).as(Address::new);
        Arbitrary<Integer> versions = Arbitraries.integers().between(1, 65_535);
        Arbitrary<Long> longs = Arbitraries.longs();
        Arbitrary<Hello> hellos = Combinators
                .combine(versions, versions, NAMES, NODES, longs, addresses, longs, NODES.injectNull(0.3))
                .as((a, b, name, id, epoch, address, capabilities, expected) -> new Hello(Math.min(a, b),
                        Math.max(a, b), name, id, epoch, address, capabilities, expected));
        return Arbitraries.oneOf(hellos,
                Combinators.combine(versions, NODES, longs, addresses, longs).as(Welcome::new),
                Combinators.combine(Arbitraries.of(Reject.Reason.values()), TEXTS).as(Reject::new),
                longs.map(Ping::new), longs.map(Pong::new), TEXTS.map(Goodbye::new));
    }

    private static Arbitrary<Gossip> gossips() {
        Arbitrary<Payload> payloads = Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(300).map(Payload::plain),
                Combinators.combine(Arbitraries.bytes().array(byte[].class).ofMaxSize(300),
                        Arbitraries.integers().between(0, 65_536)).as(Payload::new));
        Arbitrary<Map<String, String>> headers = Arbitraries.oneOf(Arbitraries.just(Map.of()),
                Arbitraries.maps(NAMES, NAMES).ofMaxSize(5).map(LinkedHashMap::new));
        Arbitrary<Message> messages = Combinators.combine(STREAMS, SEQUENCES, Arbitraries.longs(), headers, payloads)
                .as(Message::new);
        return Combinators.combine(messages, Arbitraries.integers().between(1, 65_535), FLAGS, FLAGS, ordered(2))
                .as((message, round, repaired, acknowledge, places) -> new Gossip(message, round, repaired, acknowledge,
                        places[1], places[0]));
    }

    private static Arbitrary<Announcement> announcements() {
        return Combinators.combine(STREAMS, ordered(2), Arbitraries.integers().between(0, Integer.MAX_VALUE), PLACES)
                .as((stream, interval, age, baseline) -> new Announcement(stream, Math.max(1, interval[0]),
                        Math.max(1, interval[1]), age, baseline));
    }

    private static Arbitrary<Range> ranges() {
        return Combinators.combine(STREAMS, ordered(2), FLAGS).as((stream, interval, open) -> new Range(stream,
                Math.max(1, interval[0]), open ? Range.OPEN : Math.max(1, interval[1])));
    }

    private static Arbitrary<StreamSummary> summaries() {
        return Combinators.combine(STREAMS, ordered(2), ordered(2), FLAGS)
                .as((stream, account, kept, attached) -> new StreamSummary(stream, account[0], account[1], kept[1],
                        Math.max(1, Math.min(kept[0], kept[1] + 1)),
                        attached));
    }

    /** Small places often, for they come in reality, and all others. */
    private static Arbitrary<long[]> ordered(int count) {
        Arbitrary<Long> places = Arbitraries.oneOf(Arbitraries.longs().between(0, 300), PLACES);
        return places.list().ofSize(count).map(list -> list.stream().mapToLong(Long::longValue).sorted().toArray());
    }
}
