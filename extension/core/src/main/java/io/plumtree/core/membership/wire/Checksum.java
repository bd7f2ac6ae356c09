package io.plumtree.core.membership.wire;

import java.util.zip.CRC32;

import io.plumtree.core.membership.wire.RejectedBytes.Reason;

/** The header with the CRC-32 of all that follows it. */
final class Checksum {

    static final int HEADER_BYTES = 1 + Integer.BYTES;

    private Checksum() {
    }

    static byte[] add(byte[] bytes) {
        byte[] checked = new byte[HEADER_BYTES + bytes.length];
        int crc = crc(bytes, 0, bytes.length);
        checked[0] = MessageType.HAS_CRC;
        for (int i = 0; i < Integer.BYTES; i++) {
            checked[1 + i] = (byte) (crc >>> (24 - 8 * i));
        }
        System.arraycopy(bytes, 0, checked, HEADER_BYTES, bytes.length);
        return checked;
    }

    static boolean stands(byte[] bytes, int from, int to) {
        return to - from >= HEADER_BYTES && bytes[from] == MessageType.HAS_CRC;
    }

    static void check(byte[] bytes, int from, int to) throws MalformedBytes {
        int told = 0;
        for (int i = 1; i < HEADER_BYTES; i++) {
            told = told << 8 | (bytes[from + i] & 0xFF);
        }
        int found = crc(bytes, from + HEADER_BYTES, to);
        if (told != found) {
            throw new MalformedBytes(Reason.BAD_CHECKSUM,
                    "checksum is " + Integer.toHexString(found) + ", told is " + Integer.toHexString(told));
        }
    }

    private static int crc(byte[] bytes, int from, int to) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, to - from);
        return (int) crc.getValue();
    }
}
