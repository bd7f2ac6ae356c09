package io.plumtree.core.membership.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.plumtree.core.membership.message.Alive;
import io.plumtree.core.membership.message.Blob;
import io.plumtree.core.membership.message.MemberAddress;
import io.plumtree.core.membership.message.MembershipMessage;
import io.plumtree.core.membership.message.NodeState;
import io.plumtree.core.membership.message.Ping;
import io.plumtree.core.membership.message.ProtocolVersions;
import io.plumtree.core.membership.message.PushPull;
import io.plumtree.core.membership.message.Suspect;
import io.plumtree.core.membership.wire.RejectedBytes.Reason;
import io.plumtree.core.wire.WireBuffer;

/** What is read leniently, and written in one form only. */
class MessagePackProfileTest {

    private static final Suspect SUSPECT = new Suspect(3, "carol", "alpha");

    @ParameterizedTest(name = "{0}")
    @CsvSource({
            "as it is written, 83 a4 46726f6d a5 616c706861 ab 496e6361726e6174696f6e 03 a4 4e6f6465 a5 6361726f6c",
            "keys in another order, 83 a4 4e6f6465 a5 6361726f6c ab 496e6361726e6174696f6e 03 a4 46726f6d a5 616c706861",
            "a map of 16 bits, de0003 a4 46726f6d a5 616c706861 ab 496e6361726e6174696f6e 03 a4 4e6f6465 a5 6361726f6c",
            "a map of 32 bits, df00000003 a4 46726f6d a5 616c706861 ab 496e6361726e6174696f6e 03 a4 4e6f6465 a5 6361726f6c",
            "wider numbers, 83 a4 46726f6d a5 616c706861 ab 496e6361726e6174696f6e cf0000000000000003 a4 4e6f6465 a5 6361726f6c",
            "signed numbers, 83 a4 46726f6d a5 616c706861 ab 496e6361726e6174696f6e d10003 a4 4e6f6465 a5 6361726f6c",
            "newer strings, 83 d904 46726f6d d905 616c706861 ab 496e6361726e6174696f6e 03 a4 4e6f6465 d905 6361726f6c",
            "binary strings and keys, 83 c404 46726f6d c50005 616c706861 ab 496e6361726e6174696f6e 03 a4 4e6f6465 c600000005 6361726f6c",
            "longer raw strings, 83 da0004 46726f6d db00000005 616c706861 ab 496e6361726e6174696f6e 03 a4 4e6f6465 a5 6361726f6c",
            "an array in the order of the fields, 93 03 a5 6361726f6c a5 616c706861",
            "an array of 16 bits, dc0003 03 a5 6361726f6c a5 616c706861",
            "an array of 32 bits, dd00000003 03 a5 6361726f6c a5 616c706861",
            "an array with fields of a later version, 95 03 a5 6361726f6c a5 616c706861 c0 93010203",
            "unknown keys of every type, de000f a178 c0 a178 c3 a178 ff a178 d0ff a178 cb4000000000000000 a178 ca40000000 a178 da0001ff a178 c401ff a178 93 01 91c0 80 a178 82 01 02 03 a0 a178 d6ff00000000 a178 c70101ff a4 46726f6d a5 616c706861 ab 496e6361726e6174696f6e 03 a4 4e6f6465 a5 6361726f6c",
            "bytes behind the map, 83 a4 46726f6d a5 616c706861 ab 496e6361726e6174696f6e 03 a4 4e6f6465 a5 6361726f6c c1c1c1" })
    void isRead(String form, String hex) {
        assertEquals(List.of(SUSPECT), read("03" + hex).tree);
    }

    @Test
    void whatIsMissingOrNilIsZero() {
        Ping nothing = new Ping(0, "", null, "");

        assertEquals(List.of(nothing), read("00 80").tree);
        assertEquals(List.of(nothing), read("00 c0").tree);
        assertEquals(List.of(nothing), read("00 90").tree);
        assertEquals(List.of(nothing), read("00 85 a4" + ascii("Node") + "c0 a5" + ascii("SeqNo") + "c0 aa"
                + ascii("SourceAddr") + "c0 aa" + ascii("SourceNode") + "c0 aa" + ascii("SourcePort") + "c0").tree);
    }

    @Test
    void bytesMayBeAnArrayOfNumbers() {
        Alive alive = new Alive(1, "a", MemberAddress.of(new byte[] { 127, 0, 0, 1 }, 80), Blob.of(new byte[] { (byte) 200 }),
                ProtocolVersions.UNKNOWN);

        assertEquals(List.of(alive), read("04 95 01 a161 94 7f000001 50 91 ccc8").tree);
        assertEquals(List.of(Reason.OUT_OF_RANGE), read("04 95 01 a161 94 7f000001 50 91 cd0100").tree);
    }

    @Test
    void keysAreCaseSensitive() {
        assertEquals(List.of(new Ping(0, "", null, "")), read("00 81 a5" + ascii("seqno") + "07").tree);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
            "a sequence beyond 32 bits, 00 81 a5 5365714e6f cf0000000100000000, OUT_OF_RANGE",
            "a sequence beyond 63 bits, 00 81 a5 5365714e6f cfffffffffffffffff, OUT_OF_RANGE",
            "a negative sequence, 00 81 a5 5365714e6f ff, OUT_OF_RANGE",
            "a port beyond 16 bits, 00 81 aa 536f75726365506f7274 ce00010000, OUT_OF_RANGE",
            "a sequence that is text, 00 81 a5 5365714e6f a131, BAD_TYPE",
            "a sequence that is a float, 00 81 a5 5365714e6f ca3f800000, BAD_TYPE",
            "a name that is a number, 00 81 a4 4e6f6465 01, BAD_TYPE",
            "a name that is an array, 00 81 a4 4e6f6465 9161, BAD_TYPE",
            "a key that is a number, 00 81 01 01, BAD_TYPE",
            "a flag that is text, 01 81 a4 4e61636b a174, BAD_TYPE",
            "a flag that is 2, 01 81 a4 4e61636b 02, BAD_TYPE",
            "no map, 00 a0, BAD_TYPE",
            "a value of no type, 00 81 a178 c1, BAD_TYPE",
            "more fields than any version has, 00 de0041, TRUNCATED",
            "a name beyond UTF-8, 00 81 a4 4e6f6465 a1ff, BAD_NAME",
            "a name with a line break, 00 81 a4 4e6f6465 a10a, BAD_NAME",
            "a blank name, 00 81 a4 4e6f6465 a120, BAD_NAME",
            "nobody who is suspected, 03 80, BAD_NAME",
            "an address of 5 bytes, 04 93 01 a161 a50102030405, BAD_ADDRESS",
            "no address, 04 92 01 a161, BAD_ADDRESS" })
    void isRejected(String what, String hex, Reason reason) {
        assertEquals(List.of(reason), read(hex).tree);
    }

    @Test
    void namesAndMetadataHaveTheirLimits() {
        MemberAddress address = MemberAddress.of(new byte[4], 1);
        Alive longest = new Alive(1, "n".repeat(255), address, Blob.of(new byte[512]), ProtocolVersions.UNKNOWN);

        assertEquals(List.of(longest), Heard.packet(Securities.plain(), MembershipEncoder.encode(longest)).tree);
        assertEquals(List.of(Reason.BAD_NAME), Heard.packet(Securities.plain(), MembershipEncoder.encode(
                new Alive(1, "n".repeat(256), address, Blob.EMPTY, ProtocolVersions.UNKNOWN))).tree);
        assertEquals(List.of(Reason.META_TOO_LARGE), Heard.packet(Securities.plain(), MembershipEncoder.encode(
                new Alive(1, "n", address, Blob.of(new byte[513]), ProtocolVersions.UNKNOWN))).tree);
    }

    @Test
    void moreFieldsThanAnyVersionHasAreTooLarge() {
        assertEquals(List.of(Reason.TOO_LARGE), read("00 de0041" + "a0c0".repeat(65)).tree);
        assertEquals(List.of(new Ping(0, "", null, "")), read("00 de0040" + "a0c0".repeat(64)).tree);
    }

    @ParameterizedTest
    @CsvSource({ "0, a0", "31, bf", "32, da0020", "127, da007f", "255, da00ff", "256, da0100", "65535, daffff",
            "65536, db00010000" })
    void stringsAndBytesAreWrittenAsOldRaw(int length, String header) {
        WireBuffer out = new WireBuffer();
        MsgPackWriter.raw(new byte[length], out);

        assertEquals(header, HexFormat.of().formatHex(out.array(), 0, out.size() - length));
    }

    @ParameterizedTest
    @CsvSource({ "0, 00", "127, 7f", "128, cc80", "255, ccff", "256, cd0100", "65535, cdffff", "65536, ce00010000",
            "4294967295, ceffffffff" })
    void numbersAreWrittenAsShortAsCanBe(long number, String hex) {
        WireBuffer out = new WireBuffer();
        MsgPackWriter.number(number, out);

        assertEquals(hex, HexFormat.of().formatHex(out.array(), 0, out.size()));
    }

    @ParameterizedTest
    @ValueSource(longs = { -1, 1L << 32, Long.MIN_VALUE })
    void aNumberThatDoesNotFitIsNotWritten(long number) {
        assertThrows(IllegalArgumentException.class, () -> MsgPackWriter.number(number, new WireBuffer()));
    }

    /** memberlist 0.2 stops at versions of 3 bytes, and all members at versions that are 0. */
    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 2, 3, 4, 5 })
    void versionsThatCameIncompleteAreWrittenAsNone(int told) {
        byte[] numbers = { 1, 5, 2, 3, 4, 3 };
        String vsn = HexFormat.of().formatHex(Arrays.copyOf(numbers, told));
        MembershipMessage read = (MembershipMessage) read("04 96 01 a161 a47f000001 50 c0 a" + told + vsn).messages.get(0);

        ProtocolVersions versions = ((Alive) read).versions();
        assertEquals(told, versions.received());
        assertEquals(false, versions.complete());
        assertEquals(told > 2 ? 2 : 0, versions.protocol());
        String written = HexFormat.of().formatHex(MembershipEncoder.encode((Alive) read));
        assertEquals("a3" + ascii("Vsn") + "c0", written.substring(written.length() - 10));
    }

    @Test
    void versionsOfALaterMemberAreReadAsFarAsKnown() {
        Alive read = (Alive) read("04 96 01 a161 a47f000001 50 c0 a8 0105020205050909").messages.get(0);

        assertEquals(new ProtocolVersions(1, 5, 2, 2, 5, 5), read.versions());
    }

    @Test
    void aStateThatIsNoneIsLeftOut() {
        PushPull all = new PushPull(false, List.of(state("a", 4), state("", 4), state("b", 5), state("c", 4)), Blob.EMPTY);
        String hex = HexFormat.of().formatHex(MembershipEncoder.encodeStream(all));
        Heard heard = Heard.stream(Securities.plain(), StreamReader.Side.REPLY, HexFormat.of().parseHex(
                hex.replaceFirst("a44e616d65a162", "a44e616d65a120").replaceFirst(
                        "(a44e616d65a163.*?a5" + ascii("State") + ")00",
                        "$109")));

        assertEquals(List.of(new PushPull(false, List.of(state("a", 4)), Blob.EMPTY)), heard.tree);
        assertEquals(List.of(Reason.BAD_NAME, Reason.BAD_NAME, Reason.BAD_STATE), heard.skipped);
    }

    private static NodeState state(String name, int last) {
        return new NodeState(name, MemberAddress.of(new byte[] { 1, 2, 3, (byte) last }, 7946), Blob.ABSENT, 1,
                NodeState.State.ALIVE, new ProtocolVersions(1, 5, 2, 0, 0, 0));
    }

    private static Heard read(String hex) {
        return Heard.packet(Securities.plain(), HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static String ascii(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }
}
