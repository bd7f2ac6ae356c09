package io.plumtree.core.membership.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.membership.message.Blob;
import io.plumtree.core.membership.message.NodeState;
import io.plumtree.core.membership.message.PushPull;
import io.plumtree.core.membership.message.StreamMessage;
import io.plumtree.core.membership.message.UserMessage;
import io.plumtree.core.membership.wire.RejectedBytes.Reason;

/**
 * Reads the message of a stream when its layers are off. Plain streams have no frame that says how long the message is, so it
 * is read as far as it came, element by element, and no element is read twice once it was there.
 */
final class StreamBody {

    /** The longest structure; the states of members with the longest names and metadata are much shorter. */
    static final int MAX_STRUCT_BYTES = 1 << 14;
    /** Structures and all. */
    private static final int MAX_BODY_BYTES = 2 * StreamCodec.MAX_BYTES;
    private static final int NOTHING_YET = -1;

    private final StreamHandler handler;
    private final List<NodeState> states = new ArrayList<>();
    private int type = NOTHING_YET;
    private @Nullable Struct header;
    private int statesLeft;
    private int tailBytes;
    private long consumed;

    StreamBody(StreamHandler handler) {
        this.handler = handler;
    }

    /** @return what was read from the beginning, which need not be handed in again */
    long consumed() {
        return consumed;
    }

    /**
     * Reads on.
     *
     * @param from the first byte not consumed
     * @throws MalformedBytes if it makes no sense, or not yet
     */
    StreamMessage read(byte[] bytes, int from, int to) throws MalformedBytes {
        int at = from;
        if (type == NOTHING_YET) {
            if (at == to) {
                throw MalformedBytes.truncated("message", at + 1, to);
            }
            type = bytes[at] & 0xFF;
            at = consume(at, at + 1);
        }
        MsgPackReader in = new MsgPackReader(bytes, at, to, MAX_STRUCT_BYTES);
        return switch (type) {
            case MessageType.PING -> MembershipDecoder.ping(in);
            case MessageType.ACK -> MembershipDecoder.ack(in);
            case MessageType.ERROR -> MembershipDecoder.error(in);
            case MessageType.USER -> user(bytes, at, to);
            case MessageType.PUSH_PULL -> pushPull(bytes, at, to);
            default -> throw new MalformedBytes(Reason.UNKNOWN_TYPE, "message type " + type + " has no place on a stream");
        };
    }

    private UserMessage user(byte[] bytes, int from, int to) throws MalformedBytes {
        int at = from;
        if (header == null) {
            MsgPackReader in = new MsgPackReader(bytes, at, to, MAX_STRUCT_BYTES);
            Struct fields = Struct.read(Schema.USER, in, "user");
            tailBytes = fields.length("UserMsgLen", StreamCodec.MAX_BYTES);
            header = fields;
            at = consume(at, in.at());
        }
        return new UserMessage(tail(bytes, at, to, "user message"));
    }

    private PushPull pushPull(byte[] bytes, int from, int to) throws MalformedBytes {
        int at = from;
        Struct fields = header;
        if (fields == null) {
            MsgPackReader in = new MsgPackReader(bytes, at, to, MAX_STRUCT_BYTES);
            fields = Struct.read(Schema.PUSH_PULL, in, "pushPull");
            statesLeft = fields.length("Nodes", StreamCodec.MAX_STATES);
            tailBytes = fields.length("UserStateLen", StreamCodec.MAX_BYTES);
            header = fields;
            at = consume(at, in.at());
        }
        for (; statesLeft > 0; statesLeft--) {
            MsgPackReader in = new MsgPackReader(bytes, at, to, MAX_STRUCT_BYTES);
            Struct state = Struct.read(Schema.NODE_STATE, in, "node state");
            at = consume(at, in.at());
            try {
                states.add(MembershipDecoder.nodeState(state));
            } catch (MalformedBytes e) {
                handler.skipped(e.why());
            }
        }
        Blob userState = tail(bytes, at, to, "user state");
        return new PushPull(fields.flag("Join"), Collections.unmodifiableList(states), userState);
    }

    private Blob tail(byte[] bytes, int from, int to, String what) throws MalformedBytes {
        if (to - from < tailBytes) {
            throw MalformedBytes.truncated(what, from + tailBytes, to);
        }
        return Blob.of(Arrays.copyOfRange(bytes, from, from + tailBytes));
    }

    private int consume(int from, int to) throws MalformedBytes {
        consumed += to - from;
        if (consumed > MAX_BODY_BYTES) {
            throw new MalformedBytes(Reason.TOO_LARGE, "a message of more than " + MAX_BODY_BYTES + " bytes");
        }
        return to;
    }
}
