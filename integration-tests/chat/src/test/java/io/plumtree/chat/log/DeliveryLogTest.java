package io.plumtree.chat.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.plumtree.api.MessageId;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeDelivery;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;

class DeliveryLogTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void readsWhatWasAppendedInItsOrderAndOfOneTopicOnlyThat() {
        DeliveryLog log = new DeliveryLog(10, 1_000);
        append(log, "chat", "one");
        append(log, "news", "two");
        append(log, "chat", "three");

        assertEquals(List.of("one", "two", "three"), texts(log.read(null, 0).entries()));
        assertEquals(List.of("one", "three"), texts(log.read("chat", 0).entries()));
        assertEquals(List.of("three"), texts(log.read("chat", 1).entries()));
        assertEquals(new DeliveryLog.Chunk(List.of(), 3, true), log.read("chat", 3));
    }

    @Test
    void forgetsTheOldestBeyondItsNumberAndSaysSo() {
        DeliveryLog log = new DeliveryLog(2, 1_000);
        append(log, "chat", "one");
        append(log, "chat", "two");
        append(log, "chat", "three");

        List<LogEntry> entries = log.read("chat", 0).entries();

        assertEquals(new Missed(0, 0), entries.get(0));
        assertEquals(List.of("two", "three"), texts(entries.subList(1, 3)));
        assertEquals(new DeliveryLog.State(1, 3, 8, 2, 1_000), log.state());
    }

    @Test
    void forgetsTheOldestBeyondItsBytesAndKeepsTheNewestAlways() {
        DeliveryLog log = new DeliveryLog(100, 8);
        append(log, "chat", "12345");
        append(log, "chat", "678");
        append(log, "chat", "9");
        assertEquals(new DeliveryLog.State(1, 3, 4, 100, 8), log.state());

        append(log, "chat", "longer than all of them may be");
        assertEquals(List.of("longer than all of them may be"), texts(log.read(null, 3).entries()));
        assertEquals(3, log.state().first());
    }

    @Test
    void payloadsThatAreNoTextAreKeptByteForByte() {
        DeliveryLog log = new DeliveryLog(10, 1_000);
        byte[] noText = { (byte) 0xff, 0, (byte) 0xc3 };
        log.append(delivery("chat", noText));
        append(log, "chat", "");

        List<LogEntry> entries = log.read("chat", 0).entries();

        assertArrayEquals(noText, ((Delivered) entries.get(0)).base64());
        assertNull(((Delivered) entries.get(0)).text());
        assertEquals("", ((Delivered) entries.get(1)).text());
        assertNull(((Delivered) entries.get(1)).base64());
    }

    @Test
    void theFeedOfWhatIsKeptEndsWithTheLog() {
        DeliveryLog log = new DeliveryLog(5_000, 1_000_000);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            append(log, i % 2 == 0 ? "chat" : "news", "line " + i);
            if (i % 2 == 0) {
                expected.add("line " + i);
            }
        }

        List<LogEntry> entries = new DeliveryFeed(log).kept("chat", 0).collect().asList().await().atMost(PATIENCE);

        assertEquals(expected, texts(entries));
    }

    @Test
    void aReaderThatFollowsGetsWhatComesLaterAndOnlyWhatItAskedFor() {
        DeliveryLog log = new DeliveryLog(100, 1_000);
        append(log, "chat", "before");
        AssertSubscriber<LogEntry> reader = new DeliveryFeed(log).followed("chat", 0)
                .subscribe().withSubscriber(AssertSubscriber.create(2));

        reader.awaitItems(1, PATIENCE);
        append(log, "news", "of no interest");
        append(log, "chat", "after");
        append(log, "chat", "not asked for yet");
        reader.awaitItems(2, PATIENCE);
        assertEquals(List.of("before", "after"), texts(reader.getItems()));

        reader.request(1).awaitItems(3, PATIENCE);
        assertEquals("not asked for yet", texts(reader.getItems()).get(2));
        reader.cancel();
    }

    @Test
    void aReaderThatStaysBehindIsToldWhatItMissed() {
        DeliveryLog log = new DeliveryLog(2, 1_000);
        AssertSubscriber<LogEntry> reader = new DeliveryFeed(log).followed("chat", 0)
                .subscribe().withSubscriber(AssertSubscriber.create(1));
        append(log, "chat", "0");
        reader.awaitItems(1, PATIENCE);
        for (int i = 1; i <= 10; i++) {
            append(log, "chat", Integer.toString(i));
        }

        reader.request(100).awaitItems(4, PATIENCE);

        assertEquals(new Missed(1, 8), reader.getItems().get(1));
        assertEquals(List.of("9", "10"), texts(reader.getItems().subList(2, 4)));
        reader.cancel();
    }

    @Test
    void aReaderThatHangsUpLeavesNothingBehind() {
        DeliveryLog log = new DeliveryLog(2, 1_000);
        List<String> woken = new ArrayList<>();
        Runnable wake = () -> woken.add("woken");
        log.whenReaches(0, wake);
        log.forget(wake);

        append(log, "chat", "nobody waits");

        assertTrue(woken.isEmpty());
    }

    private static void append(DeliveryLog log, String topic, String text) {
        log.append(delivery(topic, text.getBytes(StandardCharsets.UTF_8)));
    }

    private static PlumtreeDelivery delivery(String topic, byte[] payload) {
        NodeId origin = NodeId.of("node-1");
        return new PlumtreeDelivery(new MessageId(origin, 1, topic, 1), origin, topic, ByteBuffer.wrap(payload), Map.of(),
                1, Instant.EPOCH, false);
    }

    private static List<String> texts(List<LogEntry> entries) {
        return entries.stream().map(entry -> ((Delivered) entry).text()).toList();
    }
}
