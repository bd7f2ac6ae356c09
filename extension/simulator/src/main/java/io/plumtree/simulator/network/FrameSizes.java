package io.plumtree.simulator.network;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

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

/**
 * How long the messages of one channel are in version 1 of the wire format, without writing them: a cluster of ten thousand
 * has a hundred thousand channels, and an encoder for each would be most of its memory. A test holds it to the encoder, byte
 * for byte, for up to 4,096 streams.
 */
final class FrameSizes {

    private static final int HEADER = Integer.BYTES + 1;
    private static final int INDEX = 0;
    private static final int SEQUENCE = 1;
    private static final int TIME = 2;
    private static final int BASELINE = 3;
    private static final int FIELDS = 4;

    /** Four fields for each stream of the cluster, by its number; the first is the index on this channel, plus 1. */
    private int[] told = new int[0];
    private int declared;
    private int declarations;

    /** @return the size of {@code message}, and of what makes it understood, sent next on this channel */
    FrameSize of(PlumtreeMessage message, Network network) {
        declarations = 0;
        if (message instanceof Gossip gossip) {
            return gossip(gossip, network);
        }
        int body = body(message, network);
        return new FrameSize(0, HEADER + body + declarations);
    }

    private FrameSize gossip(Gossip gossip, Network network) {
        Message message = gossip.message();
        int at = slot(message.stream(), gossip.baseline(), network);
        int size = HEADER + index(at) + zigzag(delta(at, message.sequence())) + varint(gossip.round()) + 1
                + zigzag(message.sequence() - gossip.low()) + timeDelta(at, message.sentAtMillis());
        if (message.payload().compressed()) {
            size += varint(message.payload().uncompressedSize());
        }
        if (!message.headers().isEmpty()) {
            size += varint(message.headers().size());
            for (Map.Entry<String, String> header : message.headers().entrySet()) {
                size += text(header.getKey()) + text(header.getValue());
            }
        }
        return new FrameSize(message.payload().size(), size + declarations);
    }

    private int body(PlumtreeMessage message, Network network) {
        if (message instanceof IHave ihave) {
            int size = varint(ihave.announcements().size());
            for (IHave.Announcement told : ihave.announcements()) {
                int at = slot(told.stream(), told.baseline(), network);
                size += index(at) + zigzag(delta(at, told.from())) + varint(delta(at, told.to()))
                        + varint(told.ageMillis());
            }
            return size;
        } else if (message instanceof Pull pull) {
            return ranges(pull.wanted(), network);
        } else if (message instanceof Graft graft) {
            return text(graft.origin().value()) + ranges(graft.wanted(), network);
        } else if (message instanceof Handover handover) {
            return text(handover.origin().value()) + varint(handover.deepest());
        } else if (message instanceof Missing missing) {
            return 1 + range(missing.range(), network);
        } else if (message instanceof Prune prune) {
            return text(prune.origin().value()) + marks(prune.after(), network);
        } else if (message instanceof Accept accept) {
            return text(accept.origin().value()) + marks(accept.marks(), network);
        } else if (message instanceof Refuse refuse) {
            return text(refuse.origin().value());
        } else if (message instanceof Summary summary) {
            return summary(summary, network);
        } else if (message instanceof Received received) {
            int at = slot(received.stream(), network);
            return index(at) + zigzag(delta(at, received.sequence()));
        } else if (message instanceof Leave) {
            return 0;
        } else if (message instanceof SyncRoot) {
            return 2 * Long.BYTES;
        } else if (message instanceof SyncPage page) {
            return page(page, network);
        } else if (message instanceof PathQuestion question) {
            StreamId stream = question.stream();
            return 2 * Long.BYTES + text(stream.origin().value()) + text(stream.topic()) + varint(question.sequence())
                    + varint(question.patienceMillis());
        } else if (message instanceof PathAnswer answer) {
            return path(answer.path());
        }
        throw new AssertionError("BUG: no size for " + message.getClass());
    }

    private int summary(Summary summary, Network network) {
        int size = 1 + varint(summary.streams().size());
        for (Summary.StreamSummary stream : summary.streams()) {
            int at = slot(stream.stream(), stream.baseline(), network);
            size += index(at) + zigzag(delta(at, stream.low())) + zigzag(delta(at, stream.newest()))
                    + varint(stream.newest() + 1 - stream.retainedFrom()) + 1;
        }
        return size;
    }

    private static int path(Path path) {
        int size = Long.BYTES + 1 + varint(path.steps().size()) + (path.next() == null ? 0 : text(path.next().value()));
        for (Path.Step step : path.steps()) {
            size += text(step.node().value()) + 1 + varint(step.round()) + varint(step.ageMicros() + 1);
        }
        return size;
    }

    private int page(SyncPage page, Network network) {
        int size = 1 + 2 * Long.BYTES + varint(page.digests().size());
        for (SyncPage.Digest digest : page.digests()) {
            Summary.StreamSummary summary = digest.summary();
            size += index(slot(summary.stream(), summary.baseline(), network)) + varint(summary.low() - summary.baseline())
                    + varint(summary.newest() - summary.low()) + varint(summary.newest() + 1 - summary.retainedFrom()) + 1
                    + varint(digest.ageSeconds()) + varint(digest.holes().size());
            long end = summary.low();
            for (SyncPage.Hole hole : digest.holes()) {
                size += varint(hole.from() - end - 1) + varint(hole.to() - hole.from());
                end = hole.to();
            }
        }
        return size;
    }

    private int marks(List<Mark> marks, Network network) {
        int size = varint(marks.size());
        for (Mark mark : marks) {
            int at = slot(mark.stream(), network);
            size += index(at) + zigzag(delta(at, mark.sequence()));
        }
        return size;
    }

    private int ranges(List<Range> ranges, Network network) {
        int size = varint(ranges.size());
        for (Range range : ranges) {
            size += range(range, network);
        }
        return size;
    }

    private int range(Range range, Network network) {
        int at = slot(range.stream(), network);
        int size = index(at) + zigzag(delta(at, range.from()));
        return size + (range.to() == Range.OPEN ? 1 : varint(delta(at, range.to()) + 1));
    }

    private int slot(StreamId stream, Network network) {
        int at = place(network.numberOf(stream));
        if (told[at + INDEX] == 0) {
            declare(stream, 0, at);
        }
        return at;
    }

    private int slot(StreamId stream, long baseline, Network network) {
        int at = place(network.numberOf(stream));
        if (told[at + INDEX] == 0 || told[at + BASELINE] != (int) baseline) {
            declare(stream, baseline, at);
        }
        return at;
    }

    private int place(int number) {
        int at = number * FIELDS;
        if (at >= told.length) {
            told = Arrays.copyOf(told, at + Math.max(FIELDS, at / (2 * FIELDS) * FIELDS));
        }
        return at;
    }

    private void declare(StreamId stream, long baseline, int at) {
        told[at + INDEX] = ++declared;
        told[at + SEQUENCE] = (int) baseline;
        told[at + TIME] = 0;
        told[at + BASELINE] = (int) baseline;
        declarations += HEADER + varint(declared - 1) + text(stream.origin().value()) + Long.BYTES
                + text(stream.topic()) + varint(baseline);
    }

    private int index(int at) {
        return varint(told[at + INDEX] - 1);
    }

    private long delta(int at, long sequence) {
        long delta = sequence - told[at + SEQUENCE];
        told[at + SEQUENCE] = (int) sequence;
        return delta;
    }

    /** Of the time the low bits are kept: consecutive times of one origin are never 24 days apart here. */
    private int timeDelta(int at, long sentAtMillis) {
        int last = told[at + TIME];
        told[at + TIME] = (int) sentAtMillis;
        return zigzag(last == 0 ? sentAtMillis : (int) sentAtMillis - last);
    }

    /** Of well formed text: names and headers are checked to be. */
    private static int text(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Each half of a pair of surrogates counts half of the four bytes that the pair takes.
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return varint(bytes) + bytes;
    }

    private static int zigzag(long value) {
        return varint((value << 1) ^ (value >> 63));
    }

    private static int varint(long value) {
        return Math.max(1, (70 - Long.numberOfLeadingZeros(value)) / 7);
    }
}
