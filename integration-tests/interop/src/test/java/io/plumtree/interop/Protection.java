package io.plumtree.interop;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

import io.plumtree.api.MembershipSettings;

/** How the members of a cluster write. Ours compress whatever gets shorter by it. */
enum Protection {

    PLAIN,
    COMPRESSED,
    AES_128(key(16, 1)),
    AES_256(key(32, 2));

    private final List<byte[]> keys;

    Protection(byte[]... keys) {
        this.keys = List.of(keys);
    }

    /** @return a key that is nobody's secret */
    static byte[] key(int length, int first) {
        byte[] key = new byte[length];
        for (int i = 0; i < length; i++) {
            key[i] = (byte) (first + 7 * i);
        }
        return key;
    }

    String[] goOptions() {
        return new String[] { "-compress=" + (this != PLAIN),
                "-keys=" + keys.stream().map(HexFormat.of()::formatHex).collect(Collectors.joining(",")) };
    }

    MembershipSettings apply(MembershipSettings settings) {
        return settings.withKeys(keys);
    }
}
