package io.plumtree.processes;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * What an incarnation of a node did, a line each in a file of its own. A line is the operating system's before the application
 * returns, so that it outlives the process.
 */
final class Diary {

    static final String SUFFIX = ".diary";
    static final char DELIVERED = 'D';
    static final char REDELIVERED = 'R';
    static final char MISSED = 'M';
    static final char STORED = 'S';

    private final OutputStream out;

    private Diary(Path file) {
        try {
            Files.createDirectories(file.getParent());
            out = new FileOutputStream(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the diary of {@link NodeMain#main}'s directory; null if it has none */
    static @Nullable Diary of(String[] args) {
        String prefix = NodeMain.DIRECTORY + "=";
        for (String arg : args) {
            if (arg.startsWith(prefix)) {
                return new Diary(Path.of(arg.substring(prefix.length()), System.currentTimeMillis() + SUFFIX));
            }
        }
        return null;
    }

    void delivered(String stream, long sequence, boolean again) {
        write(again ? REDELIVERED : DELIVERED, stream, sequence, sequence);
    }

    void missed(String stream, long from, long to) {
        write(MISSED, stream, from, to);
    }

    void stored(String stream, long sequence) {
        write(STORED, stream, sequence, sequence);
    }

    private synchronized void write(char what, String stream, long from, long to) {
        try {
            out.write((what + " " + stream + " " + from + " " + to + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
