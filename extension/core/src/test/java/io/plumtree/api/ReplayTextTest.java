package io.plumtree.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTextTest {

    @Test
    void theThreeFormsAreRead() {
        assertEquals(Replay.NONE, Replay.parse("none"));
        assertEquals(Replay.last(100), Replay.parse(" last  100 "));
        assertEquals(Replay.since(Duration.ofMinutes(10)), Replay.parse("since PT10M"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "none", "last 7", "since PT1H" })
    void whatIsWrittenIsWhatIsRead(String text) {
        assertEquals(text, Replay.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "all", "last", "last 0", "last -1", "last many", "since", "since 10m", "since -PT1S",
            "since PT9223372036854775807S", "none of it" })
    void anythingElseIsRefusedWithWhatIsAllowed(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> Replay.parse(text)).getMessage();
        assertTrue(message.contains("last N") && message.contains("since D"), message);
    }
}
