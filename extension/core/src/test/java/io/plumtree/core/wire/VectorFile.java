package io.plumtree.core.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.plumtree.api.NodeId;
import io.plumtree.core.message.StreamId;

/**
 * One golden vector: a line of JSON that says what the bytes mean, then the bytes in hex, 32 to a line.
 *
 * @param meaning the JSON
 * @param bytes the bytes
 */
record VectorFile(String meaning, byte[] bytes) {

    private static final int BYTES_PER_LINE = 32;

    static VectorFile read(String name) {
        String resource = "/wire/v1/" + name + ".hex";
        try (InputStream in = VectorFile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new AssertionError(resource + " is missing; by this codec it is\n"
                        + of(Vectors.v1().get(name)).text());
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            int end = text.indexOf('\n');
            return new VectorFile(text.substring(0, end),
                    HexFormat.of().parseHex(text.substring(end).replaceAll("\\s", "")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static VectorFile of(List<Object> said) {
        return new VectorFile(json(said), RoundTripTest.encoded(WireLimits.STREAMS, said));
    }

    String text() {
        StringBuilder text = new StringBuilder(meaning).append('\n');
        for (int at = 0; at < bytes.length; at += BYTES_PER_LINE) {
            text.append(HexFormat.of().formatHex(bytes, at, Math.min(bytes.length, at + BYTES_PER_LINE))).append('\n');
        }
        return text.toString();
    }

    private static String json(Object value) {
        if (value instanceof Record said) {
            return Stream.concat(Stream.of("\"type\":" + json(said.getClass().getSimpleName())),
                    Stream.of(said.getClass().getRecordComponents())
                            .map(component -> json(component.getName()) + ":" + json(component(said, component))))
                    .collect(Collectors.joining(",", "{", "}"));
        } else if (value instanceof StreamId stream) {
            return "{\"origin\":" + json(stream.origin()) + ",\"epoch\":" + stream.epoch() + ",\"topic\":"
                    + json(stream.topic()) + "}";
        } else if (value instanceof List<?> list) {
            return list.stream().map(VectorFile::json).collect(Collectors.joining(",", "[", "]"));
        } else if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream().map(e -> json(e.getKey()) + ":" + json(e.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        } else if (value instanceof byte[] bytes) {
            return json(HexFormat.of().formatHex(bytes));
        } else if (value instanceof String || value instanceof Enum || value instanceof NodeId) {
            return '"' + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
        return String.valueOf(value);
    }

    private static Object component(Record said, RecordComponent component) {
        try {
            return component.getAccessor().invoke(said);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
