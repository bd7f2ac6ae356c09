package io.plumtree.core.broadcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.plumtree.api.NodeId;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.store.RetainedMessages;
import io.plumtree.core.util.Prng;
import io.plumtree.core.util.TimerQueue;

class StreamsTest {

    private static final long SECOND = 1_000_000_000L;
    private static final int ROOM = 20;

    private final RetainedMessages store = new RetainedMessages(1, 1, 1, new TimerQueue());
    private final List<StreamState> closed = new ArrayList<>();
    private final Streams streams = new Streams(ROOM, 2, new Streams.Lifecycle() {
        @Override
        public StreamState open(StreamId id, long baseline, long now) {
            return new StreamState(id, new OriginTree(id.origin(), false, now), baseline, store.open(id),
                    TestCursors.cursor());
        }

        @Override
        public void closed(StreamState stream, long now) {
            closed.add(stream);
        }

        @Override
        public boolean mayClose(StreamState stream) {
            return !own(stream.id);
        }
    });

    private static boolean own(StreamId id) {
        return id.epoch() == 7;
    }

    @Test
    void theLongestIdleStreamThatMayGoMakesRoom() {
        Map<StreamId, Long> byUse = new LinkedHashMap<>();
        Prng random = new Prng(1);
        for (int i = 0; i < 20_000; i++) {
            long now = i * SECOND / 4;
            // An object of its own each time, as from the wire.
            StreamId id = new StreamId(NodeId.of("n" + random.nextInt(12)), 1 + random.nextInt(10), "t");
            StreamId goes = null;
            Long usedAt = byUse.get(id);
            if (usedAt == null && byUse.size() == ROOM) {
                goes = byUse.keySet().stream().filter(idle -> !own(idle)).findFirst().orElse(null);
                if (goes == null) {
                    assertNull(streams.obtain(id, 0, now));
                    continue;
                }
                byUse.remove(goes);
            }
            if (usedAt == null || now - usedAt > SECOND) {
                byUse.remove(id);
                byUse.put(id, now);
            }
            StreamState stream = streams.obtain(id, 0, now);
            assertEquals(id, stream.id);
            assertSame(stream, streams.find(id));
            assertEquals(goes == null ? List.of() : List.of(goes), closed.stream().map(gone -> gone.id).toList());
            closed.clear();
            assertEquals(List.copyOf(byUse.keySet()), streams.all().stream().map(known -> known.id).toList());
        }
        assertEquals(1, streams.topics());
    }

    @Test
    void whatIsAskedForAndUnknownIsNotOpened() {
        StreamId id = new StreamId(NodeId.of("n"), 1, "t");
        assertNull(streams.find(id));
        assertNull(streams.use(id, 0));
        assertEquals(0, streams.size());
    }

    @Test
    void noTopicTooManyIsOpened() {
        streams.obtain(new StreamId(NodeId.of("n"), 1, "t"), 0, 0);
        streams.obtain(new StreamId(NodeId.of("n"), 1, "u"), 0, 0);
        assertNull(streams.obtain(new StreamId(NodeId.of("n"), 1, "v"), 0, 0));
        assertFalse(streams.hasRoomFor("v"));
    }
}
