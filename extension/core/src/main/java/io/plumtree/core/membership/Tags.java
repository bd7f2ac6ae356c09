package io.plumtree.core.membership;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import io.plumtree.api.Member;
import io.plumtree.api.MetadataTooLargeException;

/**
 * A node's metadata as Serf encodes its tags: a magic byte and a msgpack map of strings, so that {@code serf members} shows
 * them. Written in msgpack's old form, where strings and bytes are one type; read in either.
 */
public final class Tags {

    /** Most bytes that metadata may take, encoded. */
    public static final int MAX_BYTES = 512;

    private static final int MAGIC = 0xFF;

    private Tags() {
    }

    /**
     * @param tags any; encoded in the order of their names
     * @return the metadata; no bytes if there are no tags
     * @throws MetadataTooLargeException if they take more than {@value #MAX_BYTES} bytes
     */
    public static byte[] encode(Map<String, String> tags) {
        byte[] encoded = write(tags);
        if (encoded.length > MAX_BYTES) {
            throw new MetadataTooLargeException(encoded.length, MAX_BYTES);
        }
        return encoded;
    }

    /** @return how many bytes of the application find room beside these tags */
    public static int room(Map<String, String> tags) {
        Map<String, String> all = new TreeMap<>(tags);
        all.put(Member.USER_TAG, "");
        // Longer texts have a header of three bytes instead of one; four characters carry three bytes.
        return Math.max(0, (MAX_BYTES - write(all).length - 2) * 3 / 4);
    }

    /** @return these tags and the application's bytes */
    static Map<String, String> with(Map<String, String> tags, byte[] user) {
        Map<String, String> all = new TreeMap<>(tags);
        if (user.length > 0) {
            all.put(Member.USER_TAG, Base64.getEncoder().withoutPadding().encodeToString(user));
        }
        return all;
    }

    private static byte[] write(Map<String, String> tags) {
        if (tags.isEmpty()) {
            return new byte[0];
        }
        byte[] buffer = new byte[4 + tags.entrySet().stream()
                .mapToInt(tag -> 6 + 3 * (tag.getKey().length() + tag.getValue().length())).sum()];
        int at = 0;
        buffer[at++] = (byte) MAGIC;
        if (tags.size() < 16) {
            buffer[at++] = (byte) (0x80 | tags.size());
        } else {
            buffer[at++] = (byte) 0xDE;
            buffer[at++] = (byte) (tags.size() >>> 8);
            buffer[at++] = (byte) tags.size();
        }
        for (Map.Entry<String, String> tag : new TreeMap<>(tags).entrySet()) {
            at = write(tag.getKey(), buffer, at);
            at = write(tag.getValue(), buffer, at);
        }
        return Arrays.copyOf(buffer, at);
    }

    private static int write(String text, byte[] buffer, int from) {
        int at = from;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < 32) {
            buffer[at++] = (byte) (0xA0 | bytes.length);
        } else {
            buffer[at++] = (byte) 0xDA;
            buffer[at++] = (byte) (bytes.length >>> 8);
            buffer[at++] = (byte) bytes.length;
        }
        System.arraycopy(bytes, 0, buffer, at, bytes.length);
        return at + bytes.length;
    }

    /** @return the tags in the order of their names, unmodifiable; none if the metadata are anything else */
    public static Map<String, String> decode(byte[] metadata) {
        if (metadata.length < 2 || (metadata[0] & 0xFF) != MAGIC) {
            return Collections.emptyMap();
        }
        return new Reader(metadata).map();
    }

    /** Reads a map of strings, and gives nothing if there is another thing. */
    private static final class Reader {
        private final byte[] bytes;
        private int at = 1;
        private boolean wrong;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        Map<String, String> map() {
            int head = next();
            int size = (head & 0xF0) == 0x80 ? head & 0x0F : head == 0xDE ? next() << 8 | next() : -1;
            wrong |= size < 0;
            Map<String, String> tags = new TreeMap<>();
            for (int i = 0; i < size && !wrong; i++) {
                String name = text();
                tags.put(name, text());
            }
            return wrong ? Collections.emptyMap() : Collections.unmodifiableMap(new LinkedHashMap<>(tags));
        }

        private String text() {
            int head = next();
            int length;
            if ((head & 0xE0) == 0xA0) {
                length = head & 0x1F;
            } else if (head == 0xD9 || head == 0xC4) {
                length = next();
            } else if (head == 0xDA || head == 0xC5) {
                length = next() << 8 | next();
            } else {
                length = -1;
            }
            if (wrong || length < 0 || length > bytes.length - at) {
                wrong = true;
                return "";
            }
            at += length;
            return new String(bytes, at - length, length, StandardCharsets.UTF_8);
        }

        private int next() {
            if (at >= bytes.length) {
                wrong = true;
                return 0;
            }
            return bytes[at++] & 0xFF;
        }
    }
}
