package io.plumtree.core.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.plumtree.core.message.Accept;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Graft;
import io.plumtree.core.message.IHave;
import io.plumtree.core.message.Mark;
import io.plumtree.core.message.Missing;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.Prune;
import io.plumtree.core.message.Pull;
import io.plumtree.core.message.Range;
import io.plumtree.core.message.Received;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.message.Summary;
import io.plumtree.core.message.SyncPage;

/** What holds of every message that a decoder lets through, so that an engine need not check it. */
final class WellFormed {

    private final WireLimits limits;

    WellFormed(WireLimits limits) {
        this.limits = limits;
    }

    void check(Object heard) {
        if (heard instanceof Gossip gossip) {
            gossip(gossip);
        } else if (heard instanceof IHave ihave) {
            entries(ihave.announcements());
            for (IHave.Announcement told : ihave.announcements()) {
                stream(told.stream());
                assertTrue(1 <= told.from() && told.from() <= told.to() && told.to() < Range.OPEN, told::toString);
                assertTrue(told.ageMillis() >= 0 && told.baseline() >= 0 && told.baseline() < Range.OPEN, told::toString);
            }
        } else if (heard instanceof Summary summary) {
            entries(summary.streams());
            summary.streams().forEach(this::summary);
        } else if (heard instanceof SyncPage page) {
            entries(page.digests());
            assertTrue(page.from() <= page.to(), page::toString);
            page.digests().forEach(this::digest);
        } else if (heard instanceof Graft graft) {
            name(graft.origin().value(), 255);
            ranges(graft.wanted());
        } else if (heard instanceof Pull pull) {
            ranges(pull.wanted());
        } else if (heard instanceof Missing missing) {
            ranges(List.of(missing.range()));
        } else if (heard instanceof Prune prune) {
            marks(prune.after());
        } else if (heard instanceof Accept accept) {
            marks(accept.marks());
        } else if (heard instanceof Received received) {
            stream(received.stream());
            assertTrue(1 <= received.sequence() && received.sequence() < Range.OPEN, received::toString);
        }
    }

    private void summary(Summary.StreamSummary told) {
        stream(told.stream());
        assertTrue(0 <= told.baseline() && told.baseline() <= told.low() && told.low() < Range.OPEN, told::toString);
        assertTrue(0 <= told.newest() && told.newest() < Range.OPEN, told::toString);
        assertTrue(1 <= told.retainedFrom() && told.retainedFrom() <= told.newest() + 1, told::toString);
    }

    private void digest(SyncPage.Digest digest) {
        summary(digest.summary());
        assertTrue(digest.summary().low() <= digest.summary().newest() && digest.ageSeconds() >= 0, digest::toString);
        assertTrue(digest.holes().size() <= SyncPage.MAX_HOLES, digest::toString);
        long end = digest.summary().low();
        for (SyncPage.Hole hole : digest.holes()) {
            assertTrue(end < hole.from() && hole.from() <= hole.to() && hole.to() < digest.summary().newest(),
                    digest::toString);
            end = hole.to();
        }
    }

    private void gossip(Gossip gossip) {
        long sequence = gossip.message().sequence();
        stream(gossip.message().stream());
        assertTrue(1 <= sequence && sequence < Range.OPEN, gossip::toString);
        assertTrue(0 <= gossip.baseline() && gossip.baseline() <= gossip.low() && gossip.low() < Range.OPEN,
                gossip::toString);
        assertTrue(1 <= gossip.round() && gossip.round() <= MessageFormat.MAX_ROUND);
        Payload payload = gossip.message().payload();
        assertTrue(payload.size() <= limits.maxPayloadBytes() && payload.applicationSize() <= limits.maxPayloadBytes());
        assertTrue(payload.applicationSize() >= 0);
        assertTrue(gossip.message().headers().size() <= limits.maxHeaders());
        int[] bytes = { 0 };
        gossip.message().headers().forEach((name, value) -> {
            name(name, 255);
            bytes[0] += utf8(name) + utf8(value);
        });
        assertTrue(bytes[0] <= limits.maxHeaderBytes());
    }

    private void ranges(List<Range> ranges) {
        entries(ranges);
        for (Range range : ranges) {
            stream(range.stream());
            assertTrue(1 <= range.from() && range.from() <= range.to() && range.from() < Range.OPEN, range::toString);
        }
    }

    private void marks(List<Mark> marks) {
        entries(marks);
        for (Mark mark : marks) {
            stream(mark.stream());
            assertTrue(0 <= mark.sequence() && mark.sequence() < Range.OPEN, mark::toString);
        }
    }

    private void entries(List<?> entries) {
        assertTrue(entries.size() <= limits.maxEntries());
    }

    private void stream(StreamId stream) {
        name(stream.origin().value(), 255);
        name(stream.topic(), limits.maxTopicBytes());
    }

    private static void name(String name, int maxBytes) {
        assertFalse(name.isBlank());
        assertTrue(name.chars().noneMatch(Character::isISOControl));
        assertTrue(utf8(name) <= maxBytes);
        assertEquals(name, new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
