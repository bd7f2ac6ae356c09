package io.plumtree.core.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.plumtree.api.Broadcast;
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
import io.plumtree.core.message.SyncPage.Digest;
import io.plumtree.core.message.SyncPage.Hole;
import io.plumtree.core.message.SyncRoot;
import io.plumtree.core.wire.ReceivedStreams.Slot;
import io.plumtree.core.wire.RejectedInput.Reason;

/** Reads the bodies of the engine's messages. */
final class MessageReader {

    private final WireLimits limits;
    private final ReceivedStreams streams;

    MessageReader(WireLimits limits) {
        this.limits = limits;
        this.streams = new ReceivedStreams(limits.maxStreams());
    }

    /** @return whether {@code type} is one that {@link #read} knows */
    static boolean knows(int type) {
        return (type >= FrameType.GOSSIP && type <= FrameType.HANDOVER) || type == FrameType.LEAVE
                || (type >= FrameType.SYNC_ROOT && type <= FrameType.PATH_ANSWER);
    }

    void declare(WireReader in) throws MalformedInput {
        int index = index(in);
        NodeId origin = in.nodeId("origin");
        long epoch = in.int64("epoch");
        String topic = in.name("topic", limits.maxTopicBytes());
        long baseline = ReceivedStreams.place(0, in.varint("baseline"));
        streams.declare(index, new StreamId(origin, epoch, topic), baseline);
    }

    PlumtreeMessage read(int type, WireReader in) throws MalformedInput {
        return switch (type) {
            case FrameType.GOSSIP -> gossip(in);
            case FrameType.IHAVE -> ihave(in);
            case FrameType.GRAFT -> graft(in);
            case FrameType.PRUNE -> new Prune(in.nodeId("origin"), marks(in));
            case FrameType.PULL -> new Pull(ranges(in));
            case FrameType.MISSING -> missing(in);
            case FrameType.ACCEPT -> new Accept(in.nodeId("origin"), marks(in));
            case FrameType.REFUSE -> new Refuse(in.nodeId("origin"));
            case FrameType.SUMMARY -> summary(in);
            case FrameType.HANDOVER -> handover(in);
            case FrameType.LEAVE -> new Leave();
            case FrameType.SYNC_ROOT -> new SyncRoot(in.int64("root"), in.int64("root"));
            case FrameType.SYNC_PAGE -> syncPage(in);
            case FrameType.PATH_QUESTION -> pathQuestion(in);
            case FrameType.PATH_ANSWER -> pathAnswer(in);
            default -> received(in);
        };
    }

    private Gossip gossip(WireReader in) throws MalformedInput {
        Slot slot = slot(in);
        long sequence = slot.sequence(in.zigzag("sequence"));
        int round = in.number("round", MessageFormat.MAX_ROUND, Reason.BAD_VALUE);
        if (round == 0) {
            throw new MalformedInput(Reason.BAD_VALUE, "round is 0, allowed are 1 to " + MessageFormat.MAX_ROUND);
        }
        int flags = in.flags("gossip flags", MessageFormat.GOSSIP_FLAGS);
        long low = low(sequence, in.zigzag("low-water"), slot.baseline);
        long sentAtMillis = slot.time(in.zigzag("sent at"));
        int uncompressedSize = has(flags, MessageFormat.COMPRESSED)
                ? in.number("uncompressed size", limits.maxPayloadBytes(), Reason.PAYLOAD_TOO_LARGE)
                : Payload.NOT_COMPRESSED;
        Map<String, String> headers = has(flags, MessageFormat.HEADERS) ? headers(in) : Collections.emptyMap();
        if (has(flags, MessageFormat.EXTENDED)) {
            in.skip(in.number("extension length", MessageFormat.MAX_EXTENSION_BYTES, Reason.BAD_LENGTH), "extension");
        }
        Message message = new Message(slot.stream, sequence, sentAtMillis, headers,
                new Payload(payload(in), uncompressedSize));
        return new Gossip(message, round, has(flags, MessageFormat.REPAIRED), has(flags, MessageFormat.ACKNOWLEDGE), low,
                slot.baseline);
    }

    private static long low(long sequence, long distance, long baseline) throws MalformedInput {
        // The least long has no negative.
        long low = distance == Long.MIN_VALUE ? -1 : ReceivedStreams.place(sequence, -distance);
        if (low < baseline) {
            throw new MalformedInput(Reason.BAD_SEQUENCE, "low-water " + low + " is below the baseline " + baseline);
        }
        return low;
    }

    private byte[] payload(WireReader in) throws MalformedInput {
        if (in.remaining() > limits.maxPayloadBytes()) {
            throw new MalformedInput(Reason.PAYLOAD_TOO_LARGE,
                    "payload is " + in.remaining() + " bytes, allowed are " + limits.maxPayloadBytes());
        }
        return in.rest();
    }

    private Map<String, String> headers(WireReader in) throws MalformedInput {
        int count = in.count("number of headers", limits.maxHeaders(), 2);
        Map<String, String> headers = new LinkedHashMap<>();
        int left = limits.maxHeaderBytes();
        for (int i = 0; i < count; i++) {
            int nameLength = in.number("header name length", Broadcast.MAX_HEADER_NAME_BYTES, Reason.BAD_NAME);
            String name = WireReader.checkedName("header name", in.utf8("header name", nameLength));
            int valueLength = in.number("header value length", limits.maxHeaderBytes(), Reason.HEADERS_TOO_LARGE);
            left -= nameLength + valueLength;
            if (left < 0) {
                throw new MalformedInput(Reason.HEADERS_TOO_LARGE,
                        "headers are " + -left + " bytes more in all than the " + limits.maxHeaderBytes() + " allowed");
            }
            if (headers.put(name, in.utf8("header value", valueLength)) != null) {
                throw new MalformedInput(Reason.BAD_NAME, "header " + i + " has a name that another one has");
            }
        }
        return Collections.unmodifiableMap(headers);
    }

    private IHave ihave(WireReader in) throws MalformedInput {
        int count = in.count("number of announcements", limits.maxEntries(), 4);
        List<Announcement> announcements = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Slot slot = slot(in);
            long from = slot.sequence(in.zigzag("first sequence"));
            long to = slot.place(nonNegative(in.varint("interval length")));
            int ageMillis = in.number("age", Integer.MAX_VALUE, Reason.BAD_VALUE);
            announcements.add(new Announcement(slot.stream, from, to, ageMillis, slot.baseline));
        }
        return new IHave(Collections.unmodifiableList(announcements));
    }

    private Graft graft(WireReader in) throws MalformedInput {
        NodeId origin = in.nodeId("origin");
        return new Graft(origin, ranges(in));
    }

    private static Handover handover(WireReader in) throws MalformedInput {
        NodeId origin = in.nodeId("origin");
        return new Handover(origin, in.number("deepest parent", Handover.ANY_DEPTH, Reason.BAD_VALUE));
    }

    private Missing missing(WireReader in) throws MalformedInput {
        boolean gone = in.flags("missing flags", MessageFormat.GONE) != 0;
        return new Missing(range(in), gone);
    }

    private Summary summary(WireReader in) throws MalformedInput {
        int flags = in.flags("summary flags", MessageFormat.LAST | MessageFormat.ESTABLISHED);
        int count = in.count("number of stream summaries", limits.maxEntries(), 5);
        List<StreamSummary> summaries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            summaries.add(streamSummary(in));
        }
        return new Summary(Collections.unmodifiableList(summaries), has(flags, MessageFormat.LAST),
                has(flags, MessageFormat.ESTABLISHED));
    }

    private StreamSummary streamSummary(WireReader in) throws MalformedInput {
        Slot slot = slot(in);
        long low = slot.place(in.zigzag("low-water"));
        if (low < slot.baseline) {
            throw new MalformedInput(Reason.BAD_SEQUENCE,
                    "low-water " + low + " is below the baseline " + slot.baseline);
        }
        long newest = slot.place(in.zigzag("newest"));
        long retainedFrom = retainedFrom(newest, in);
        boolean attached = in.flags("stream flags", MessageFormat.ATTACHED) != 0;
        return new StreamSummary(slot.stream, slot.baseline, low, newest, retainedFrom, attached);
    }

    /**
     * Sequences are told by how far they are from the baseline, and not from what was coded last: whoever passes over this
     * frame must understand what follows.
     */
    private SyncPage syncPage(WireReader in) throws MalformedInput {
        boolean answer = in.flags("page flags", MessageFormat.ANSWER) != 0;
        long from = in.int64("first place");
        long to = in.int64("last place");
        if (from > to) {
            throw new MalformedInput(Reason.BAD_VALUE, "a page from place " + from + " to " + to);
        }
        int count = in.count("number of digests", Math.min(limits.maxEntries(), SyncPage.MAX_DIGESTS), 7);
        List<Digest> digests = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            digests.add(digest(in));
        }
        return new SyncPage(from, to, answer, Collections.unmodifiableList(digests));
    }

    private Digest digest(WireReader in) throws MalformedInput {
        Slot slot = slot(in);
        long low = ReceivedStreams.place(slot.baseline, nonNegative(in.varint("low-water")));
        long newest = ReceivedStreams.place(low, nonNegative(in.varint("newest")));
        StreamSummary summary = new StreamSummary(slot.stream, slot.baseline, low, newest, retainedFrom(newest, in),
                in.flags("stream flags", MessageFormat.ATTACHED) != 0);
        int ageSeconds = in.number("age", Integer.MAX_VALUE, Reason.BAD_VALUE);
        int count = in.count("number of holes", SyncPage.MAX_HOLES, 2);
        List<Hole> holes = new ArrayList<>(count);
        long end = low;
        for (int i = 0; i < count; i++) {
            long first = ReceivedStreams.place(end + 1, nonNegative(in.varint("first of a hole")));
            end = ReceivedStreams.place(first, nonNegative(in.varint("length of a hole")));
            if (end >= newest) {
                throw new MalformedInput(Reason.BAD_SEQUENCE, "a hole to " + end + ", beyond the newest, " + newest);
            }
            holes.add(new Hole(first, end));
        }
        return new Digest(summary, ageSeconds, Collections.unmodifiableList(holes));
    }

    /** Names its stream in full: whoever passes over this frame must understand what follows, and it is seldom asked. */
    private PathQuestion pathQuestion(WireReader in) throws MalformedInput {
        long number = in.int64("number of the question");
        StreamId stream = new StreamId(in.nodeId("origin"), in.int64("epoch"), in.name("topic", limits.maxTopicBytes()));
        long sequence = in.varint("sequence");
        if (sequence < 1) {
            throw new MalformedInput(Reason.BAD_SEQUENCE, "sequence is " + Long.toUnsignedString(sequence));
        }
        return new PathQuestion(number, stream, sequence, in.number("patience", Integer.MAX_VALUE, Reason.BAD_VALUE));
    }

    private static PathAnswer pathAnswer(WireReader in) throws MalformedInput {
        long number = in.int64("number of the question");
        End end = MessageFormat.ENDS.get(in.number("end", MessageFormat.ENDS.size() - 1, Reason.BAD_VALUE));
        int count = in.count("number of steps", Path.MAX_STEPS, 5);
        if (count == 0 && Path.isLast(end)) {
            throw new MalformedInput(Reason.BAD_VALUE, "a path of no step ends at " + end);
        }
        List<Path.Step> steps = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            NodeId node = in.nodeId("node");
            Arrival arrival = MessageFormat.ARRIVALS
                    .get(in.number("arrival", MessageFormat.ARRIVALS.size() - 1, Reason.BAD_VALUE));
            int round = in.number("round", MessageFormat.MAX_ROUND, Reason.BAD_VALUE);
            long age = in.varint("age") - 1;
            if (age < Path.Step.UNKNOWN_AGE || age > Path.Step.MAX_AGE_MICROS) {
                throw new MalformedInput(Reason.BAD_VALUE, "an age of " + Long.toUnsignedString(age) + " microseconds");
            }
            steps.add(new Path.Step(node, arrival, round, age));
        }
        return new PathAnswer(number,
                new Path(Collections.unmodifiableList(steps), end, Path.isLast(end) ? null : in.nodeId("next")));
    }

    private static long retainedFrom(long newest, WireReader in) throws MalformedInput {
        long retainedFrom = newest + 1 - nonNegative(in.varint("retained"));
        if (retainedFrom < 1) {
            throw new MalformedInput(Reason.BAD_SEQUENCE, "more is retained than the " + newest + " that were sent");
        }
        return retainedFrom;
    }

    private Received received(WireReader in) throws MalformedInput {
        Slot slot = slot(in);
        return new Received(slot.stream, slot.sequence(in.zigzag("sequence")));
    }

    private List<Mark> marks(WireReader in) throws MalformedInput {
        int count = in.count("number of marks", limits.maxEntries(), 2);
        List<Mark> marks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Slot slot = slot(in);
            marks.add(new Mark(slot.stream, slot.place(in.zigzag("sequence"))));
        }
        return Collections.unmodifiableList(marks);
    }

    private List<Range> ranges(WireReader in) throws MalformedInput {
        int count = in.count("number of ranges", limits.maxEntries(), 3);
        List<Range> ranges = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ranges.add(range(in));
        }
        return Collections.unmodifiableList(ranges);
    }

    private Range range(WireReader in) throws MalformedInput {
        Slot slot = slot(in);
        long from = slot.sequence(in.zigzag("first sequence"));
        long length = nonNegative(in.varint("range length"));
        return new Range(slot.stream, from, length == 0 ? Range.OPEN : slot.place(length - 1));
    }

    private Slot slot(WireReader in) throws MalformedInput {
        return streams.get(index(in));
    }

    private static int index(WireReader in) throws MalformedInput {
        return in.number("stream index", Integer.MAX_VALUE, Reason.UNDECLARED_STREAM);
    }

    private static long nonNegative(long length) throws MalformedInput {
        if (length < 0) {
            throw new MalformedInput(Reason.BAD_SEQUENCE,
                    "an interval of " + Long.toUnsignedString(length) + " sequences");
        }
        return length;
    }

    private static boolean has(int flags, int flag) {
        return (flags & flag) != 0;
    }
}
