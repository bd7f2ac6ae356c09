package io.plumtree.core.membership.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import com.fasterxml.jackson.databind.JsonNode;

import io.plumtree.core.membership.MemberlistVectors;
import io.plumtree.core.membership.message.ErrorReply;
import io.plumtree.core.membership.message.MembershipMessage;
import io.plumtree.core.membership.message.NodeState;
import io.plumtree.core.membership.message.PacketMessage;
import io.plumtree.core.wire.WireBuffer;

/** Every encoding that a Go memberlist made is read as it was meant, and written in the same bytes. */
class CodecVectorsTest {

    /** By the beginning of a vector's id. */
    private static final Map<String, String> TYPES = Map.of("ack", "ackResp", "nack", "nackResp", "ping", "ping", "iping",
            "indirectPing", "suspect", "suspect", "dead", "dead", "alive", "alive", "err", "err");
    private static final String CUT = "-first64";

    private static Stream<JsonNode> vectors() {
        return StreamSupport.stream(MemberlistVectors.codec().get("vectors").spliterator(), false);
    }

    @Test
    void thereAre88() {
        assertEquals(88, vectors().count());
    }

    @TestFactory
    Stream<DynamicTest> everyEncodingIsReadAndWrittenByteForByte() {
        return vectors().map(vector -> DynamicTest.dynamicTest(vector.get("id").asText(), () -> check(vector)));
    }

    private static void check(JsonNode vector) throws MalformedBytes {
        String id = vector.get("id").asText();
        String kind = id.substring(0, id.contains("-") ? id.indexOf('-') : id.length());
        JsonNode args = vector.get("args");
        byte[] hex = MemberlistVectors.hex(vector.get("hex"));
        switch (kind) {
            case "pushpull" -> checkHeader(Schema.PUSH_PULL, args, hex);
            case "user" -> checkHeader(Schema.USER, args, hex);
            case "nodestate" -> checkNodeState(args, hex);
            case "compound" -> checkCompound(args, hex);
            case "compress" -> checkCompress(args, hex);
            case "encrypt" -> checkEncrypt(args, hex);
            default -> checkMessage(id, VectorMessages.message(TYPES.get(kind), args), hex);
        }
    }

    private static void checkMessage(String id, MembershipMessage meant, byte[] hex) {
        if (meant instanceof ErrorReply reply) {
            assertArrayEquals(hex, MembershipEncoder.encodeStream(reply));
            assertEquals(List.of(reply), Heard.stream(Securities.plain(), StreamReader.Side.REPLY, hex).tree);
            return;
        }
        byte[] written = MembershipEncoder.encode((PacketMessage) meant);
        if (id.endsWith(CUT)) {
            assertArrayEquals(hex, Arrays.copyOf(written, hex.length));
        } else {
            assertArrayEquals(hex, written);
        }
        Heard heard = Heard.packet(Securities.plain(), written);
        assertEquals(List.of(meant), heard.tree);
        assertArrayEquals(written, MembershipEncoder.encode((PacketMessage) heard.messages.get(0)), "nil stays nil");
    }

    private static void checkHeader(Schema schema, JsonNode args, byte[] hex) throws MalformedBytes {
        Struct struct = Struct.read(schema, new MsgPackReader(hex, 1, hex.length), "header");
        args.fieldNames().forEachRemaining(field -> assertEquals(
                args.get(field).isBoolean() ? args.get(field).asBoolean() ? 1 : 0 : args.get(field).asLong(),
                struct.number(field)));
        assertArrayEquals(Arrays.copyOfRange(hex, 1, hex.length), written(struct));
    }

    private static void checkNodeState(JsonNode args, byte[] hex) throws MalformedBytes {
        NodeState state = MembershipDecoder
                .nodeState(Struct.read(Schema.NODE_STATE, new MsgPackReader(hex, 0, hex.length), "node state"));
        assertEquals(VectorMessages.nodeState(args), state);
        assertArrayEquals(hex, written(MembershipEncoder.fields(state)));
    }

    private static void checkCompound(JsonNode args, byte[] hex) throws MalformedBytes {
        List<byte[]> parts = StreamSupport.stream(args.get("parts").spliterator(), false).map(MemberlistVectors::hex)
                .toList();
        assertArrayEquals(hex, Compound.join(parts));
        ByteArrayOutputStream found = new ByteArrayOutputStream();
        Compound.split(hex, 0, hex.length, (bytes, from, to) -> found.write(bytes, from, to - from));
        ByteArrayOutputStream meant = new ByteArrayOutputStream();
        parts.forEach(meant::writeBytes);
        assertArrayEquals(meant.toByteArray(), found.toByteArray());
    }

    private static void checkCompress(JsonNode args, byte[] hex) throws MalformedBytes {
        byte[] plain = plain(args);
        assertEquals(args.get("plainLen").asInt(), plain.length);
        assertArrayEquals(hex, PacketCodec.compress(new LzwEncoder(), plain));
        assertArrayEquals(plain, PacketReader.decompress(
                Struct.read(Schema.COMPRESS, new MsgPackReader(hex, 1, hex.length), "compress"), plain.length));
    }

    private static byte[] plain(JsonNode args) {
        if (args.has("plain")) {
            return MemberlistVectors.hex(args.get("plain"));
        }
        String generator = args.get("gen").asText();
        if (generator.startsWith("x=1; repeat 6000")) {
            byte[] bytes = new byte[6000];
            int x = 1;
            for (int i = 0; i < bytes.length; i++) {
                x = x * 1_664_525 + 1_013_904_223;
                bytes[i] = (byte) (x >>> 24);
            }
            return bytes;
        } else if (generator.startsWith("concat for i in 0..2999")) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 3000; i++) {
                text.append("node-").append(i % 97).append(" alive;");
            }
            return text.toString().getBytes(StandardCharsets.US_ASCII);
        } else if (generator.equals("1000 x 'a'")) {
            return "a".repeat(1000).getBytes(StandardCharsets.US_ASCII);
        }
        throw new AssertionError("no generator " + generator);
    }

    private static void checkEncrypt(JsonNode args, byte[] hex) throws MalformedBytes {
        byte[] key = MemberlistVectors.hex(args.get("key"));
        byte[] aad = MemberlistVectors.hex(args.get("aad"));
        byte[] plain = MemberlistVectors.hex(args.get("plain"));
        Keyring keyring = Keyring.of(List.of(), key);
        NonceSource same = nonce -> System.arraycopy(hex, 1, nonce, 0, nonce.length);

        assertArrayEquals(hex, new PacketCipher().seal(args.get("version").asInt(), keyring.ring().get(0), same, plain, aad));
        assertArrayEquals(plain, new PacketCipher().open(keyring, hex, 0, hex.length, aad));
    }

    @Test
    void lengthsOfEncryptedMessagesAgree() {
        JsonNode table = MemberlistVectors.codec().get("encryptedLength_[vsn,plainLen,total,maxOverhead]");
        assertEquals(14, table.size());
        for (JsonNode row : table) {
            int version = row.get(0).asInt();
            assertEquals(row.get(2).asInt(), PacketCipher.sealedLength(version, row.get(1).asInt()));
            assertEquals(row.get(3).asInt(), PacketCipher.overhead(version));
        }
    }

    private static byte[] written(Struct struct) {
        WireBuffer out = new WireBuffer();
        struct.write(out);
        return Arrays.copyOf(out.array(), out.size());
    }
}
