package io.plumtree.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;

import org.junit.jupiter.api.Test;

class EventPrinterTest {

    private final StringWriter out = new StringWriter();

    private String printed(String value, boolean json) {
        new EventPrinter(new PrintWriter(out), "a", json).print("x", Json.object().put("tag", value));
        return out.toString().strip();
    }

    @Test
    void whatIsPlainIsPrintedAsItIs() {
        assertEquals("x tag=Grüße", printed("Grüße", false));
    }

    @Test
    void nobodyElsesTextEndsALineOrReachesTheTerminal() {
        assertEquals("x tag=\"a\\u000ab \\u001b[31m \\u202e \\u009b c\\\"\"",
                printed("a\nb \u001b[31m \u202e \u009b c\"", false));
    }

    @Test
    void jsonIsOneLineOfAscii() {
        assertEquals("{\"event\":\"x\",\"node\":\"a\",\"tag\":\"a\\n\\u00FC\"}", printed("a\nü", true));
    }
}
