package io.plumtree.cli;

import java.nio.ByteBuffer;
import java.util.Locale;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.plumtree.api.PlumtreeConfig;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.wire.FrameHandler;
import io.plumtree.core.wire.LinkDecoder;
import io.plumtree.core.wire.LinkFrame;
import io.plumtree.core.wire.RejectedInput;
import io.plumtree.core.wire.RejectedInput.Reason;
import io.plumtree.core.wire.WireLimits;

/** Frames of a broadcast connection, in their order. A DECLARE says nothing by itself and is not among them. */
final class DecodedFrames implements FrameHandler {

    private final ObjectNode root = Json.object();
    private final ArrayNode frames = root.putArray("frames");
    private boolean rejected;

    private DecodedFrames() {
    }

    static Decoded of(byte[] bytes) {
        DecodedFrames decoded = new DecodedFrames();
        boolean wellFormed = new LinkDecoder(WireLimits.of(PlumtreeConfig.standard()), decoded).feed(bytes, 0, bytes.length);
        if (wellFormed && (bytes.length == 0 || bytesOfLastFrameMissing(bytes))) {
            decoded.rejected(new RejectedInput(Reason.TRUNCATED, "the bytes end before a frame does"));
        }
        return new Decoded(decoded.root, decoded.rejected);
    }

    /** Each frame starts with the number of bytes that follow it. */
    private static boolean bytesOfLastFrameMissing(byte[] bytes) {
        int at = 0;
        while (bytes.length - at >= Integer.BYTES) {
            at += Integer.BYTES + ByteBuffer.wrap(bytes).getInt(at);
            if (at > bytes.length) {
                return true;
            }
        }
        return at < bytes.length;
    }

    @Override
    public void message(PlumtreeMessage message) {
        add((Record) message);
    }

    @Override
    public void frame(LinkFrame frame) {
        add((Record) frame);
    }

    @Override
    public void skipped(int type) {
        frames.add(Json.object().put("type", "OPTIONAL").put("number", type));
    }

    @Override
    public void rejected(RejectedInput why) {
        rejected = true;
        frames.add(Json.rejected(why.reason(), why.detail()));
    }

    private void add(Record frame) {
        frames.add(Json.of(frame.getClass().getSimpleName().toUpperCase(Locale.ROOT), frame));
    }
}
