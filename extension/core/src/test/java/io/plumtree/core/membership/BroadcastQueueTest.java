package io.plumtree.core.membership;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class BroadcastQueueTest {

    private static final String EIGHTEEN = "1. this is a test.";

    private final List<String> finished = new ArrayList<>();

    private static BroadcastQueue queue(int multiplier, int nodes) {
        return new BroadcastQueue(multiplier, () -> nodes, 1_000);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void put(BroadcastQueue queue, String name, String text) {
        queue.queue(name, bytes(text), () -> finished.add(text));
    }

    private static List<String> take(BroadcastQueue queue, int overhead, int limit) {
        return queue.take(overhead, limit).stream().map(each -> new String(each, StandardCharsets.UTF_8)).toList();
    }

    @Test
    void newsOfAMemberReplacesOlderNewsOfIt() {
        BroadcastQueue queue = queue(1, 1);
        put(queue, "test", "old");
        put(queue, "foo", "foo");
        put(queue, "bar", "bar");
        put(queue, "test", "new");
        assertEquals(3, queue.size());
        assertEquals(List.of("old"), finished);
        assertEquals(List.of("new", "bar", "foo"), take(queue, 0, 100));
    }

    @Test
    void whatHasNoNameReplacesNothing() {
        BroadcastQueue queue = queue(1, 1);
        put(queue, null, "one");
        put(queue, null, "two");
        assertEquals(2, queue.size());
        assertEquals(List.of(), finished);
    }

    @Test
    void whatWasSentLeastGoesFirstThenTheLongestThenTheNewest() {
        BroadcastQueue queue = queue(3, 10);
        put(queue, "a", "sent");
        take(queue, 0, 100);
        put(queue, "b", "x");
        put(queue, "c", "long");
        put(queue, "d", "y");
        assertEquals(List.of("long", "y", "x", "sent"), take(queue, 0, 100));
    }

    @Test
    void asManyAreTakenAsFitWithTheirOverhead() {
        BroadcastQueue queue = queue(3, 10);
        for (String name : List.of("test", "foo", "bar", "baz")) {
            put(queue, name, EIGHTEEN);
        }
        assertEquals(4, queue.take(2, 80).size());
        assertEquals(3, queue.take(3, 80).size());
    }

    @Test
    void itIsTakenUntilItsLimit() {
        BroadcastQueue queue = queue(1, 10); // a limit of 2
        for (String name : List.of("test", "foo", "bar", "baz")) {
            put(queue, name, name + EIGHTEEN);
        }
        assertEquals(3, queue.take(3, 80).size());
        assertEquals(3, queue.take(3, 80).size());
        assertEquals(2, queue.take(3, 80).size());
        assertEquals(0, queue.take(3, 80).size());
        assertEquals(4, finished.size());
    }

    @Test
    void whatDoesNotFitIsLeftAndSmallerOnesOfEveryTierAreFound() {
        BroadcastQueue queue = queue(4, 10);
        put(queue, "a", "0123456789");
        put(queue, "b", "abc");
        take(queue, 0, 3);
        put(queue, "c", "ABCDEFGHIJKLMNOP");
        assertEquals(List.of("abc"), take(queue, 0, 3));
        assertEquals(List.of("0123456789", "abc"), take(queue, 0, 13),
                "a long one that fits goes before a short one that was sent more often");
    }

    @Test
    void prunedItKeepsWhatWasSentLeast() {
        BroadcastQueue queue = queue(1, 10);
        put(queue, "test", "test");
        put(queue, "foo", "foo");
        take(queue, 0, 100);
        put(queue, "bar", "bar");
        put(queue, "baz", "baz");
        queue.prune(2);
        assertEquals(2, queue.size());
        assertEquals(List.of("foo", "test"), finished.stream().sorted().toList());
        assertEquals(List.of("baz", "bar"), take(queue, 0, 100));
    }

    @Test
    void beyondItsBoundItDropsAndCounts() {
        BroadcastQueue queue = new BroadcastQueue(1, () -> 10, 2);
        for (int i = 0; i < 5; i++) {
            put(queue, "n" + i, "m" + i);
        }
        assertEquals(2, queue.size());
        assertEquals(3, queue.dropped());
        assertEquals(3, finished.size());
    }

    @Test
    void whatIsTakenIsWhatWasGiven() {
        BroadcastQueue queue = queue(1, 1);
        byte[] message = { 1, 2, 3 };
        queue.queue("a", message, null);
        assertArrayEquals(message, queue.take(0, 3).get(0));
        assertTrue(queue.take(0, 3).isEmpty());
    }
}
