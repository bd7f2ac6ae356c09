package io.plumtree.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;

import org.jspecify.annotations.Nullable;

/** Reads lines, none of which may be longer than memory should hold. */
final class LineReader {

    static final int LONGEST = 1 << 20;

    private static final int END = -1;

    private final Reader in;

    LineReader(Reader in) {
        this.in = new BufferedReader(in);
    }

    /**
     * @return the next line, without its end; null at the end of the input
     * @throws IllegalArgumentException if the line is too long; the next call reads the one after it
     */
    @Nullable
    String next() throws IOException {
        StringBuilder line = new StringBuilder();
        long length = 0;
        int c = in.read();
        if (c == END) {
            return null;
        }
        for (; c != '\n' && c != END; c = in.read()) {
            if (++length <= LONGEST) {
                line.append((char) c);
            }
        }
        if (length > LONGEST) {
            throw new IllegalArgumentException("a line of " + length + " characters, allowed are " + LONGEST);
        }
        return line.toString();
    }
}
