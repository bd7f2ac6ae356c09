package io.plumtree.core.membership.wire;

import static io.plumtree.core.membership.wire.Securities.KEY_16;
import static io.plumtree.core.membership.wire.Securities.KEY_32;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.plumtree.core.membership.message.Ack;
import io.plumtree.core.membership.message.Blob;
import io.plumtree.core.membership.message.ErrorReply;
import io.plumtree.core.membership.message.MemberAddress;
import io.plumtree.core.membership.message.NodeState;
import io.plumtree.core.membership.message.Ping;
import io.plumtree.core.membership.message.ProtocolVersions;
import io.plumtree.core.membership.message.PushPull;
import io.plumtree.core.membership.message.StreamMessage;
import io.plumtree.core.membership.message.UserMessage;
import io.plumtree.core.membership.wire.RejectedBytes.Reason;
import io.plumtree.core.membership.wire.StreamReader.Side;
import io.plumtree.core.wire.WireBuffer;

/** One message of a stream, however its bytes come. */
class StreamReaderTest {

    private static final PushPull STATE = new PushPull(true,
            List.of(state("alpha", NodeState.State.ALIVE), state("bravo", NodeState.State.LEFT)),
            Blob.of("state".getBytes(StandardCharsets.US_ASCII)));

    static Stream<Arguments> layers() {
        List<Arguments> all = new ArrayList<>();
        for (String label : List.of("", "blue")) {
            for (boolean compression : List.of(false, true)) {
                all.add(Arguments.of(label, compression, Securities.labelled(label).compression(compression)));
                all.add(Arguments.of(label, compression,
                        Securities.labelledAndKeyed(label, KEY_16).compression(compression)));
                all.add(Arguments.of(label, compression,
                        Securities.labelledAndKeyed(label, KEY_32, KEY_16).compression(compression).protocol(1)));
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "label {0}, compression {1}")
    @MethodSource("layers")
    void whereverTheBytesAreCutTheySayTheSame(String label, boolean compression, WireSecurity security) {
        for (StreamMessage message : List.of(STATE, new Ping(1, "a", null, ""), new Ack(1, Blob.ABSENT),
                new UserMessage(Blob.of(new byte[40])), new ErrorReply("no"))) {
            byte[] bytes = new StreamCodec(security).request(message);
            for (int cut = 0; cut <= bytes.length; cut++) {
                Heard heard = new Heard();
                StreamReader reader = new StreamReader(security, Side.REQUEST, heard);

                assertEquals(cut < bytes.length, reader.feed(bytes, 0, cut));
                assertEquals(cut < bytes.length ? List.of() : List.of(message), heard.messages);
                byte[] rest = Arrays.copyOfRange(bytes, cut, bytes.length);
                assertFalse(reader.feed(rest, 0, rest.length));
                assertEquals(List.of(message), heard.messages);
            }
            assertEquals(List.of(message), Heard.stream(security, Side.REQUEST, bytes, 1).messages);
        }
    }

    @ParameterizedTest(name = "label {0}, compression {1}")
    @MethodSource("layers")
    void aReplyHasNoLabelInClear(String label, boolean compression, WireSecurity security) {
        byte[] reply = new StreamCodec(security).reply(STATE);
        byte[] request = new StreamCodec(security).request(STATE);

        assertEquals(List.of(STATE), Heard.stream(security, Side.REPLY, reply).messages);
        assertEquals(label.isEmpty() ? 0 : 2 + label.length(), request.length - reply.length);
        assertEquals(label.isEmpty() ? List.of() : List.of(Reason.WRONG_LABEL),
                Heard.stream(security, Side.REQUEST, reply).rejected);
    }

    @Test
    void streamsAreCompressedEvenIfThatMakesThemLonger() {
        Ack ack = new Ack(1, Blob.ABSENT);
        byte[] bytes = new StreamCodec(Securities.plain().compression(true)).request(ack);

        assertTrue(bytes.length > MembershipEncoder.encodeStream(ack).length);
        assertEquals(List.of(List.of(Layer.COMPRESSED, ack)), Heard.stream(Securities.plain(), Side.REQUEST, bytes).tree);
    }

    @Test
    void whatComesAfterTheMessageIsIgnored() {
        byte[] bytes = MembershipEncoder.encodeStream(STATE);
        Heard heard = Heard.stream(Securities.plain(), Side.REQUEST, Arrays.copyOf(bytes, bytes.length + 10));

        assertEquals(List.of(STATE), heard.tree);
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({ "'', '', ", "'', foo, WRONG_LABEL", "foo, '', WRONG_LABEL", "foo, foo, ", "foo, bar, WRONG_LABEL" })
    void onlyTheSameLabelIsUnderstood(String from, String to, Reason reason) {
        List<Reason> rejected = reason == null ? List.of() : List.of(reason);

        assertEquals(rejected, Heard.stream(Securities.labelled(to), Side.REQUEST,
                new StreamCodec(Securities.labelled(from)).request(STATE)).rejected);
        assertEquals(rejected, Heard.stream(Securities.labelledAndKeyed(to, KEY_16), Side.REQUEST,
                new StreamCodec(Securities.labelledAndKeyed(from, KEY_16)).request(STATE)).rejected);
    }

    @Test
    void aLabelRemovedBeforeIsStillPartOfTheEncryption() {
        byte[] bytes = new StreamCodec(Securities.labelledAndKeyed("foo", KEY_16)).reply(STATE);

        assertEquals(List.of(STATE), Heard.stream(Securities.labelledAndKeyed("foo", KEY_16).labelRemovedBefore(true),
                Side.REQUEST, bytes).messages);
        assertEquals(List.of(Reason.NOT_DECRYPTED),
                Heard.stream(Securities.keyed(KEY_16), Side.REQUEST, bytes).rejected);
    }

    @Test
    void whoeverIsNotOfThisClusterGetsNoAnswer() {
        for (Reason reason : Reason.values()) {
            boolean label = reason == Reason.WRONG_LABEL || reason == Reason.BAD_LABEL;
            assertEquals(!label, new RejectedBytes(reason, "").answered());
        }
    }

    @Test
    void keysThatDoNotMatchAreToldInMemberlistsWords() {
        byte[] plain = new StreamCodec(Securities.plain()).request(STATE);
        byte[] sealed = new StreamCodec(Securities.keyed(KEY_16)).request(STATE);

        assertRejected(Reason.NO_KEY, "remote state is encrypted and encryption is not configured",
                Heard.stream(Securities.plain(), Side.REQUEST, sealed));
        assertRejected(Reason.NOT_ENCRYPTED, "encryption is configured but remote state is not encrypted",
                Heard.stream(Securities.keyed(KEY_16), Side.REQUEST, plain));
        assertRejected(Reason.NOT_DECRYPTED, "no installed keys could decrypt the message",
                Heard.stream(Securities.keyed(KEY_32), Side.REQUEST, sealed));
    }

    @Test
    void encryptionIsSwitchedOnInThreePhases() {
        List<WireSecurity> phases = List.of(Securities.plain(),
                Securities.keyed(KEY_16).verifyIncoming(false).verifyOutgoing(false),
                Securities.keyed(KEY_16).verifyIncoming(false), Securities.keyed(KEY_16));
        for (int from = 0; from < phases.size(); from++) {
            for (int to = 0; to < phases.size(); to++) {
                byte[] bytes = new StreamCodec(phases.get(from)).request(STATE);
                boolean understood = Heard.stream(phases.get(to), Side.REQUEST, bytes).messages.equals(List.of(STATE));
                assertEquals(to == 3 ? from >= 2 : to > 0 || from < 2, understood, from + " to " + to);
            }
        }
    }

    @Test
    void theLengthOfAnEncryptedMessageCannotBeChanged() {
        byte[] sealed = new StreamCodec(Securities.keyed(KEY_16)).request(STATE);
        sealed[4]--;

        assertEquals(List.of(Reason.NOT_DECRYPTED), Heard.stream(Securities.keyed(KEY_16), Side.REQUEST, sealed).rejected);
    }

    @Test
    void aStreamThatEndsTooSoonIsCutOff() {
        byte[] bytes = MembershipEncoder.encodeStream(STATE);
        for (int length = 1; length < bytes.length; length++) {
            assertEquals(List.of(Reason.TRUNCATED),
                    Heard.stream(Securities.plain(), Side.REQUEST, Arrays.copyOf(bytes, length)).rejected);
        }
        assertEquals(List.of(Reason.EMPTY), Heard.stream(Securities.plain(), Side.REQUEST, new byte[0]).rejected);
    }

    @Test
    void afterTheEndNothingIsRead() {
        Heard heard = new Heard();
        StreamReader reader = new StreamReader(Securities.plain(), Side.REQUEST, heard);
        reader.end();
        reader.end();

        assertFalse(reader.feed(new byte[] { 2, (byte) 0x80 }, 0, 2));
        assertEquals(List.of(Reason.EMPTY), heard.tree);
    }

    /** A layer that is complete and holds only a part of a message does not wait for more. */
    @Test
    void aMessageCutOffWithinItsLayersIsRejectedAtOnce() {
        byte[] part = Arrays.copyOf(MembershipEncoder.encodeStream(STATE), 60);
        byte[] compressed = PacketCodec.compress(new LzwEncoder(), part);
        Heard heard = new Heard();

        assertFalse(new StreamReader(Securities.plain(), Side.REQUEST, heard).feed(compressed, 0, compressed.length));
        assertEquals(List.of(List.of(Layer.COMPRESSED, Reason.TRUNCATED)), heard.tree);
    }

    static Stream<Arguments> tooMuch() {
        return Stream.of(
                Arguments.of("ten million states", pushPull(10_000_000, 0), Reason.TOO_LARGE),
                Arguments.of("one state more than allowed", pushPull((1 << 20) + 1, 0), Reason.TOO_LARGE),
                Arguments.of("a negative number of states", pushPull(-1, 0), Reason.OUT_OF_RANGE),
                Arguments.of("thirty million bytes of state", pushPull(0, 30_000_000), Reason.TOO_LARGE),
                Arguments.of("one byte of state more than allowed", pushPull(0, (20 << 20) + 1), Reason.TOO_LARGE),
                Arguments.of("negative bytes of state", pushPull(0, -1), Reason.OUT_OF_RANGE),
                Arguments.of("a user message of thirty million bytes", header(8, "91ce01c9c380"), Reason.TOO_LARGE),
                Arguments.of("a user message of negative bytes", header(8, "91ff"), Reason.OUT_OF_RANGE),
                Arguments.of("a header that does not end", header(8, "81dac000"), Reason.TOO_LARGE),
                Arguments.of("a compressed message beyond 20 MiB", header(9, "81a3427566db01400100"), Reason.TOO_LARGE),
                Arguments.of("a compressed message of 2^32 - 1 elements", header(9, "81a3427566ddffffffff"), Reason.TOO_LARGE),
                Arguments.of("an unknown type", header(7, "00"), Reason.UNKNOWN_TYPE),
                Arguments.of("a packet's type", header(4, "80"), Reason.UNKNOWN_TYPE),
                Arguments.of("compression within compression", compressedTwice(), Reason.UNKNOWN_TYPE),
                Arguments.of("nothing, compressed", header(9, "82a4416c676f00a3427566a3000302"), Reason.EMPTY),
                Arguments.of("another algorithm", header(9, "82a4416c676f07a3427566a3000302"), Reason.BAD_COMPRESSION),
                Arguments.of("a label without text", header(244, "00"), Reason.BAD_LABEL));
    }

    /** All without waiting for what was announced. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("tooMuch")
    void isRejectedAtOnce(String what, byte[] bytes, Reason reason) {
        Heard heard = new Heard();

        assertFalse(new StreamReader(Securities.plain(), Side.REQUEST, heard).feed(bytes, 0, bytes.length));
        assertEquals(List.of(reason), heard.rejected);
    }

    @Test
    void anEncryptedMessageBeyondTwentyMebibytesIsRejectedAtOnce() {
        for (String length : List.of("01400001", "7fffffff", "80000000", "ffffffff")) {
            byte[] bytes = header(10, length);
            Heard heard = new Heard();

            assertFalse(new StreamReader(Securities.keyed(KEY_16), Side.REQUEST, heard).feed(bytes, 0, bytes.length));
            assertEquals(List.of(Reason.TOO_LARGE), heard.rejected);
        }
    }

    @Test
    void aStateLongerThanAnyIsRejectedWithoutItsEnd() {
        byte[] bytes = concat(pushPull(1, 0), HexFormat.of().parseHex("82a178da4000"), new byte[1 << 14]);
        for (int chunk : List.of(1, 1000, bytes.length)) {
            assertEquals(List.of(Reason.TOO_LARGE), Heard.stream(Securities.plain(), Side.REQUEST, bytes, chunk).rejected);
        }
    }

    @Test
    void compressedBytesThatBecomeMoreThanFortyMebibytesAreRejected() {
        byte[] bytes = PacketCodec.compress(new LzwEncoder(), new byte[(40 << 20) + 1]);

        assertEquals(List.of(Reason.TOO_LARGE), Heard.stream(Securities.plain(), Side.REQUEST, bytes).rejected);
    }

    @Test
    void whatNobodyReadsIsNotWritten() {
        StreamCodec codec = new StreamCodec(Securities.keyed(KEY_16));
        Blob more = Blob.of(new byte[(20 << 20) + 1]);
        Blob most = Blob.of(new byte[20 << 20]);

        assertThrows(IllegalArgumentException.class, () -> codec.request(new UserMessage(more)));
        assertThrows(IllegalArgumentException.class, () -> codec.request(new PushPull(true, List.of(), more)));
        assertThrows(IllegalArgumentException.class, () -> codec.request(new UserMessage(most)));
        byte[] plain = new StreamCodec(Securities.plain()).request(new UserMessage(most));
        assertEquals(most.size(),
                ((UserMessage) Heard.stream(Securities.plain(), Side.REQUEST, plain, 1 << 16).messages.get(0)).body().size());
    }

    @Test
    void manyStatesInSmallPiecesAreReadOnceEach() {
        PushPull many = new PushPull(false, Collections.nCopies(20_000, state("node", NodeState.State.SUSPECT)), Blob.EMPTY);
        byte[] bytes = MembershipEncoder.encodeStream(many);

        assertEquals(List.of(many), Heard.stream(Securities.plain(), Side.REQUEST, bytes, 7).messages);
    }

    @Test
    void anErrorIsShownWhateverItsBytes() {
        assertEquals(List.of(new ErrorReply("\uFFFDx")),
                Heard.stream(Securities.plain(), Side.REPLY, header(13, "81a54572726f72a2ff78")).messages);
    }

    @Test
    void theArrayFedMayBeUsedAgain() {
        byte[] bytes = MembershipEncoder.encodeStream(STATE);
        Heard heard = new Heard();
        StreamReader reader = new StreamReader(Securities.plain(), Side.REQUEST, heard);
        byte[] reused = new byte[16];
        for (int at = 0; at < bytes.length; at += reused.length) {
            int length = Math.min(reused.length, bytes.length - at);
            System.arraycopy(bytes, at, reused, 0, length);
            reader.feed(reused, 0, length);
            Arrays.fill(reused, (byte) 0x5A);
        }
        assertEquals(List.of(STATE), heard.tree);
        assertArrayEquals(bytes, MembershipEncoder.encodeStream((StreamMessage) heard.messages.get(0)));
    }

    private static void assertRejected(Reason reason, String detail, Heard heard) {
        assertEquals(List.of(reason), heard.rejected);
        assertEquals(List.of(detail), heard.details);
    }

    private static NodeState state(String name, NodeState.State state) {
        return new NodeState(name, MemberAddress.of(new byte[] { 127, 0, 0, 1 }, 7946), Blob.ABSENT, 3, state,
                new ProtocolVersions(1, 5, 2, 0, 0, 0));
    }

    private static byte[] pushPull(int nodes, int userBytes) {
        WireBuffer out = new WireBuffer();
        out.putByte(6);
        out.putByte(0x93);
        for (int number : new int[] { nodes, userBytes }) {
            out.putByte(0xD2);
            out.putInt(number);
        }
        out.putByte(0xC3);
        return Arrays.copyOf(out.array(), out.size());
    }

    private static byte[] header(int type, String hex) {
        return concat(new byte[] { (byte) type }, HexFormat.of().parseHex(hex));
    }

    private static byte[] compressedTwice() {
        return PacketCodec.compress(new LzwEncoder(), PacketCodec.compress(new LzwEncoder(), new byte[] { 2, (byte) 0x80 }));
    }

    private static byte[] concat(byte[]... parts) {
        WireBuffer out = new WireBuffer();
        for (byte[] part : parts) {
            out.putBytes(part);
        }
        return Arrays.copyOf(out.array(), out.size());
    }
}
