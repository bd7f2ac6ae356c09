package io.plumtree.simulator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final long SECOND = 1_000_000_000L;

    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private long now = 5 * SECOND;

    private Progress progress(boolean watched) {
        return new Progress(new PrintStream(terminal, true, StandardCharsets.UTF_8), watched, () -> now);
    }

    @Test
    void aShortRunShowsNothing() {
        Progress progress = progress(true);
        for (int i = 0; i <= 19; i++) {
            progress.accept(i / 19.0);
            now += SECOND / 10;
        }
        now -= SECOND / 10;
        assertEquals(1.9, progress.finish(), 1e-9);
        assertEquals("", terminal.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aLongRunShowsHowFarItIsAndClearsItsLine() {
        Progress progress = progress(true);
        for (int i = 0; i <= 40; i++) {
            progress.accept(i / 80.0);
            now += SECOND / 10;
        }
        String shown = terminal.toString(StandardCharsets.UTF_8);
        assertTrue(shown.contains(" 50 %") && shown.contains("4 s left"), shown);
        assertTrue(shown.split("\r").length < 15, "not more often than it can be read");
        assertEquals(4.1, progress.finish(), 1e-9);
        String[] lines = terminal.toString(StandardCharsets.UTF_8).split("\r");
        assertEquals("", lines[lines.length - 1].strip());
    }

    @Test
    void nobodyWatchesAFile() {
        Progress progress = progress(false);
        for (int i = 0; i <= 40; i++) {
            progress.accept(i / 40.0);
            now += SECOND;
        }
        progress.finish();
        assertEquals("", terminal.toString(StandardCharsets.UTF_8));
    }
}
