package io.plumtree.cli;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Prints as events what is logged as a warning or an error, on a thread of its own: the event loop logs, too, and does not
 * wait for who reads. The process' logging is this one's, until it is closed.
 */
final class Warnings extends Handler {

    private static final int WAITING = 1_000;
    private static final long LAST_SECONDS = 1;

    private final EventPrinter printer;
    private final SimpleFormatter formatter = new SimpleFormatter();
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING), task -> {
                Thread daemon = new Thread(task, "agent-warnings");
                daemon.setDaemon(true);
                return daemon;
            }, new ThreadPoolExecutor.DiscardPolicy());

    private Warnings(EventPrinter printer) {
        this.printer = printer;
        setLevel(Level.WARNING);
    }

    static Warnings printedBy(EventPrinter printer) {
        Warnings warnings = new Warnings(printer);
        LogManager.getLogManager().reset();
        Logger.getLogger("").addHandler(warnings);
        return warnings;
    }

    @Override
    public void publish(LogRecord warning) {
        if (isLoggable(warning)) {
            String text = OptionNames.in(formatter.formatMessage(warning));
            Throwable thrown = warning.getThrown();
            String whole = thrown == null ? text : text + ": " + thrown;
            thread.execute(() -> printer.print("warning", Json.object().put("message", whole)));
        }
    }

    @Override
    public void flush() {
        // printed as soon as somebody reads
    }

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(this);
        thread.shutdown();
        try {
            thread.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
