package io.plumtree.chat;

import java.io.IOException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;

/** Leaves no process behind: with {@code chat.stop-at-end-of-input} the application ends with the one that started it. */
@ApplicationScoped
class ParentWatch {

    void start(@Observes StartupEvent event, ChatConfig config) {
        if (config.stopAtEndOfInput()) {
            Thread watch = new Thread(ParentWatch::untilEndOfInput, "parent-watch");
            watch.setDaemon(true);
            watch.start();
        }
    }

    private static void untilEndOfInput() {
        byte[] ignored = new byte[256];
        try {
            while (System.in.read(ignored) >= 0) {
                // whatever is written to it, only its end counts
            }
        } catch (IOException e) {
            // an input that cannot be read has ended, too
        }
        Quarkus.asyncExit();
    }
}
