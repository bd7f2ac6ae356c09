package io.plumtree.api;

import java.nio.charset.StandardCharsets;

/** The one rule for names that travel: node ids, topics, header names. */
final class Names {

    private Names() {
    }

    static String checked(String what, String value, int maxBytes) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(what + " must not be blank");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isISOControl(c)) {
                throw new IllegalArgumentException(
                        what + " must not contain control characters, found U+" + String.format("%04X", (int) c)
                                + " at index " + i);
            }
        }
        checkLength(what, value, maxBytes);
        return value;
    }

    static void checkLength(String what, String value, int maxBytes) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > maxBytes) {
            throw new IllegalArgumentException(
                    what + " is " + bytes.length + " UTF-8 bytes long, allowed are " + maxBytes);
        }
        if (!new String(bytes, StandardCharsets.UTF_8).equals(value)) {
            throw new IllegalArgumentException(what + " has an unpaired surrogate, which UTF-8 cannot carry");
        }
    }
}
