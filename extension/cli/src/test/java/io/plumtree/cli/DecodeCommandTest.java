package io.plumtree.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.plumtree.core.membership.message.Blob;
import io.plumtree.core.membership.message.Nack;
import io.plumtree.core.membership.message.PushPull;
import io.plumtree.core.membership.message.UserMessage;
import io.plumtree.core.membership.wire.Keyring;
import io.plumtree.core.membership.wire.MembershipEncoder;
import io.plumtree.core.membership.wire.PacketCodec;
import io.plumtree.core.membership.wire.StreamCodec;
import io.plumtree.core.membership.wire.WireSecurity;
import picocli.CommandLine;

class DecodeCommandTest {

    private static final String KEY = "000102030405060708090a0b0c0d0e0f";
    private static final String OTHER_KEY = "0f0e0d0c0b0a09080706050403020100";
    /** From a Go member: a ping of alpha to bravo, encrypted. */
    private static final String ENCRYPTED_PING = "01985602a78466d9d285f127a0818ba55958b5cf20c65f6b996cf4f73cb95d486382486fd8f3"
            + "fb43bb3b78f3601d0a03b9da23fac654b9d789d48efd83b8999f58a48c3b94ff85d987172caea22bbf886aa0a07fbe52bcb8b2f3392169"
            + "810104";
    private static final String ALIVE = "0486a441646472b000000000000000000000ffff7f000001ab496e6361726e6174696f6e01a44d6574"
            + "61c0a44e6f6465a96ec3b664652de4b8ada4506f7274cd1f0aa356736ea6010502000000";

    private static final Path CORE = Path.of("..", "core", "src", "test", "resources");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int decode(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        List<String> all = new ArrayList<>(List.of("decode"));
        all.addAll(Arrays.asList(arguments));
        return commandLine.execute(all.toArray(String[]::new));
    }

    private JsonNode json() throws JsonProcessingException {
        assertEquals(1, out.toString().lines().count(), "one object on one line");
        return new ObjectMapper().readTree(out.toString());
    }

    @Test
    void aPacketIsATreeOfItsLayers() throws JsonProcessingException {
        assertEquals(0, decode("--key", KEY, ENCRYPTED_PING), err::toString);

        JsonNode json = json();
        assertEquals("encrypt", json.get("type").asText());
        assertEquals(1, json.get("version").asInt());
        JsonNode ping = json.get("inner");
        assertEquals("ping", ping.get("type").asText());
        assertEquals("bravo", ping.get("node").asText());
        assertEquals(1, ping.get("sequence").asLong());
        assertEquals("127.0.0.1:19013", ping.get("source").asText());
        assertEquals("alpha", ping.get("sourceNode").asText());
    }

    @Test
    void addressesNamesAndVersionsAreShownAsTheyAre() throws JsonProcessingException {
        assertEquals(0, decode(ALIVE), err::toString);

        JsonNode alive = json();
        assertEquals("[::ffff:127.0.0.1]:7946", alive.get("address").asText());
        assertEquals("nöde-中", alive.get("node").asText());
        assertEquals("[1,5,2,0,0,0]", alive.get("versions").toString());
        assertTrue(alive.get("meta").isNull());
        assertTrue(out.toString().chars().allMatch(c -> c < 128), "a terminal may know ASCII only");
    }

    @Test
    void everyLayerAndPartIsShown() throws JsonProcessingException {
        byte[] user = MembershipEncoder.encode(new UserMessage(Blob.of("a".repeat(300).getBytes(StandardCharsets.US_ASCII))));
        byte[] nack = MembershipEncoder.encode(new Nack(7));
        byte[] packet = new PacketCodec(security("blue", KEY)).seal(List.of(nack, user), true);
        assertEquals(0, decode("--label", "blue", "--key", OTHER_KEY, "--key", KEY, hex(packet)), err::toString);

        JsonNode json = json();
        for (String layer : List.of("hasLabel", "encrypt", "hasCrc", "compress")) {
            assertEquals(layer, json.get("type").asText());
            json = json.get("inner");
        }
        assertEquals("compound", json.get("type").asText());
        assertEquals(7, json.get("parts").get(0).get("sequence").asInt());
        assertEquals("a".repeat(300), json.get("parts").get(1).get("body").get("text").asText());
    }

    @Test
    void bothSidesOfAStreamAreShown() throws JsonProcessingException {
        PushPull state = new PushPull(true, List.of(), Blob.of(new byte[] { 1 }));
        StreamCodec codec = new StreamCodec(security("blue", KEY));
        for (byte[] side : List.of(codec.request(state), codec.reply(state))) {
            out.getBuffer().setLength(0);
            assertEquals(0, decode("--stream", "--key", KEY, "--label", "blue", hex(side)), err::toString);
            JsonNode message = json().findParents("userState").get(0);
            assertEquals("pushPull", message.get("type").asText());
            assertTrue(message.get("join").asBoolean());
            assertEquals("01", message.get("userState").get("hex").asText());
            assertFalse(message.get("userState").has("text"));
        }
    }

    @Test
    void aPartThatIsRejectedIsShownAmongTheOthers() throws JsonProcessingException {
        assertEquals(1, decode("0702000100020b0b80"));

        JsonNode parts = json().get("parts");
        assertEquals("rejected", parts.get(0).get("type").asText());
        assertEquals("truncated", parts.get(0).get("reason").asText());
        assertEquals("nackResp", parts.get(1).get("type").asText());
    }

    @Test
    void aStateThatIsRejectedIsShownBesideTheOthers() throws JsonProcessingException {
        assertEquals(1, decode("--stream", "06930100c3" + "80"));

        assertEquals("bad-name", json().get("rejectedStates").get(0).get("reason").asText());
    }

    static Stream<Arguments> rejected() {
        return Stream.of(
                row("another key", "not-decrypted", "--key", OTHER_KEY, ENCRYPTED_PING),
                row("a packet that is not encrypted", "not-decrypted", "--key", KEY, "0b80"),
                row("no label", "wrong-label", "--label", "blue", "0b80"),
                row("a label where there is none", "wrong-label", "f4037265640b80"),
                row("another label", "wrong-label", "--label", "blue", "f4037265640b80"),
                row("an unknown type", "unknown-type", "63"),
                row("a changed byte", "bad-checksum", "0c000000000b80"),
                row("a part of a message", "truncated", "0b81a5"),
                row("nothing", "empty", ""),
                row("another label on a stream", "wrong-label", "--stream", "--label", "blue", "f4037265640280"),
                row("another key on a stream", "not-decrypted", "--stream", "--key", KEY, "0a0000001d01" + "00".repeat(28)),
                row("no key for a stream", "no-key", "--stream", "0a00000000"),
                row("a stream that is not encrypted", "not-encrypted", "--stream", "--key", KEY, "0280"),
                row("a part of a stream", "truncated", "--stream", "0281"),
                row("an empty stream", "empty", "--stream", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rejected")
    void whatIsRejectedSaysWhyAndHasStatusOne(String what, String reason, String[] arguments) throws JsonProcessingException {
        assertEquals(1, decode(arguments), err::toString);

        assertEquals("rejected", json().get("type").asText());
        assertEquals(reason, json().get("reason").asText());
        assertFalse(json().get("detail").asText().isBlank());
        assertEquals("", err.toString());
    }

    static Stream<Arguments> notAllowed() {
        return Stream.of(
                row("digits that are none", "HEX has other characters", "0g"),
                row("half a byte", "HEX has an odd number of digits", "123"),
                row("a blank", "HEX has other characters", "0b 80 "),
                row("no bytes at all", "Missing required parameter", "--stream"),
                row("two packets", "Unmatched argument", "0b80", "0b80"),
                row("half a key", "--key has an odd number of digits", "--key", "123", "0b80"),
                row("a key of no digits", "--key has other characters", "--key", "zz", "0b80"),
                row("a short key", "--key: a key has 16, 24 or 32 bytes, not 1", "--key", "00", "0b80"),
                row("an unknown option", "Unknown option", "--keys", "00", "0b80"),
                row("a key for frames", "--broadcast goes without", "--broadcast", "--key", KEY, "00"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notAllowed")
    void whatIsNotAllowedIsNamedAndHasStatusTwo(String what, String message, String[] arguments) {
        assertEquals(2, decode(arguments));

        assertEquals("", out.toString());
        assertTrue(err.toString().contains(message), err::toString);
        assertTrue(err.toString().contains("See plumtree decode --help"), err::toString);
    }

    @Test
    void aLabelTooLongIsNotAllowed() {
        assertEquals(2, decode("--label", "l".repeat(256), "0b80"));
        assertTrue(err.toString().contains("--label: the label has 256 bytes, allowed are 255"), err::toString);
    }

    @Test
    void aKeyIsNotRepeated() {
        decode("--key", KEY + "00", "0b80");

        assertFalse(err.toString().contains(KEY));
    }

    @Test
    void framesOfABroadcastConnectionAreShown() throws JsonProcessingException {
        String declare = "0000000f" + "10" + "00" + "0161" + "0000000000000005" + "0174" + "00";
        String gossip = "0000000b" + "11" + "00" + "02" + "01" + "00" + "02" + "00" + "68656c6c";
        String ping = "00000009" + "04" + "0000000000000007";
        assertEquals(0, decode("--broadcast", declare + gossip + ping), () -> out.toString() + err);

        JsonNode frames = json().get("frames");
        assertEquals("GOSSIP", frames.get(0).get("type").asText());
        assertEquals("a", frames.get(0).get("message").get("stream").get("origin").asText());
        assertEquals("hell", frames.get(0).get("message").get("payload").get("bytes").get("text").asText());
        assertEquals("PING", frames.get(1).get("type").asText());
        assertEquals(7, frames.get(1).get("nonce").asLong());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "00", "00000009", "000000090400000000000000", "00000009040000000000000007000000" })
    void framesThatAreCutOffAreRejected(String hex) throws JsonProcessingException {
        assertEquals(1, decode("--broadcast", hex));

        JsonNode frames = json().get("frames");
        assertEquals("truncated", frames.get(frames.size() - 1).get("reason").asText());
    }

    @Test
    void framesOfNoSenseAreRejected() throws JsonProcessingException {
        assertEquals(1, decode("--broadcast", "000000016f"));
        assertEquals("unknown-type", json().get("frames").get(0).get("reason").asText());
    }

    /** What Go members said, and what our nodes can say. */
    @Test
    void everyPacketAndStreamOfTheVectorsIsShown() throws IOException {
        JsonNode vectors = new ObjectMapper().readTree(CORE.resolve("memberlist/wire-0.2.2.json").toFile());
        int shown = 0;
        for (JsonNode vector : vectors) {
            boolean packet = vector.get("decoded").has("message");
            boolean encrypted = vector.get("decoded").has(packet ? "encryption" : "encrypt");
            if (vector.get("decoded").has("note")) {
                continue;
            }
            List<String> arguments = new ArrayList<>(packet ? List.of() : List.of("--stream"));
            if (encrypted) {
                vector.get("keys").forEach(key -> arguments.addAll(List.of("--key", key.asText())));
            }
            arguments.add(vector.get("hex").asText());
            out.getBuffer().setLength(0);
            assertEquals(0, decode(arguments.toArray(String[]::new)), () -> vector.get("id") + " " + out + err);
            assertEquals(!encrypted, json().path("version").isMissingNode());
            shown++;
        }
        assertEquals(131, shown);
    }

    @Test
    void everyKindOfFrameIsShown() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(CORE.resolve("wire/v1"))) {
            files = all.toList();
        }
        assertTrue(files.size() > 20);
        for (Path file : files) {
            String text = Files.readString(file);
            out.getBuffer().setLength(0);
            assertEquals(0, decode("--broadcast", text.substring(text.indexOf('\n')).replaceAll("\\s", "")),
                    () -> file + " " + out + err);
            assertFalse(json().get("frames").isEmpty());
        }
    }

    private static Arguments row(String what, String expected, String... arguments) {
        return Arguments.of(what, expected, arguments);
    }

    private static WireSecurity security(String label, String key) {
        byte[] nonce = { 0 };
        return new WireSecurity(label, Keyring.of(List.of(), HexFormat.of().parseHex(key)), bytes -> bytes[0] = nonce[0]++);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
