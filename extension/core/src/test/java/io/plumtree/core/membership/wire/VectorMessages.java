package io.plumtree.core.membership.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import io.plumtree.core.membership.message.Ack;
import io.plumtree.core.membership.message.Alive;
import io.plumtree.core.membership.message.Blob;
import io.plumtree.core.membership.message.Dead;
import io.plumtree.core.membership.message.ErrorReply;
import io.plumtree.core.membership.message.IndirectPing;
import io.plumtree.core.membership.message.MemberAddress;
import io.plumtree.core.membership.message.MembershipMessage;
import io.plumtree.core.membership.message.Nack;
import io.plumtree.core.membership.message.NodeState;
import io.plumtree.core.membership.message.Ping;
import io.plumtree.core.membership.message.ProtocolVersions;
import io.plumtree.core.membership.message.PushPull;
import io.plumtree.core.membership.message.Suspect;
import io.plumtree.core.membership.message.UserMessage;

/** The messages that the vectors describe. */
final class VectorMessages {

    private final JsonNode fields;

    private VectorMessages(JsonNode fields) {
        this.fields = fields;
    }

    static MembershipMessage message(String type, JsonNode fields) {
        VectorMessages of = new VectorMessages(fields);
        long sequence = fields.path("SeqNo").asLong();
        return switch (type) {
            case "ping" -> new Ping(sequence, of.text("Node"), of.source(), of.text("SourceNode"));
            case "indirectPing" -> new IndirectPing(sequence, of.address("Target", "Port"), of.text("Node"),
                    fields.path("Nack").asBoolean(), of.source(), of.text("SourceNode"));
            case "ackResp" -> new Ack(sequence, of.blob("Payload"));
            case "nackResp" -> new Nack(sequence);
            case "suspect" -> new Suspect(of.incarnation(), of.text("Node"), of.text("From"));
            case "dead" -> new Dead(of.incarnation(), of.text("Node"), of.text("From"));
            case "alive" -> new Alive(of.incarnation(), of.text("Node"), of.address("Addr", "Port"), of.blob("Meta"),
                    of.versions());
            case "err" -> new ErrorReply(of.text("Error"));
            default -> throw new AssertionError("no fields of " + type);
        };
    }

    static NodeState nodeState(JsonNode fields) {
        VectorMessages of = new VectorMessages(fields);
        return new NodeState(of.text("Name"), of.address("Addr", "Port"), of.blob("Meta"), of.incarnation(),
                NodeState.State.values()[fields.get("State").asInt()], of.versions());
    }

    /** One side of a stream. */
    static MembershipMessage stream(JsonNode decoded) {
        return switch (decoded.get("type").asText()) {
            case "user" -> new UserMessage(Blob.of(bytes(decoded.get("body").asText())));
            case "pushPull" -> {
                List<NodeState> states = new ArrayList<>();
                decoded.get("nodes").forEach(node -> states.add(nodeState(node)));
                yield new PushPull(decoded.get("header").get("Join").asBoolean(), states,
                        Blob.of(bytes(decoded.get("userState").asText())));
            }
            default -> message(decoded.get("type").asText(), decoded.get("header"));
        };
    }

    /** A packet without its encryption. */
    static Object packet(JsonNode message) {
        String type = message.get("type").asText();
        return switch (type) {
            case "hasCrc" -> List.of(Layer.CHECKSUM, packet(message.get("inner")));
            case "compress" -> List.of(Layer.COMPRESSED, packet(message.get("inner")));
            case "compound" -> {
                List<Object> parts = new ArrayList<>(List.of(Layer.COMPOUND));
                message.get("parts").forEach(part -> parts.add(packet(part)));
                yield parts;
            }
            case "user" -> new UserMessage(Blob.of(bytes(message.get("body").asText())));
            default -> message(type, message.get("fields"));
        };
    }

    private long incarnation() {
        return fields.get("Incarnation").asLong();
    }

    private String text(String field) {
        String text = fields.path(field).asText();
        return text.startsWith("hex:") ? new String(bytes(text), StandardCharsets.UTF_8) : text;
    }

    private Blob blob(String field) {
        if (fields.has(field + "Len")) {
            byte[] counted = new byte[fields.get(field + "Len").asInt()];
            for (int i = 0; i < counted.length; i++) {
                counted[i] = (byte) i;
            }
            return Blob.of(counted);
        } else if (fields.path(field).asText().equals("512 x 'M'")) {
            byte[] longest = new byte[512];
            Arrays.fill(longest, (byte) 'M');
            return Blob.of(longest);
        }
        return fields.path(field).isNull() ? Blob.ABSENT : Blob.of(bytes(fields.path(field).asText()));
    }

    private MemberAddress address(String ip, String port) {
        return MemberAddress.of(bytes(fields.get(ip).asText()), fields.get(port).asInt());
    }

    private MemberAddress source() {
        return fields.has("SourceAddr") ? address("SourceAddr", "SourcePort") : null;
    }

    private ProtocolVersions versions() {
        if (fields.get("Vsn").isNull()) {
            return ProtocolVersions.UNKNOWN;
        }
        byte[] v = bytes(fields.get("Vsn").asText());
        return new ProtocolVersions(v[0], v[1], v[2], v[3], v[4], v[5]);
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.startsWith("hex:") ? hex.substring(4) : hex);
    }
}
