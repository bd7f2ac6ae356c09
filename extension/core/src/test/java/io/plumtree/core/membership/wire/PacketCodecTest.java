package io.plumtree.core.membership.wire;

import static io.plumtree.core.membership.wire.Securities.KEY_16;
import static io.plumtree.core.membership.wire.Securities.KEY_32;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.plumtree.core.membership.message.Blob;
import io.plumtree.core.membership.message.MemberAddress;
import io.plumtree.core.membership.message.Nack;
import io.plumtree.core.membership.message.Ping;
import io.plumtree.core.membership.message.UserMessage;
import io.plumtree.core.membership.wire.RejectedBytes.Reason;

/** The layers of a datagram. */
class PacketCodecTest {

    private static final byte[] NACK = MembershipEncoder.encode(new Nack(7));
    private static final UserMessage LONG = new UserMessage(
            Blob.of("ab".repeat(500).getBytes(StandardCharsets.US_ASCII)));

    @Test
    void allLayersAreAroundTheMessagesInTheirOrder() {
        WireSecurity security = Securities.labelledAndKeyed("blue", KEY_16).compression(true);
        byte[] user = MembershipEncoder.encode(LONG);
        byte[] datagram = new PacketCodec(security).seal(List.of(NACK, user), true);

        assertEquals("f404626c756501", HexFormat.of().formatHex(datagram, 0, 7));
        assertEquals(List.of(List.of(Layer.LABEL, List.of(Layer.ENCRYPTED_V1, List.of(Layer.CHECKSUM,
                List.of(Layer.COMPRESSED, List.of(Layer.COMPOUND, new Nack(7), LONG)))))),
                Heard.packet(security, datagram).tree);
    }

    @Test
    void whatDoesNotBecomeShorterIsNotCompressed() {
        WireSecurity security = Securities.plain().compression(true);

        assertArrayEquals(NACK, new PacketCodec(security).seal(List.of(NACK), false));
        byte[] user = MembershipEncoder.encode(LONG);
        assertTrue(new PacketCodec(security).seal(List.of(user), false).length < user.length);
    }

    @Test
    void aChecksumTakesFiveBytes() {
        PacketCodec codec = new PacketCodec(Securities.plain());

        assertEquals(NACK.length, codec.seal(List.of(NACK), false).length);
        assertEquals(NACK.length + 5, codec.seal(List.of(NACK), true).length);
    }

    @Test
    void aByteThatChangedIsFoundByTheChecksum() {
        byte[] datagram = new PacketCodec(Securities.plain()).seal(List.of(NACK), true);
        for (int at = 1; at < datagram.length; at++) {
            byte[] changed = datagram.clone();
            changed[at] ^= 4;
            assertEquals(List.of(Reason.BAD_CHECKSUM), Heard.packet(Securities.plain(), changed).tree);
        }
    }

    /** memberlist 0.2 stops at a checksum of nothing. */
    @ParameterizedTest
    @CsvSource({ "'', EMPTY", "0c, UNKNOWN_TYPE", "0c000000, UNKNOWN_TYPE", "0c00000000, EMPTY", "0c00000001, BAD_CHECKSUM",
            "09, TRUNCATED", "0980, BAD_COMPRESSION", "0982a4416c676f00a3427566a3000302, EMPTY",
            "0982a4416c676f01a3427566a3000302, BAD_COMPRESSION", "06, UNKNOWN_TYPE", "0a00000000, UNKNOWN_TYPE",
            "0d80, UNKNOWN_TYPE", "ff, UNKNOWN_TYPE", "f4, BAD_LABEL", "f400, BAD_LABEL", "f40561626364, BAD_LABEL",
            "f40161, WRONG_LABEL" })
    void whatUpstreamStoppedAtIsRejected(String hex, Reason reason) {
        Heard heard = Heard.packet(Securities.plain(), HexFormat.of().parseHex(hex));

        assertEquals(List.of(reason), heard.rejected);
        assertEquals(List.of(), heard.messages);
    }

    @ParameterizedTest
    @CsvSource({ "'', '', ", "'', foo, WRONG_LABEL", "foo, '', WRONG_LABEL", "foo, foo, ", "foo, bar, WRONG_LABEL",
            "foo, fo, WRONG_LABEL" })
    void onlyTheSameLabelIsUnderstood(String from, String to, Reason reason) {
        byte[] datagram = new PacketCodec(Securities.labelled(from)).seal(List.of(NACK), false);

        assertEquals(reason == null ? List.of() : List.of(reason), Heard.packet(Securities.labelled(to), datagram).rejected);
        byte[] sealed = new PacketCodec(Securities.labelledAndKeyed(from, KEY_16)).seal(List.of(NACK), false);
        assertEquals(reason == null ? List.of() : List.of(reason),
                Heard.packet(Securities.labelledAndKeyed(to, KEY_16), sealed).rejected);
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 3, 255 })
    void everyLabelIsAddedAndTaken(int length) {
        WireSecurity security = Securities.labelled("l".repeat(length));
        byte[] datagram = new PacketCodec(security).seal(List.of(NACK), false);

        assertEquals(NACK.length + (length == 0 ? 0 : 2 + length), datagram.length);
        assertEquals(List.of(new Nack(7)), Heard.packet(security, datagram).messages);
    }

    @Test
    void aLabelTooLongIsNone() {
        assertThrows(IllegalArgumentException.class, () -> Securities.labelled("l".repeat(256)));
        assertThrows(IllegalArgumentException.class, () -> Securities.labelled("é".repeat(128)));
    }

    /** The label is sealed with the message: it cannot be put on another cluster's. */
    @Test
    void aLabelIsPartOfTheEncryption() {
        byte[] datagram = new PacketCodec(Securities.labelledAndKeyed("foo", KEY_16)).seal(List.of(NACK), false);
        byte[] moved = Label.add("bar".getBytes(StandardCharsets.US_ASCII), Arrays.copyOfRange(datagram, 5, datagram.length));

        assertEquals(List.of(Reason.NOT_DECRYPTED), Heard.packet(Securities.labelledAndKeyed("bar", KEY_16), moved).rejected);
    }

    @Test
    void aLabelRemovedBeforeIsStillPartOfTheEncryption() {
        byte[] datagram = new PacketCodec(Securities.labelledAndKeyed("foo", KEY_16)).seal(List.of(NACK), false);
        WireSecurity behind = Securities.labelledAndKeyed("foo", KEY_16).labelRemovedBefore(true);

        assertEquals(List.of(new Nack(7)), Heard.packet(behind, Arrays.copyOfRange(datagram, 5, datagram.length)).messages);
        assertEquals(List.of(Reason.WRONG_LABEL), Heard.packet(behind, datagram).rejected);
    }

    @Test
    void overheadIsWhatTheLayersAdd() {
        assertEquals(2, new PacketCodec(Securities.plain()).overhead());
        assertEquals(2 + 5, new PacketCodec(Securities.labelled("foo")).overhead());
        assertEquals(2 + 9, new PacketCodec(Securities.labelled("foo bar")).overhead());
        assertEquals(2 + 29, new PacketCodec(Securities.keyed(KEY_16)).overhead());
        assertEquals(2 + 29, new PacketCodec(Securities.keyed(KEY_32)).overhead());
        assertEquals(2 + 45, new PacketCodec(Securities.keyed(KEY_16).protocol(1)).overhead());
        assertEquals(2, new PacketCodec(Securities.keyed(KEY_16).verifyOutgoing(false)).overhead());
        assertEquals(2 + 9 + 29, new PacketCodec(Securities.labelledAndKeyed("foo bar", KEY_16)).overhead());
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2 })
    void aPacketIsNoLongerThanItsPartsAndTheOverhead(int protocol) {
        PacketCodec codec = new PacketCodec(Securities.labelledAndKeyed("foo", KEY_16).protocol(protocol).compression(true));
        for (int parts = 1; parts <= 127; parts++) {
            int most = codec.overhead() + parts * (NACK.length + PacketCodec.PART_OVERHEAD);
            assertTrue(codec.seal(Collections.nCopies(parts, NACK), false).length <= most);
        }
    }

    /** Nobody is locked out while encryption is switched on in a cluster: keys, then outgoing, then incoming. */
    @Test
    void encryptionIsSwitchedOnInThreePhases() {
        WireSecurity none = Securities.plain();
        WireSecurity keys = Securities.keyed(KEY_16).verifyIncoming(false).verifyOutgoing(false);
        WireSecurity outgoing = Securities.keyed(KEY_16).verifyIncoming(false);
        WireSecurity all = Securities.keyed(KEY_16);
        List<WireSecurity> phases = List.of(none, keys, outgoing, all);
        for (int from = 0; from < phases.size(); from++) {
            for (int to = 0; to < phases.size(); to++) {
                byte[] datagram = new PacketCodec(phases.get(from)).seal(List.of(NACK), false);
                boolean understood = Heard.packet(phases.get(to), datagram).messages.equals(List.of(new Nack(7)));
                assertEquals(to == 3 ? from >= 2 : to > 0 || from < 2, understood, from + " to " + to);
            }
        }
    }

    @Test
    void withoutItsKeyNothingIsHeard() {
        byte[] datagram = new PacketCodec(Securities.keyed(KEY_16)).seal(List.of(NACK), true);
        byte[] plain = new PacketCodec(Securities.plain()).seal(List.of(NACK), true);

        assertEquals(List.of(Reason.NOT_DECRYPTED), Heard.packet(Securities.keyed(KEY_32), datagram).rejected);
        assertEquals(List.of(Reason.NOT_DECRYPTED), Heard.packet(Securities.keyed(KEY_32), plain).rejected);
        assertEquals(1, Heard.packet(Securities.plain(), datagram).rejected.size());
    }

    @Test
    void layersNestEightDeep() {
        assertEquals(List.of(new Nack(7)), Heard.packet(Securities.plain(), nested(8, NACK)).messages);
        assertEquals(List.of(Reason.TOO_DEEP), Heard.packet(Securities.plain(), nested(9, NACK)).rejected);
    }

    /** The parts of all compressed layers count together. */
    @Test
    void aDatagramDecompressesToOneMebibyteAtMost() {
        byte[] half = compressed(MembershipEncoder.encode(new UserMessage(Blob.of(new byte[1 << 19]))));
        byte[] most = compressed(MembershipEncoder.encode(new UserMessage(Blob.of(new byte[(1 << 20) - 1]))));
        byte[] more = compressed(MembershipEncoder.encode(new UserMessage(Blob.of(new byte[1 << 20]))));

        assertEquals(List.of(), Heard.packet(Securities.plain(), most).rejected);
        assertEquals(List.of(Reason.TOO_LARGE), Heard.packet(Securities.plain(), more).rejected);
        Heard both = Heard.packet(Securities.plain(), Compound.join(List.of(half, half, NACK)));
        assertEquals(List.of(Reason.TOO_LARGE), both.rejected);
        assertEquals(2, both.messages.size());
    }

    @Test
    void aPacketHasMessagesAndNotTooMany() {
        PacketCodec codec = new PacketCodec(Securities.plain());

        assertThrows(IllegalArgumentException.class, () -> codec.seal(List.of(), false));
        assertThrows(IllegalArgumentException.class,
                () -> codec.seal(Collections.nCopies(PacketCodec.MAX_PARTS + 1, NACK), false));
    }

    @Test
    void anEmptyUserMessageIsOne() {
        UserMessage empty = new UserMessage(Blob.EMPTY);

        assertEquals(List.of(empty), Heard.packet(Securities.plain(), MembershipEncoder.encode(empty)).messages);
    }

    @Test
    void whereToAnswerNeedsAnAddressAndAPort() {
        assertEquals(List.of(new Ping(0, "", MemberAddress.of(new byte[] { 1, 2, 3, 4 }, 5), "a")),
                read("00 95 00 a0 a401020304 05 a161"));
        assertEquals(List.of(new Ping(0, "", null, "")), read("00 94 00 a0 a401020304 00"));
        assertEquals(List.of(new Ping(0, "", null, "")), read("00 94 00 a0 c0 05"));
    }

    private static List<Object> read(String hex) {
        return Heard.packet(Securities.plain(), HexFormat.of().parseHex(hex.replace(" ", ""))).tree;
    }

    static byte[] nested(int depth, byte[] message) {
        byte[] packet = message;
        for (int i = 0; i < depth; i++) {
            packet = i % 2 == 0 ? Compound.join(List.of(packet)) : compressed(packet);
        }
        return packet;
    }

    private static byte[] compressed(byte[] message) {
        return PacketCodec.compress(new LzwEncoder(), message);
    }
}
