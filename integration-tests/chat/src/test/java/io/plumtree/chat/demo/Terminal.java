package io.plumtree.chat.demo;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;

/**
 * The input that stops the demo. One that has ended before the demo listens to it is none: started in the background, the
 * demo runs until a signal ends it.
 */
final class Terminal {

    private static final int END = -1;

    private final CompletableFuture<Void> enter = new CompletableFuture<>();
    private boolean listening;
    private boolean ended;

    private Terminal() {
    }

    /** Begins to read {@code in}, and to throw away what it reads. */
    static Terminal reading(InputStream in) {
        Terminal terminal = new Terminal();
        Thread reader = new Thread(() -> terminal.readAll(in), "demo-terminal");
        reader.setDaemon(true);
        reader.start();
        return terminal;
    }

    /** From here on Enter, or the end of the input, counts. Returns whether there is anybody to press it. */
    synchronized boolean listen() {
        listening = true;
        return !ended;
    }

    /** Completes at Enter or at the end of the input. */
    CompletableFuture<Void> enter() {
        return enter;
    }

    private void readAll(InputStream in) {
        for (int next = nextOf(in); next != END; next = nextOf(in)) {
            if (next == '\n') {
                heard(false);
            }
        }
        heard(true);
    }

    private synchronized void heard(boolean end) {
        ended = end;
        if (listening) {
            enter.complete(null);
        }
    }

    private static int nextOf(InputStream in) {
        try {
            return in.read();
        } catch (IOException e) {
            return END;
        }
    }
}
