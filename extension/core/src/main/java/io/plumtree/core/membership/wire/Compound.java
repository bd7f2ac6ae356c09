package io.plumtree.core.membership.wire;

import java.util.List;

/** Several messages in one packet: how many, how long each is, and the messages. */
final class Compound {

    /** More are misread by memberlist 0.2, which counts their lengths in a byte. */
    static final int MAX_PARTS = 127;
    static final int MAX_PART_BYTES = 0xFFFF;
    static final int HEADER_BYTES = 2;
    static final int PART_OVERHEAD = 2;

    private Compound() {
    }

    static byte[] join(List<byte[]> parts) {
        if (parts.size() > MAX_PARTS) {
            throw new IllegalArgumentException(parts.size() + " messages in one packet, allowed are " + MAX_PARTS);
        }
        int size = HEADER_BYTES + PART_OVERHEAD * parts.size();
        for (byte[] part : parts) {
            if (part.length > MAX_PART_BYTES) {
                throw new IllegalArgumentException(
                        "a message of " + part.length + " bytes among others, allowed are " + MAX_PART_BYTES);
            }
            size += part.length;
        }
        byte[] packet = new byte[size];
        packet[0] = MessageType.COMPOUND;
        packet[1] = (byte) parts.size();
        int length = HEADER_BYTES;
        int at = HEADER_BYTES + PART_OVERHEAD * parts.size();
        for (byte[] part : parts) {
            packet[length++] = (byte) (part.length >>> 8);
            packet[length++] = (byte) part.length;
            System.arraycopy(part, 0, packet, at, part.length);
            at += part.length;
        }
        return packet;
    }

    /** Hears of the parts of a packet. */
    interface Parts {

        void part(byte[] bytes, int from, int to);
    }

    /** Tells each part, until one is cut off: it and those behind it are lost. */
    static void split(byte[] bytes, int from, int to, Parts parts) throws MalformedBytes {
        if (to - from < HEADER_BYTES) {
            throw MalformedBytes.truncated("compound", from + HEADER_BYTES, to);
        }
        int count = bytes[from + 1] & 0xFF;
        int at = from + HEADER_BYTES + PART_OVERHEAD * count;
        if (at > to) {
            throw MalformedBytes.truncated("lengths of compound", at, to);
        }
        for (int i = 0; i < count; i++) {
            int length = from + HEADER_BYTES + PART_OVERHEAD * i;
            int end = at + ((bytes[length] & 0xFF) << 8 | (bytes[length + 1] & 0xFF));
            if (end > to) {
                throw MalformedBytes.truncated("part " + (i + 1) + " of " + count + " of compound", end, to);
            }
            parts.part(bytes, at, end);
            at = end;
        }
    }
}
