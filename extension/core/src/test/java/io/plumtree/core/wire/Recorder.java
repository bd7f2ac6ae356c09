package io.plumtree.core.wire;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.PlumtreeMessage;

/** Keeps what a decoder told, in order, in a form that compares by value. */
public final class Recorder implements FrameHandler {

    /** A gossip by value: the payload's array has none. */
    public record GossipValue(Gossip withoutBytes, String headerOrder, String payload) {
    }

    public final List<Object> heard = new ArrayList<>();
    final List<Object> raw = new ArrayList<>();
    public final List<RejectedInput> rejected = new ArrayList<>();
    final List<Integer> skipped = new ArrayList<>();

    public static Object value(Object said) {
        if (said instanceof Gossip gossip) {
            Message m = gossip.message();
            Message bare = new Message(m.stream(), m.sequence(), m.sentAtMillis(), m.headers(), null);
            return new GossipValue(
                    new Gossip(bare, gossip.round(), gossip.repaired(), gossip.acknowledge(), gossip.low(),
                            gossip.baseline()),
                    m.headers().toString(),
                    m.payload().uncompressedSize() + ":" + HexFormat.of().formatHex(m.payload().bytes()));
        }
        return said;
    }

    static List<Object> values(List<?> said) {
        List<Object> values = new ArrayList<>();
        said.forEach(s -> values.add(value(s)));
        return values;
    }

    RejectedInput.Reason reason() {
        return rejected.isEmpty() ? null : rejected.get(0).reason();
    }

    @Override
    public void message(PlumtreeMessage message) {
        raw.add(message);
        heard.add(value(message));
    }

    @Override
    public void frame(LinkFrame frame) {
        raw.add(frame);
        heard.add(frame);
    }

    @Override
    public void rejected(RejectedInput why) {
        rejected.add(why);
    }

    @Override
    public void skipped(int type) {
        skipped.add(type);
    }
}
