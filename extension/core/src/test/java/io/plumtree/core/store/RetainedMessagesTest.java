package io.plumtree.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;

import org.junit.jupiter.api.Test;

import io.plumtree.api.MessageHistory.Arrival;
import io.plumtree.api.NodeId;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.Payload;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.util.Prng;
import io.plumtree.core.util.TimerQueue;

class RetainedMessagesTest {

    private static final StreamId ID = new StreamId(NodeId.of("o"), 1, "t");

    private final TimerQueue timers = new TimerQueue();
    private final RetainedMessages store = new RetainedMessages(4, 100, 1_000, timers);
    private final RetainedStream stream = store.open(ID);

    private void keep(RetainedStream of, long sequence, int bytes, long now) {
        keep(store, of, sequence, bytes, now);
    }

    private static void keep(RetainedMessages store, RetainedStream of, long sequence, int bytes, long now) {
        store.keep(of, new Message(ID, sequence, 0, Collections.emptyMap(),
                Payload.plain(new byte[bytes])), null, 1, true, Arrival.OWN, now);
    }

    @Test
    void theOldestMakesRoomWhenThereAreTooMany() {
        for (int sequence = 1; sequence <= 6; sequence++) {
            keep(stream, sequence, 1, 0);
        }
        assertEquals(4, store.size());
        assertNull(stream.get(2));
        assertNotNull(stream.get(3));
        assertEquals(3, stream.oldest());
    }

    @Test
    void theOldestMakesRoomWhenTheyAreTooLarge() {
        keep(stream, 1, 60, 0);
        keep(stream, 2, 30, 0);
        keep(stream, 3, 30, 0);
        assertEquals(60, store.bytes());
        assertEquals(2, stream.oldest());
    }

    @Test
    void whatIsTooOldGoesByItself() {
        keep(stream, 1, 1, 0);
        keep(stream, 2, 1, 500);
        timers.advance(1_000);
        assertEquals(1, store.size());
        assertEquals(2, stream.oldest());
        timers.advance(1_500);
        assertEquals(0, store.size());
        assertEquals(3, stream.oldest());
        assertEquals(0, timers.size(), "nothing kept, nothing scheduled");
    }

    @Test
    void aStreamCanBeDropped() {
        RetainedStream other = store.open(ID);
        keep(stream, 1, 1, 0);
        keep(other, 1, 1, 0);
        keep(stream, 2, 1, 0);
        store.drop(stream);
        assertEquals(1, store.size());
        assertEquals(1, store.bytes());
        keep(other, 2, 1, 0);
        timers.advance(1_000);
        assertEquals(0, store.size());
    }

    @Test
    void messagesOutOfOrderKeepTheOldestRight() {
        keep(stream, 5, 1, 0);
        keep(stream, 3, 1, 1);
        assertEquals(3, stream.oldest());
        keep(stream, 6, 1, 2);
        keep(stream, 7, 1, 3);
        keep(stream, 8, 1, 4);
        assertNull(stream.get(5));
        assertEquals(3, stream.oldest());
    }

    @Test
    void everyMessageKeptIsFoundInWhateverOrderMessagesCameAndGo() {
        RetainedMessages large = new RetainedMessages(50, 1_000, 1_000, timers);
        RetainedStream of = large.open(ID);
        Prng random = new Prng(1);
        Deque<Long> byArrival = new ArrayDeque<>();
        for (int i = 0; i < 5_000; i++) {
            // In order mostly, some late, now and then a far jump, and times of silence.
            long sequence = 1 + i / 500 * 10_000L + i + (random.nextInt(4) == 0 ? random.nextInt(60) : 0);
            if (!byArrival.contains(sequence)) {
                keep(large, of, sequence, 1, i);
                byArrival.addLast(sequence);
            }
            if (byArrival.size() > 50) {
                byArrival.removeFirst();
            }
            if (random.nextInt(300) == 0) {
                timers.advance(i + 1_000);
                byArrival.clear();
            }
            assertEquals(byArrival.size(), large.size());
            for (long kept : byArrival) {
                assertEquals(kept, of.get(kept).message().sequence());
            }
            assertEquals(byArrival.isEmpty(), of.isEmpty());
            assertEquals(byArrival.stream().min(Long::compare).orElse(of.newest() + 1), of.oldest());
            assertEquals(byArrival.contains(sequence - 1), of.get(sequence - 1) != null);
        }
    }

    @Test
    void aHoleWithoutEndIsNotWalked() {
        keep(stream, 1, 1, 0);
        keep(stream, 1L << 60, 1, 1);
        timers.advance(1_000);
        assertEquals(1L << 60, stream.oldest());
    }

    @Test
    void whatIsTooLargeByItselfIsNotKept() {
        keep(stream, 1, 101, 0);
        assertEquals(0, store.bytes());
        assertEquals(0, timers.size());
        keep(stream, 2, 100, 0);
        assertEquals(2, stream.oldest());
    }
}
