package io.plumtree.core.membership.wire;

import java.util.Arrays;

import io.plumtree.core.membership.message.Ack;
import io.plumtree.core.membership.message.Alive;
import io.plumtree.core.membership.message.Dead;
import io.plumtree.core.membership.message.ErrorReply;
import io.plumtree.core.membership.message.IndirectPing;
import io.plumtree.core.membership.message.Nack;
import io.plumtree.core.membership.message.NodeState;
import io.plumtree.core.membership.message.PacketMessage;
import io.plumtree.core.membership.message.Ping;
import io.plumtree.core.membership.message.PushPull;
import io.plumtree.core.membership.message.StreamMessage;
import io.plumtree.core.membership.message.Suspect;
import io.plumtree.core.membership.message.UserMessage;
import io.plumtree.core.wire.WireBuffer;

/** Turns messages into bytes: the type, and the fields as a map in the order of their names. */
public final class MembershipEncoder {

    private MembershipEncoder() {
    }

    /**
     * Encodes what a datagram carries, alone or as a part of several.
     *
     * @param message what
     * @return its bytes, starting with its type
     */
    public static byte[] encode(PacketMessage message) {
        WireBuffer out = new WireBuffer();
        if (message instanceof UserMessage user) {
            out.putByte(MessageType.USER);
            out.putBytes(user.body().bytes());
        } else if (message instanceof Alive alive) {
            write(MessageType.ALIVE, fields(alive), out);
        } else if (message instanceof Suspect suspect) {
            write(MessageType.SUSPECT, accusation(suspect.incarnation(), suspect.node(), suspect.from()), out);
        } else if (message instanceof Dead dead) {
            write(MessageType.DEAD, accusation(dead.incarnation(), dead.node(), dead.from()), out);
        } else if (message instanceof IndirectPing ping) {
            write(MessageType.INDIRECT_PING, fields(ping), out);
        } else if (message instanceof Nack nack) {
            write(MessageType.NACK, new Struct(Schema.NACK).with("SeqNo", nack.sequence()), out);
        } else if (message instanceof Ack ack) {
            write(MessageType.ACK, fields(ack), out);
        } else {
            write(MessageType.PING, fields((Ping) message), out);
        }
        return bytes(out);
    }

    /** Encodes what a stream carries, before its layers. */
    static byte[] encodeStream(StreamMessage message) {
        WireBuffer out = new WireBuffer();
        if (message instanceof UserMessage user) {
            write(MessageType.USER, new Struct(Schema.USER).with("UserMsgLen", user.body().size()), out);
            out.putBytes(user.body().bytes());
        } else if (message instanceof PushPull state) {
            write(MessageType.PUSH_PULL, new Struct(Schema.PUSH_PULL).with("Nodes", state.states().size())
                    .with("UserStateLen", state.userState().size()).with("Join", state.join()), out);
            for (NodeState each : state.states()) {
                fields(each).write(out);
            }
            out.putBytes(state.userState().bytes());
        } else if (message instanceof ErrorReply reply) {
            write(MessageType.ERROR, new Struct(Schema.ERROR).with("Error", reply.error()), out);
        } else if (message instanceof Ack ack) {
            write(MessageType.ACK, fields(ack), out);
        } else {
            write(MessageType.PING, fields((Ping) message), out);
        }
        return bytes(out);
    }

    private static Struct fields(Ping ping) {
        return new Struct(Schema.PING).with("SeqNo", ping.sequence()).with("Node", ping.node())
                .with("SourceAddr", "SourcePort", ping.source()).with("SourceNode", ping.sourceNode());
    }

    private static Struct fields(IndirectPing ping) {
        return new Struct(Schema.INDIRECT_PING).with("SeqNo", ping.sequence()).with("Target", "Port", ping.target())
                .with("Node", ping.node()).with("Nack", ping.nack()).with("SourceAddr", "SourcePort", ping.source())
                .with("SourceNode", ping.sourceNode());
    }

    private static Struct fields(Ack ack) {
        return new Struct(Schema.ACK).with("SeqNo", ack.sequence()).with("Payload", ack.payload());
    }

    private static Struct fields(Alive alive) {
        return new Struct(Schema.ALIVE).with("Incarnation", alive.incarnation()).with("Node", alive.node())
                .with("Addr", "Port", alive.address()).with("Meta", alive.meta()).with("Vsn", alive.versions());
    }

    static Struct fields(NodeState state) {
        return new Struct(Schema.NODE_STATE).with("Name", state.name()).with("Addr", "Port", state.address())
                .with("Meta", state.meta()).with("Incarnation", state.incarnation())
                .with("State", state.state().code()).with("Vsn", state.versions());
    }

    private static Struct accusation(long incarnation, String node, String from) {
        return new Struct(Schema.ACCUSATION).with("Incarnation", incarnation).with("Node", node).with("From", from);
    }

    private static void write(int type, Struct fields, WireBuffer out) {
        out.putByte(type);
        fields.write(out);
    }

    private static byte[] bytes(WireBuffer out) {
        return Arrays.copyOf(out.array(), out.size());
    }
}
