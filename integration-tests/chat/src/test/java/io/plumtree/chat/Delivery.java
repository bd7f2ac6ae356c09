package io.plumtree.chat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;

import io.plumtree.chat.process.ChatClient;
import io.plumtree.chat.process.DeliveredLine;

/** What holds of an origin's lines as one instance delivered them. A line's sequence is its place in what was sent. */
final class Delivery {

    private Delivery() {
    }

    /** Every line that was sent, once, byte for byte, in order. */
    static void assertComplete(List<byte[]> sent, ChatClient at, String origin) {
        List<DeliveredLine> lines = at.of(origin);
        assertInOrder(sent, at, origin, 1);
        assertEquals(sent.size(), lines.size(), () -> where(at, origin) + ": lines delivered");
    }

    /** From some line on, no later than {@code atLatest}, every one up to some other, once, byte for byte, in order. */
    static void assertInOrder(List<byte[]> sent, ChatClient at, String origin, long atLatest) {
        List<DeliveredLine> lines = at.of(origin);
        if (lines.isEmpty()) {
            if (sent.size() >= atLatest) {
                fail(where(at, origin) + ": nothing was delivered");
            }
            return;
        }
        long first = lines.get(0).sequence();
        if (first > atLatest) {
            fail(where(at, origin) + ": the first line delivered is " + first + ", not " + atLatest + " or before");
        }
        for (int i = 0; i < lines.size(); i++) {
            DeliveredLine line = lines.get(i);
            assertEquals(first + i, line.sequence(), () -> where(at, origin) + ": " + line + " is out of place");
            assertEquals(lines.get(0).epoch(), line.epoch(), () -> where(at, origin) + ": " + line + " is of another epoch");
            assertArrayEquals(sent.get((int) line.sequence() - 1), line.payload(),
                    () -> where(at, origin) + ": " + line + " is not what was sent");
        }
    }

    private static String where(ChatClient at, String origin) {
        return "lines of " + origin + " at " + at.process();
    }
}
