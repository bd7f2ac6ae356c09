package io.plumtree.chat.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.plumtree.chat.rest.LineReader.Line;

class LineReaderTest {

    @Test
    void splitsAtLineFeedsAndNowhereElse() throws IOException {
        assertEquals(List.of("one", "", "two\r", "\u00ff\u0000x"), lines("one\n\ntwo\r\n\u00ff\u0000x"));
        assertEquals(List.of("one"), lines("one\n"));
        assertEquals(List.of(""), lines("\n"));
        assertEquals(List.of(), lines(""));
    }

    @Test
    void keepsOnlyTheLengthOfALineThatIsTooLong() throws IOException {
        LineReader reader = reader("1234\n12345\n1\n");

        assertEquals("1234", text(reader.next()));
        Line tooLong = reader.next();
        assertEquals(5, tooLong.length());
        assertEquals(0, tooLong.bytes().length);
        assertEquals(2, tooLong.number());
        assertEquals("1", text(reader.next()));
    }

    private static List<String> lines(String text) throws IOException {
        LineReader reader = reader(text);
        List<String> lines = new ArrayList<>();
        for (Line line = reader.next(); line != null; line = reader.next()) {
            lines.add(text(line));
        }
        return lines;
    }

    private static LineReader reader(String text) {
        return new LineReader(new ByteArrayInputStream(text.getBytes(ISO_8859_1)), 4);
    }

    private static String text(Line line) {
        return new String(line.bytes(), ISO_8859_1);
    }
}
