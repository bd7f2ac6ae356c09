package io.plumtree.interop;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code install-peers} has installed. */
final class Peers {

    private static final Path DIRECTORY = Path.of(System.getProperty("peers.directory", "target/peers"));

    private Peers() {
    }

    /** Skips the test where the peers cannot be installed. */
    static void assumeInstalled() {
        Path missing = DIRECTORY.resolve("missing");
        assumeTrue(!Files.exists(missing), () -> "no real peers here: " + text(missing));
        assertTrue(Files.isExecutable(go()), "run install-peers first");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the member that speaks Go */
    static Path go() {
        return DIRECTORY.resolve("peer");
    }
}
