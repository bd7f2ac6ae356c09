package io.plumtree.core.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import io.plumtree.core.Tally;

class OutcomeWindowTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = Long.MAX_VALUE - 30 * SECOND; // the clock wraps on the way

    private final Tally tally = new Tally();
    private final OutcomeWindow window = new OutcomeWindow(60 * SECOND, START);
    private long now = START;

    @Test
    void countsWhatCameSinceTheStart() {
        tally.graftSucceeded = 3;
        tally.graftFailed = 2;
        tally.gapMessages = 9;
        tally.deliveriesPassed = 4;
        tally.payloadsReceived = 100;
        tally.duplicates = 10;
        tally.pulled = 30;
        after(1);

        assertEquals(new Outcomes(3, 2, 9, 4, 60, 30), window.recent());
    }

    @Test
    void forgetsWhatIsLongerAgo() {
        after(1);
        tally.graftFailed = 5;
        after(2);
        assertEquals(5, window.recent().failed());
        after(61);
        assertEquals(5, window.recent().failed(), "60 s after the reading before it");
        after(62);
        assertEquals(0, window.recent().failed());
    }

    @Test
    void whatFailedBeforeALongSilenceOfTheEventLoopIsForgotten() {
        tally.graftFailed = 5;
        after(1);
        after(300);
        assertEquals(0, window.recent().failed());
        tally.graftFailed = 7;
        after(301);
        assertEquals(2, window.recent().failed());
    }

    @Test
    void holdsFewReadingsHoweverOftenItIsRead() {
        for (int i = 0; i < 10_000; i++) {
            now += SECOND / 50;
            window.read(tally.counters(), now);
            assertTrue(window.held() <= OutcomeWindow.SAMPLES + 2, () -> "held " + window.held());
        }
    }

    private void after(int seconds) {
        now = START + seconds * SECOND;
        window.read(tally.counters(), now);
    }
}
