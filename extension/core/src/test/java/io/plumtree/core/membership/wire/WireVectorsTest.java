package io.plumtree.core.membership.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import com.fasterxml.jackson.databind.JsonNode;

import io.plumtree.core.membership.MemberlistVectors;
import io.plumtree.core.membership.message.NodeState;
import io.plumtree.core.membership.message.PacketMessage;
import io.plumtree.core.membership.message.StreamMessage;
import io.plumtree.core.membership.wire.RejectedBytes.Reason;
import io.plumtree.core.wire.WireBuffer;

/** Every datagram and stream that Go members exchanged is read as the tree it is, and written in the same bytes. */
class WireVectorsTest {

    private static final String CUT = "...truncated, full in captures/";

    @Test
    void thereAre133() {
        assertEquals(133, MemberlistVectors.wire().size());
    }

    @TestFactory
    Stream<DynamicTest> everyDatagramIsReadAndWrittenByteForByte() {
        return MemberlistVectors.wire().stream().filter(vector -> vector.get("decoded").has("message"))
                .map(vector -> DynamicTest.dynamicTest(name(vector), () -> checkPacket(vector)));
    }

    @TestFactory
    Stream<DynamicTest> everySideOfAStreamIsReadAndWrittenByteForByte() {
        return MemberlistVectors.wire().stream().filter(vector -> vector.get("decoded").has("type"))
                .map(vector -> DynamicTest.dynamicTest(name(vector), () -> checkStream(vector)));
    }

    /** Of the two longest there are the first 2000 bytes. */
    @TestFactory
    Stream<DynamicTest> whatIsCutOffIsReadAsFarAsItGoes() {
        return MemberlistVectors.wire().stream().filter(vector -> vector.get("decoded").has("note"))
                .map(vector -> DynamicTest.dynamicTest(name(vector), () -> checkCut(vector)));
    }

    private static String name(JsonNode vector) {
        return vector.get("id").asText() + " " + vector.get("shape").asText();
    }

    private static void checkPacket(JsonNode vector) {
        JsonNode decoded = vector.get("decoded");
        byte[] bytes = MemberlistVectors.hex(vector.get("hex"));
        List<Object> tree = List.of(VectorMessages.packet(decoded.get("message")));
        JsonNode encryption = decoded.path("encryption");
        if (!encryption.isMissingNode()) {
            tree = List.of(encrypted(encryption, tree));
        }
        Heard heard = Heard.packet(security(vector, encryption), bytes);
        assertEquals(tree, heard.tree);

        boolean checksum = tree.toString().contains(Layer.CHECKSUM.name());
        boolean compressed = tree.toString().contains(Layer.COMPRESSED.name());
        WireSecurity security = security(vector, encryption).compression(compressed);
        List<byte[]> parts = new ArrayList<>();
        heard.messages.forEach(message -> parts.add(MembershipEncoder.encode((PacketMessage) message)));
        assertArrayEquals(bytes, new PacketCodec(security).seal(parts, checksum));
    }

    private static void checkStream(JsonNode vector) {
        JsonNode encryption = vector.get("decoded").path("encrypt");
        byte[] bytes = MemberlistVectors.hex(vector.get("hex"));
        StreamReader.Side side = vector.get("shape").asText().startsWith("stream-client") ? StreamReader.Side.REQUEST
                : StreamReader.Side.REPLY;
        Heard heard = Heard.stream(security(vector, encryption), side, bytes);
        boolean compressed = heard.tree.toString().contains(Layer.COMPRESSED.name());
        List<Object> tree = List.of(VectorMessages.stream(vector.get("decoded")));
        if (compressed) {
            tree = List.of(within(Layer.COMPRESSED, tree));
        }
        if (!encryption.isMissingNode()) {
            tree = List.of(encrypted(encryption, tree));
        }
        assertEquals(tree, heard.tree);
        assertEquals(List.of(), heard.skipped);

        WireSecurity security = security(vector, encryption).compression(compressed)
                .verifyOutgoing(!encryption.isMissingNode());
        byte[] written = new StreamCodec(security).request((StreamMessage) heard.messages.get(0));
        assertArrayEquals(bytes, written);
    }

    private static void checkCut(JsonNode vector) throws MalformedBytes {
        byte[] bytes = VectorMessages.bytes(vector.get("hex").asText().replace(CUT, ""));
        Heard heard = Heard.stream(Securities.plain(), StreamReader.Side.REQUEST, bytes, 100);
        assertEquals(List.of(Reason.TRUNCATED), heard.rejected);
        assertEquals(List.of(), heard.skipped);

        MsgPackReader in = new MsgPackReader(bytes, 1, bytes.length);
        Struct header = Struct.read(Schema.PUSH_PULL, in, "header");
        int states = 0;
        for (int from = in.at(); bytes.length - from > 600 && states < header.number("Nodes"); from = in.at()) {
            NodeState state = MembershipDecoder.nodeState(Struct.read(Schema.NODE_STATE, in, "state"));
            WireBuffer out = new WireBuffer();
            MembershipEncoder.fields(state).write(out);
            assertArrayEquals(Arrays.copyOfRange(bytes, from, in.at()), Arrays.copyOf(out.array(), out.size()));
            states++;
        }
        assertTrue(states > 0);
    }

    private static List<Object> encrypted(JsonNode encryption, List<Object> tree) {
        return within(encryption.get("version").asInt() == 0 ? Layer.ENCRYPTED_V0 : Layer.ENCRYPTED_V1, tree);
    }

    private static List<Object> within(Layer layer, List<Object> tree) {
        List<Object> within = new ArrayList<>(List.of(layer));
        within.addAll(tree);
        return within;
    }

    /** The keys of the vector, that which it was made with the primary, and its nonce. */
    private static WireSecurity security(JsonNode vector, JsonNode encryption) {
        Keyring keyring = new Keyring();
        vector.get("keys").forEach(key -> keyring.add(MemberlistVectors.hex(key)));
        if (vector.get("id").asText().equals("v022-err-wrongkey-214")) {
            keyring.use(keyring.keys().get(1));
        }
        byte[] nonce = encryption.isMissingNode() ? new byte[0] : MemberlistVectors.hex(encryption.get("nonce"));
        return new WireSecurity(vector.get("label").asText(), keyring,
                bytes -> System.arraycopy(nonce, 0, bytes, 0, bytes.length))
                .protocol(encryption.path("version").asInt(1) == 0 ? 1 : 2)
                .verifyIncoming(!encryption.isMissingNode());
    }
}
