package io.plumtree.simulator.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.DoubleConsumer;
import java.util.function.LongSupplier;

/**
 * Measures how long a run takes, from its first report of progress on, and draws a bar for whoever waits for it at a terminal
 * for long.
 */
final class Progress implements DoubleConsumer {

    private static final long PATIENCE_NANOS = 2_000_000_000L;
    private static final long REDRAW_NANOS = 200_000_000L;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int WIDTH = 40;

    private final PrintStream terminal;
    private final boolean watched;
    private final LongSupplier clock;
    private long start;
    private long drawn;
    private boolean started;

    Progress() {
        this(System.err, System.console() != null, System::nanoTime);
    }

    /** @param watched whether {@code terminal} is one */
    Progress(PrintStream terminal, boolean watched, LongSupplier clock) {
        this.terminal = terminal;
        this.watched = watched;
        this.clock = clock;
    }

    @Override
    public void accept(double share) {
        long now = clock.getAsLong();
        if (!started) {
            started = true;
            start = now;
            drawn = now + PATIENCE_NANOS - REDRAW_NANOS;
        }
        if (watched && now - drawn >= REDRAW_NANOS) {
            drawn = now;
            draw(share, (now - start) / NANOS_PER_SECOND);
        }
    }

    private void draw(double share, double seconds) {
        int done = (int) (WIDTH * share);
        String left = share > 0 ? String.format(Locale.ROOT, "%.0f s left", seconds / share - seconds) : "";
        terminal.printf(Locale.ROOT, "\r[%s%s] %3.0f %%  %-14s", "#".repeat(done), ".".repeat(WIDTH - done), 100 * share, left);
        terminal.flush();
    }

    /** @return seconds since the first report; the bar, if there is one, is gone */
    double finish() {
        double seconds = (clock.getAsLong() - start) / NANOS_PER_SECOND;
        if (watched && seconds * NANOS_PER_SECOND >= PATIENCE_NANOS) {
            terminal.print("\r" + " ".repeat(WIDTH + 24) + "\r");
            terminal.flush();
        }
        return seconds;
    }
}
