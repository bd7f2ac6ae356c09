package io.plumtree.core.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
import io.plumtree.core.wire.SentStreams.Slot;

/**
 * Writes the frames of the engine's messages. Every stream of a frame is declared before it starts, and stays so while it is
 * written: a frame has no more entries than the table has streams. Longer messages are written as several of the same
 * meaning.
 */
final class MessageWriter {

    private final SentStreams streams;

    MessageWriter(int maxStreams) {
        this.streams = new SentStreams(maxStreams);
    }

    void write(PlumtreeMessage message, WireBuffer out) {
        if (message instanceof Gossip gossip) {
            gossip(gossip, out);
        } else if (message instanceof IHave ihave) {
            parts(ihave.announcements()).forEach(part -> ihave(part, out));
        } else if (message instanceof Received received) {
            received(received, out);
        } else if (message instanceof Pull pull) {
            parts(pull.wanted()).forEach(part -> pull(part, out));
        } else if (message instanceof Graft graft) {
            graft(graft, out);
        } else if (message instanceof Handover handover) {
            int frame = out.beginFrame(FrameType.HANDOVER);
            out.putText(handover.origin().value());
            out.putVarint(handover.deepest());
            out.endFrame(frame);
        } else if (message instanceof Missing missing) {
            missing(missing, out);
        } else if (message instanceof Prune prune) {
            marks(FrameType.PRUNE, prune.origin().value(), prune.after(), out);
        } else if (message instanceof Accept accept) {
            marks(FrameType.ACCEPT, accept.origin().value(), accept.marks(), out);
        } else if (message instanceof Refuse refuse) {
            int frame = out.beginFrame(FrameType.REFUSE);
            out.putText(refuse.origin().value());
            out.endFrame(frame);
        } else if (message instanceof Summary summary) {
            summary(summary, out);
        } else if (message instanceof Leave) {
            out.endFrame(out.beginFrame(FrameType.LEAVE));
        } else if (message instanceof SyncRoot root) {
            int frame = out.beginFrame(FrameType.SYNC_ROOT);
            out.putLong(root.high());
            out.putLong(root.low());
            out.endFrame(frame);
        } else if (message instanceof SyncPage page) {
            syncPage(page, out);
        } else if (message instanceof PathQuestion question) {
            pathQuestion(question, out);
        } else if (message instanceof PathAnswer answer) {
            pathAnswer(answer, out);
        }
    }

    private static void pathQuestion(PathQuestion question, WireBuffer out) {
        int frame = out.beginFrame(FrameType.PATH_QUESTION);
        out.putLong(question.number());
        out.putText(question.stream().origin().value());
        out.putLong(question.stream().epoch());
        out.putText(question.stream().topic());
        out.putVarint(question.sequence());
        out.putVarint(question.patienceMillis());
        out.endFrame(frame);
    }

    private static void pathAnswer(PathAnswer answer, WireBuffer out) {
        Path path = answer.path();
        int frame = out.beginFrame(FrameType.PATH_ANSWER);
        out.putLong(answer.number());
        out.putVarint(MessageFormat.ENDS.indexOf(path.end()));
        out.putVarint(path.steps().size());
        for (Path.Step step : path.steps()) {
            out.putText(step.node().value());
            out.putVarint(MessageFormat.ARRIVALS.indexOf(step.arrival()));
            out.putVarint(Math.min(step.round(), MessageFormat.MAX_ROUND));
            out.putVarint(step.ageMicros() + 1);
        }
        if (path.next() != null) {
            out.putText(path.next().value());
        }
        out.endFrame(frame);
    }

    /** Digests for which the table has no room are left out: of those streams less is said than is so. */
    private void syncPage(SyncPage page, WireBuffer out) {
        List<Digest> digests = parts(page.digests()).get(0);
        Slot[] slots = new Slot[digests.size()];
        for (int i = 0; i < slots.length; i++) {
            StreamSummary summary = digests.get(i).summary();
            slots[i] = declared(summary.stream(), summary.baseline(), out);
        }
        int frame = out.beginFrame(FrameType.SYNC_PAGE);
        out.putByte(page.answer() ? MessageFormat.ANSWER : 0);
        out.putLong(page.from());
        out.putLong(page.to());
        out.putVarint(slots.length);
        for (int i = 0; i < slots.length; i++) {
            digest(slots[i], digests.get(i), out);
        }
        out.endFrame(frame);
    }

    private static void digest(Slot slot, Digest digest, WireBuffer out) {
        StreamSummary summary = digest.summary();
        out.putVarint(slot.index);
        out.putVarint(summary.low() - summary.baseline());
        out.putVarint(summary.newest() - summary.low());
        out.putVarint(summary.newest() + 1 - summary.retainedFrom());
        out.putByte(summary.attached() ? MessageFormat.ATTACHED : 0);
        out.putVarint(digest.ageSeconds());
        out.putVarint(digest.holes().size());
        long end = summary.low();
        for (Hole hole : digest.holes()) {
            out.putVarint(hole.from() - end - 1);
            out.putVarint(hole.to() - hole.from());
            end = hole.to();
        }
    }

    private void gossip(Gossip gossip, WireBuffer out) {
        Message message = gossip.message();
        Payload payload = message.payload();
        Slot slot = declared(message.stream(), gossip.baseline(), out);
        int frame = out.beginFrame(FrameType.GOSSIP);
        out.putVarint(slot.index);
        out.putZigzag(slot.delta(message.sequence()));
        out.putVarint(Math.min(gossip.round(), MessageFormat.MAX_ROUND));
        out.putByte((gossip.repaired() ? MessageFormat.REPAIRED : 0)
                | (gossip.acknowledge() ? MessageFormat.ACKNOWLEDGE : 0)
                | (payload.compressed() ? MessageFormat.COMPRESSED : 0)
                | (message.headers().isEmpty() ? 0 : MessageFormat.HEADERS));
        out.putZigzag(message.sequence() - gossip.low());
        out.putZigzag(slot.timeDelta(message.sentAtMillis()));
        if (payload.compressed()) {
            out.putVarint(payload.uncompressedSize());
        }
        if (!message.headers().isEmpty()) {
            headers(message.headers(), out);
        }
        out.putBytes(payload.bytes());
        out.endFrame(frame);
    }

    private static void headers(Map<String, String> headers, WireBuffer out) {
        out.putVarint(headers.size());
        for (Map.Entry<String, String> header : headers.entrySet()) {
            out.putText(header.getKey());
            out.putText(header.getValue());
        }
    }

    private void ihave(List<Announcement> announcements, WireBuffer out) {
        Slot[] slots = new Slot[announcements.size()];
        for (int i = 0; i < slots.length; i++) {
            Announcement announcement = announcements.get(i);
            slots[i] = declared(announcement.stream(), announcement.baseline(), out);
        }
        int frame = out.beginFrame(FrameType.IHAVE);
        out.putVarint(slots.length);
        for (int i = 0; i < slots.length; i++) {
            Announcement announcement = announcements.get(i);
            interval(slots[i], announcement.from(), announcement.to(), out);
            out.putVarint(announcement.ageMillis());
        }
        out.endFrame(frame);
    }

    /** What the graft itself cannot name is pulled. */
    private void graft(Graft graft, WireBuffer out) {
        List<List<Range>> wanted = parts(graft.wanted());
        Slot[] slots = declared(wanted.get(0), out);
        int frame = out.beginFrame(FrameType.GRAFT);
        out.putText(graft.origin().value());
        ranges(slots, wanted.get(0), out);
        out.endFrame(frame);
        wanted.subList(1, wanted.size()).forEach(part -> pull(part, out));
    }

    private void pull(List<Range> wanted, WireBuffer out) {
        Slot[] slots = declared(wanted, out);
        int frame = out.beginFrame(FrameType.PULL);
        ranges(slots, wanted, out);
        out.endFrame(frame);
    }

    private void missing(Missing missing, WireBuffer out) {
        Range range = missing.range();
        Slot slot = declared(range.stream(), out);
        int frame = out.beginFrame(FrameType.MISSING);
        out.putByte(missing.gone() ? MessageFormat.GONE : 0);
        range(slot, range, out);
        out.endFrame(frame);
    }

    /** Marks beyond the first frame's are left out: what is pushed too little for want of them is repaired. */
    private void marks(int type, String origin, List<Mark> all, WireBuffer out) {
        List<Mark> marks = parts(all).get(0);
        Slot[] slots = new Slot[marks.size()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = declared(marks.get(i).stream(), out);
        }
        int frame = out.beginFrame(type);
        out.putText(origin);
        out.putVarint(slots.length);
        for (int i = 0; i < slots.length; i++) {
            out.putVarint(slots[i].index);
            out.putZigzag(slots[i].delta(marks.get(i).sequence()));
        }
        out.endFrame(frame);
    }

    private void summary(Summary summary, WireBuffer out) {
        List<List<StreamSummary>> parts = parts(summary.streams());
        for (int i = 0; i < parts.size(); i++) {
            boolean last = summary.last() && i == parts.size() - 1;
            summary(parts.get(i), (last ? MessageFormat.LAST : 0)
                    | (summary.established() ? MessageFormat.ESTABLISHED : 0), out);
        }
    }

    private void summary(List<StreamSummary> summaries, int flags, WireBuffer out) {
        Slot[] slots = new Slot[summaries.size()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = declared(summaries.get(i).stream(), summaries.get(i).baseline(), out);
        }
        int frame = out.beginFrame(FrameType.SUMMARY);
        out.putByte(flags);
        out.putVarint(slots.length);
        for (int i = 0; i < slots.length; i++) {
            StreamSummary stream = summaries.get(i);
            out.putVarint(slots[i].index);
            out.putZigzag(slots[i].delta(stream.low()));
            out.putZigzag(slots[i].delta(stream.newest()));
            out.putVarint(stream.newest() + 1 - stream.retainedFrom());
            out.putByte(stream.attached() ? MessageFormat.ATTACHED : 0);
        }
        out.endFrame(frame);
    }

    private void received(Received received, WireBuffer out) {
        Slot slot = declared(received.stream(), out);
        int frame = out.beginFrame(FrameType.RECEIVED);
        out.putVarint(slot.index);
        out.putZigzag(slot.delta(received.sequence()));
        out.endFrame(frame);
    }

    private static void ranges(Slot[] slots, List<Range> ranges, WireBuffer out) {
        out.putVarint(slots.length);
        for (int i = 0; i < slots.length; i++) {
            range(slots[i], ranges.get(i), out);
        }
    }

    /** The length of an open range is told as 0, which no other range has. */
    private static void range(Slot slot, Range range, WireBuffer out) {
        out.putVarint(slot.index);
        out.putZigzag(slot.delta(range.from()));
        if (range.to() == Range.OPEN) {
            out.putVarint(0);
        } else {
            long length = slot.delta(range.to()) + 1;
            // What is no range must not become an open one: nobody accepts this length.
            out.putVarint(length > 0 ? length : -1);
        }
    }

    private static void interval(Slot slot, long from, long to, WireBuffer out) {
        out.putVarint(slot.index);
        out.putZigzag(slot.delta(from));
        out.putVarint(slot.delta(to));
    }

    private Slot[] declared(List<Range> ranges, WireBuffer out) {
        Slot[] slots = new Slot[ranges.size()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = declared(ranges.get(i).stream(), out);
        }
        return slots;
    }

    /** For messages that tell no baseline: whichever the stream was declared with will do. */
    private Slot declared(StreamId stream, WireBuffer out) {
        Slot slot = streams.find(stream);
        return slot != null ? slot : declare(stream, 0, out);
    }

    private Slot declared(StreamId stream, long baseline, WireBuffer out) {
        Slot slot = streams.find(stream, baseline);
        return slot != null ? slot : declare(stream, baseline, out);
    }

    private Slot declare(StreamId stream, long baseline, WireBuffer out) {
        Slot slot = streams.declare(stream, baseline);
        int frame = out.beginFrame(FrameType.DECLARE);
        out.putVarint(slot.index);
        out.putText(stream.origin().value());
        out.putLong(stream.epoch());
        out.putText(stream.topic());
        out.putVarint(baseline);
        out.endFrame(frame);
        return slot;
    }

    private <T> List<List<T>> parts(List<T> entries) {
        if (entries.size() <= streams.capacity()) {
            return List.of(entries);
        }
        List<List<T>> parts = new ArrayList<>();
        for (int at = 0; at < entries.size(); at += streams.capacity()) {
            parts.add(entries.subList(at, Math.min(entries.size(), at + streams.capacity())));
        }
        return parts;
    }
}
