package io.plumtree.simulator.network;

import io.plumtree.api.PlumtreeConfig;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.util.Prng;
import io.plumtree.core.wire.FrameHandler;
import io.plumtree.core.wire.LinkDecoder;
import io.plumtree.core.wire.LinkEncoder;
import io.plumtree.core.wire.LinkFrame;
import io.plumtree.core.wire.RejectedInput;
import io.plumtree.core.wire.WireBuffer;
import io.plumtree.core.wire.WireLimits;

/**
 * Bytes that change or end on the way. They go through the real encoder and decoder, which must take them without an
 * exception. The transport notices by its checksums, so nothing of it reaches the engine and the link ends.
 */
final class Damage {

    private static final WireLimits LIMITS = WireLimits.of(PlumtreeConfig.standard());

    private Damage() {
    }

    static void corrupt(PlumtreeMessage message, Prng random) {
        WireBuffer bytes = encoded(message);
        int flips = 1 + random.nextInt(3);
        for (int i = 0; i < flips; i++) {
            bytes.array()[random.nextInt(bytes.size())] ^= (byte) (1 << random.nextInt(8));
        }
        decode(bytes, bytes.size());
    }

    static void truncate(PlumtreeMessage message, Prng random) {
        WireBuffer bytes = encoded(message);
        decode(bytes, random.nextInt(bytes.size()));
    }

    private static WireBuffer encoded(PlumtreeMessage message) {
        WireBuffer bytes = new WireBuffer();
        new LinkEncoder(WireLimits.STREAMS).encode(message, bytes);
        return bytes;
    }

    private static void decode(WireBuffer bytes, int length) {
        int[] rejections = new int[1];
        boolean goesOn = new LinkDecoder(LIMITS, new FrameHandler() {
            @Override
            public void message(PlumtreeMessage message) {
                // what the checksum rejects
            }

            @Override
            public void frame(LinkFrame frame) {
                // as above
            }

            @Override
            public void rejected(RejectedInput why) {
                rejections[0]++;
            }
        }).feed(bytes.array(), 0, length);
        if (rejections[0] != (goesOn ? 0 : 1)) {
            throw new AssertionError("the decoder rejected " + rejections[0] + " times and goes on: " + goesOn);
        }
    }
}
