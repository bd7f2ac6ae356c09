package io.plumtree.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Prints events, each on a line of its own, as JSON or as {@code name=value}. What comes from other nodes cannot break out of
 * its line or reach the terminal as a control sequence. Safe for use by any thread; waits for a reader that is slow.
 */
final class EventPrinter {

    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}._:@/+\\-\\[\\]]+");

    private final PrintWriter out;
    private final String node;
    private final boolean json;

    /**
     * @param node the name of the node whose events they are
     * @param json whether each is a JSON object
     */
    EventPrinter(PrintWriter out, String node, boolean json) {
        this.out = out;
        this.node = node;
        this.json = json;
    }

    /**
     * @param event what it is called
     * @param content what is in it
     */
    void print(String event, ObjectNode content) {
        String line;
        if (json) {
            ObjectNode whole = Json.object().put("event", event).put("node", node);
            whole.setAll(content);
            line = Json.text(whole);
        } else {
            StringBuilder text = new StringBuilder(event);
            append(text, "", content);
            line = text.toString();
        }
        synchronized (this) {
            out.println(line);
            out.flush();
        }
    }

    private static void append(StringBuilder text, String name, JsonNode value) {
        if (value.isObject()) {
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                append(text, name.isEmpty() ? field.getKey() : name + '.' + field.getKey(), field.getValue());
            }
        } else if (value.isArray()) {
            for (JsonNode element : value) {
                text.append(System.lineSeparator()).append(' ');
                if (element.isObject()) {
                    append(text, "", element);
                } else {
                    text.append(' ').append(quoted(element.asText()));
                }
            }
        } else {
            text.append(' ').append(quoted(name)).append('=').append(quoted(value.asText()));
        }
    }

    private static String quoted(String value) {
        if (PLAIN.matcher(value).matches()) {
            return value;
        }
        StringBuilder quoted = new StringBuilder("\"");
        value.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (visible(c)) {
                quoted.appendCodePoint(c);
            } else {
                quoted.append(String.format("\\u%04x", c));
            }
        });
        return quoted.append('"').toString();
    }

    /** Neither a control character nor one that turns the direction of text or is half of another. */
    private static boolean visible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> true;
        };
    }
}
