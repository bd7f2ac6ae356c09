package io.plumtree.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.plumtree.core.membership.message.Ack;
import io.plumtree.core.membership.message.Alive;
import io.plumtree.core.membership.message.Dead;
import io.plumtree.core.membership.message.ErrorReply;
import io.plumtree.core.membership.message.IndirectPing;
import io.plumtree.core.membership.message.Nack;
import io.plumtree.core.membership.message.PacketMessage;
import io.plumtree.core.membership.message.Ping;
import io.plumtree.core.membership.message.PushPull;
import io.plumtree.core.membership.message.StreamMessage;
import io.plumtree.core.membership.message.Suspect;
import io.plumtree.core.membership.message.UserMessage;
import io.plumtree.core.membership.wire.Layer;
import io.plumtree.core.membership.wire.PacketCodec;
import io.plumtree.core.membership.wire.PacketHandler;
import io.plumtree.core.membership.wire.RejectedBytes;
import io.plumtree.core.membership.wire.StreamHandler;
import io.plumtree.core.membership.wire.StreamReader;
import io.plumtree.core.membership.wire.WireSecurity;

/**
 * A memberlist packet or stream as a tree: layers hold what is {@code inner}, or {@code parts}. Types have memberlist's own
 * names.
 */
final class DecodedMessages implements PacketHandler, StreamHandler {

    private static final Map<Class<?>, String> TYPES = Map.of(Ping.class, "ping", IndirectPing.class, "indirectPing",
            Ack.class, "ackResp", Nack.class, "nackResp", Suspect.class, "suspect", Alive.class, "alive", Dead.class, "dead",
            UserMessage.class, "user", PushPull.class, "pushPull", ErrorReply.class, "err");
    private static final int LABEL_HEADER = 0xF4;

    private final String label;
    private final Deque<ObjectNode> open = new ArrayDeque<>();
    private final ObjectNode root = Json.object();
    private final ArrayNode skipped = root.arrayNode();
    private boolean rejected;

    private DecodedMessages(String label) {
        this.label = label;
        open.push(root);
    }

    static Decoded ofPacket(WireSecurity security, String label, byte[] bytes) {
        DecodedMessages messages = new DecodedMessages(label);
        new PacketCodec(security).open(bytes, messages);
        return messages.decoded();
    }

    /** A stream starts with a label or is an answer. */
    static Decoded ofStream(WireSecurity security, String label, byte[] bytes) {
        DecodedMessages messages = new DecodedMessages(label);
        boolean labelled = bytes.length > 0 && (bytes[0] & 0xFF) == LABEL_HEADER;
        StreamReader reader = new StreamReader(security, labelled ? StreamReader.Side.REQUEST : StreamReader.Side.REPLY,
                messages);
        reader.feed(bytes, 0, bytes.length);
        reader.end();
        return messages.decoded();
    }

    private Decoded decoded() {
        return new Decoded((ObjectNode) root.get("inner"), rejected);
    }

    @Override
    public void entered(Layer layer) {
        ObjectNode json = switch (layer) {
            case LABEL -> Json.object().put("type", "hasLabel").put("label", label);
            case ENCRYPTED_V0 -> Json.object().put("type", "encrypt").put("version", 0);
            case ENCRYPTED_V1 -> Json.object().put("type", "encrypt").put("version", 1);
            case CHECKSUM -> Json.object().put("type", "hasCrc");
            case COMPRESSED -> Json.object().put("type", "compress");
            case COMPOUND -> Json.object().put("type", "compound");
        };
        if (layer == Layer.COMPOUND) {
            json.putArray("parts");
        }
        add(json);
        open.push(json);
    }

    @Override
    public void left() {
        open.pop();
    }

    @Override
    public void message(PacketMessage message) {
        add(Json.of(TYPES.get(message.getClass()), (Record) message));
    }

    @Override
    public void message(StreamMessage message) {
        ObjectNode json = Json.of(TYPES.get(message.getClass()), (Record) message);
        if (!skipped.isEmpty()) {
            json.set("rejectedStates", skipped);
        }
        add(json);
    }

    @Override
    public void rejected(RejectedBytes why) {
        rejected = true;
        add(Json.rejected(why.reason(), why.detail()));
    }

    @Override
    public void skipped(RejectedBytes why) {
        rejected = true;
        skipped.add(Json.rejected(why.reason(), why.detail()));
    }

    private void add(ObjectNode json) {
        ObjectNode around = open.element();
        if (around.get("parts") instanceof ArrayNode parts) {
            parts.add(json);
        } else {
            around.set("inner", json);
        }
    }
}
