package io.plumtree.core.membership.wire;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.plumtree.core.membership.message.PacketMessage;
import io.plumtree.core.membership.message.StreamMessage;
import io.plumtree.core.membership.wire.RejectedBytes.Reason;

/** Remembers what was read: each message, each rejection, and each layer as a list that starts with its name. */
final class Heard implements PacketHandler, StreamHandler {

    final List<Object> tree = new ArrayList<>();
    final List<Object> messages = new ArrayList<>();
    final List<Reason> rejected = new ArrayList<>();
    final List<Reason> skipped = new ArrayList<>();
    final List<String> details = new ArrayList<>();
    private final Deque<List<Object>> open = new ArrayDeque<>(List.of(tree));

    static Heard packet(WireSecurity security, byte[] datagram) {
        Heard heard = new Heard();
        new PacketReader(security, heard).read(datagram);
        heard.checkClosed();
        return heard;
    }

    static Heard stream(WireSecurity security, StreamReader.Side side, byte[] bytes) {
        return stream(security, side, bytes, Math.max(1, bytes.length));
    }

    /** Fed in chunks, and ended. */
    static Heard stream(WireSecurity security, StreamReader.Side side, byte[] bytes, int chunk) {
        Heard heard = new Heard();
        StreamReader reader = new StreamReader(security, side, heard);
        for (int at = 0; at < bytes.length; at += chunk) {
            reader.feed(bytes, at, Math.min(bytes.length, at + chunk));
        }
        reader.end();
        heard.checkClosed();
        if (heard.messages.size() + heard.rejected.size() != 1) {
            throw new AssertionError("a stream says one thing or is rejected, not " + heard.tree);
        }
        return heard;
    }

    private void checkClosed() {
        if (open.size() != 1) {
            throw new AssertionError("layers were not left: " + tree);
        }
    }

    @Override
    public void entered(Layer layer) {
        List<Object> within = new ArrayList<>(List.of(layer));
        said(within);
        open.push(within);
    }

    @Override
    public void left() {
        open.pop();
    }

    @Override
    public void message(PacketMessage message) {
        messages.add(message);
        said(message);
    }

    @Override
    public void message(StreamMessage message) {
        messages.add(message);
        said(message);
    }

    @Override
    public void rejected(RejectedBytes why) {
        rejected.add(why.reason());
        details.add(why.detail());
        said(why.reason());
    }

    @Override
    public void skipped(RejectedBytes why) {
        skipped.add(why.reason());
    }

    private void said(Object what) {
        open.element().add(what);
    }
}
