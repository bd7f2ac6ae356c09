package io.plumtree.api;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Checks and copies the headers of a broadcast. */
final class Headers {

    private Headers() {
    }

    static Map<String, String> checked(Map<String, String> headers) {
        if (headers.isEmpty()) {
            return Collections.emptyMap();
        }
        if (headers.size() > Broadcast.MAX_HEADERS) {
            throw new IllegalArgumentException(
                    headers.size() + " headers, allowed are " + Broadcast.MAX_HEADERS);
        }
        Map<String, String> copy = new LinkedHashMap<>();
        int bytes = 0;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            String name = Names.checked("header name", header.getKey(), Broadcast.MAX_HEADER_NAME_BYTES);
            Names.checkLength("header " + name, header.getValue(), Broadcast.MAX_HEADER_BYTES);
            bytes += utf8Length(name) + utf8Length(header.getValue());
            copy.put(name, header.getValue());
        }
        if (bytes > Broadcast.MAX_HEADER_BYTES) {
            throw new IllegalArgumentException(
                    "headers are " + bytes + " UTF-8 bytes in all, allowed are " + Broadcast.MAX_HEADER_BYTES);
        }
        return Collections.unmodifiableMap(copy);
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
