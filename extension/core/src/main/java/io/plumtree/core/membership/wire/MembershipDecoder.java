package io.plumtree.core.membership.wire;

import java.util.Arrays;

import io.plumtree.core.membership.message.Ack;
import io.plumtree.core.membership.message.Alive;
import io.plumtree.core.membership.message.Blob;
import io.plumtree.core.membership.message.Dead;
import io.plumtree.core.membership.message.ErrorReply;
import io.plumtree.core.membership.message.IndirectPing;
import io.plumtree.core.membership.message.Nack;
import io.plumtree.core.membership.message.NodeState;
import io.plumtree.core.membership.message.PacketMessage;
import io.plumtree.core.membership.message.Ping;
import io.plumtree.core.membership.message.Suspect;
import io.plumtree.core.membership.message.UserMessage;
import io.plumtree.core.membership.wire.RejectedBytes.Reason;

/** Makes messages of bytes. What follows the fields of a message is ignored, as memberlist does. */
final class MembershipDecoder {

    private MembershipDecoder() {
    }

    /** Reads one part of a datagram, whose type stands at {@code from}. */
    static PacketMessage packet(byte[] bytes, int from, int to) throws MalformedBytes {
        int type = bytes[from] & 0xFF;
        MsgPackReader in = new MsgPackReader(bytes, from + 1, to);
        return switch (type) {
            case MessageType.PING -> ping(in);
            case MessageType.INDIRECT_PING -> indirectPing(in);
            case MessageType.ACK -> ack(in);
            case MessageType.NACK -> new Nack(Struct.read(Schema.NACK, in, "nackResp").number("SeqNo"));
            case MessageType.SUSPECT -> {
                Struct fields = Struct.read(Schema.ACCUSATION, in, "suspect");
                yield new Suspect(fields.number("Incarnation"), fields.name("Node"), fields.nameOrEmpty("From"));
            }
            case MessageType.DEAD -> {
                Struct fields = Struct.read(Schema.ACCUSATION, in, "dead");
                yield new Dead(fields.number("Incarnation"), fields.name("Node"), fields.nameOrEmpty("From"));
            }
            case MessageType.ALIVE -> alive(in);
            case MessageType.USER -> new UserMessage(Blob.of(Arrays.copyOfRange(bytes, from + 1, to)));
            default -> throw new MalformedBytes(Reason.UNKNOWN_TYPE, "message type " + type + " has no place in a packet");
        };
    }

    static Ping ping(MsgPackReader in) throws MalformedBytes {
        Struct fields = Struct.read(Schema.PING, in, "ping");
        return new Ping(fields.number("SeqNo"), fields.nameOrEmpty("Node"), fields.source(),
                fields.nameOrEmpty("SourceNode"));
    }

    private static IndirectPing indirectPing(MsgPackReader in) throws MalformedBytes {
        Struct fields = Struct.read(Schema.INDIRECT_PING, in, "indirectPing");
        return new IndirectPing(fields.number("SeqNo"), fields.address("Target", "Port"), fields.nameOrEmpty("Node"),
                fields.flag("Nack"), fields.source(), fields.nameOrEmpty("SourceNode"));
    }

    static Ack ack(MsgPackReader in) throws MalformedBytes {
        Struct fields = Struct.read(Schema.ACK, in, "ackResp");
        return new Ack(fields.number("SeqNo"), fields.blob("Payload"));
    }

    private static Alive alive(MsgPackReader in) throws MalformedBytes {
        Struct fields = Struct.read(Schema.ALIVE, in, "alive");
        return new Alive(fields.number("Incarnation"), fields.name("Node"), fields.address("Addr", "Port"), fields.meta(),
                fields.versions());
    }

    static ErrorReply error(MsgPackReader in) throws MalformedBytes {
        return new ErrorReply(Struct.read(Schema.ERROR, in, "err").text("Error"));
    }

    static NodeState nodeState(Struct fields) throws MalformedBytes {
        NodeState.State state = NodeState.State.of(fields.number("State"));
        if (state == null) {
            throw new MalformedBytes(Reason.BAD_STATE, "State is " + fields.number("State") + ", allowed are 0 to 3");
        }
        return new NodeState(fields.name("Name"), fields.address("Addr", "Port"), fields.meta(),
                fields.number("Incarnation"), state, fields.versions());
    }
}
