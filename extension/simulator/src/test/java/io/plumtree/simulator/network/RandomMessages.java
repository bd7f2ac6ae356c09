package io.plumtree.simulator.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.plumtree.api.MessageHistory.Arrival;
import io.plumtree.api.MessageHistory.End;
import io.plumtree.api.NodeId;
import io.plumtree.core.message.Accept;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Graft;
import io.plumtree.core.message.Handover;
import io.plumtree.core.message.IHave;
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
import io.plumtree.core.message.SyncPage;
import io.plumtree.core.message.SyncRoot;
import io.plumtree.core.util.Prng;

/** Messages of every kind, as one channel may carry them one after the other. */
final class RandomMessages {

    static final int KINDS = 16;

    private static final String[] TOPICS = { "events", "a", "größer als ASCII" };
    private static final long WALL_CLOCK = 1_767_225_600_000L;

    private final Prng random;
    private final int origins;
    private long wallClock = WALL_CLOCK;

    RandomMessages(Prng random, int origins) {
        this.random = random;
        this.origins = origins;
    }

    PlumtreeMessage next(int kind) {
        wallClock += random.nextInt(3_000);
        return switch (kind) {
            case 0 -> gossip();
            case 1 -> new IHave(list(this::announcement));
            case 2 -> new Graft(origin(), list(this::range));
            case 3 -> new Prune(origin(), list(this::mark));
            case 4 -> new Pull(list(this::range));
            case 5 -> new Missing(range(), random.nextInt(2) == 0);
            case 6 -> new Accept(origin(), list(this::mark));
            case 7 -> new Refuse(origin());
            case 8 -> new Summary(list(this::summary), random.nextInt(2) == 0, random.nextInt(2) == 0);
            case 9 -> new Handover(origin(), random.nextInt(1 + Handover.ANY_DEPTH));
            case 10 -> new Leave();
            case 11 -> new SyncRoot(random.nextLong(), random.nextLong());
            case 12 -> new SyncPage(-random.nextInt(1_000), random.nextInt(1_000), random.nextInt(2) == 0, list(this::digest));
            case 13 -> new PathQuestion(random.nextLong(), stream(), sequence(), random.nextInt(5_001));
            case 14 -> new PathAnswer(random.nextLong(), path());
            default -> new Received(stream(), sequence());
        };
    }

    private Gossip gossip() {
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            headers.put("header" + i, "x".repeat(random.nextInt(200)));
        }
        byte[] bytes = new byte[random.nextInt(300)];
        Payload payload = random.nextInt(4) == 0
                ? new Payload(bytes, 300 + random.nextInt(100_000))
                : Payload.plain(bytes);
        long sequence = sequence();
        return new Gossip(new Message(stream(), sequence, wallClock - random.nextInt(5_000), headers, payload),
                random.nextInt(300), random.nextInt(2) == 0, random.nextInt(2) == 0,
                sequence - random.nextInt(200), random.nextInt(2));
    }

    private IHave.Announcement announcement() {
        long from = sequence();
        return new IHave.Announcement(stream(), from, from + random.nextInt(1_000), random.nextInt(100_000),
                random.nextInt(2) * 70_000L);
    }

    private Range range() {
        long from = sequence();
        return new Range(stream(), from, random.nextInt(3) == 0 ? Range.OPEN : from + random.nextInt(100_000));
    }

    private Mark mark() {
        return new Mark(stream(), sequence());
    }

    private Summary.StreamSummary summary() {
        long low = sequence();
        long newest = low + random.nextInt(300);
        return new Summary.StreamSummary(stream(), random.nextInt(3), low, newest, newest + 1 - random.nextInt(200),
                random.nextInt(2) == 0);
    }

    private Path path() {
        List<Path.Step> steps = list(
                () -> new Path.Step(origin(), Arrival.PUSHED, random.nextInt(300), random.nextInt(300) - 1));
        boolean complete = !steps.isEmpty() && random.nextInt(2) == 0;
        return new Path(steps, complete ? End.ORIGIN : End.NO_LINK, complete ? null : origin());
    }

    private SyncPage.Digest digest() {
        Summary.StreamSummary summary = summary();
        List<SyncPage.Hole> holes = new ArrayList<>();
        for (long at = summary.low() + 1; at + 40 < summary.newest() && holes.size() < SyncPage.MAX_HOLES; at += 40) {
            holes.add(new SyncPage.Hole(at, at + random.nextInt(30)));
        }
        return new SyncPage.Digest(summary, random.nextInt(200), holes);
    }

    private <T> List<T> list(Supplier<T> element) {
        List<T> list = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            list.add(element.get());
        }
        return list;
    }

    private NodeId origin() {
        return NodeId.of("n" + random.nextInt(origins));
    }

    private StreamId stream() {
        return new StreamId(origin(), 1 + random.nextInt(2), TOPICS[random.nextInt(TOPICS.length)]);
    }

    /** Small ones often, up to two billion now and then. */
    private long sequence() {
        return 1 + random.nextInt(1 << (1 + random.nextInt(30)));
    }
}
