package io.plumtree.core.wire;

import java.util.Arrays;
import java.util.HexFormat;

/** Builds frames by hand, as a stranger would. */
final class Frames {

    private Frames() {
    }

    /** A whole frame of that type and body, in hex with spaces as one likes. */
    static byte[] frame(int type, String body) {
        byte[] bytes = hex(body);
        WireBuffer out = new WireBuffer();
        out.putInt(bytes.length + 1);
        out.putByte(type);
        out.putBytes(bytes);
        return Arrays.copyOf(out.array(), out.size());
    }

    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    static byte[] concat(byte[]... parts) {
        WireBuffer out = new WireBuffer();
        for (byte[] part : parts) {
            out.putBytes(part);
        }
        return Arrays.copyOf(out.array(), out.size());
    }

    static String text(String ascii) {
        WireBuffer out = new WireBuffer();
        out.putText(ascii);
        return HexFormat.of().formatHex(out.array(), 0, out.size());
    }

    /** Names stream a/1/t as index 0, with a baseline of 5. */
    static byte[] declared() {
        return frame(FrameType.DECLARE, "00" + text("a") + "0000000000000001" + text("t") + "05");
    }

    static Recorder fed(WireLimits limits, byte[]... parts) {
        Recorder recorder = new Recorder();
        byte[] bytes = concat(parts);
        new LinkDecoder(limits, recorder).feed(bytes, 0, bytes.length);
        return recorder;
    }
}
