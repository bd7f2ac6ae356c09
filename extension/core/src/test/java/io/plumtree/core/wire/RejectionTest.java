package io.plumtree.core.wire;

import static io.plumtree.core.wire.Frames.declared;
import static io.plumtree.core.wire.Frames.frame;
import static io.plumtree.core.wire.Frames.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.wire.RejectedInput.Reason;

/** What a stranger may send, and the one reason that it is refused for. */
class RejectionTest {

    private static final WireLimits SMALL = new WireLimits(8, 4, 2, 10, 2, 3);
    private static final String MOST = "feffffffffffffffff01";

    private static final String PLACES = "0000000000000000 0000000000000000";

    static Stream<Arguments> refused() {
        return Stream.of(
                row("a word of HTTP", Reason.UNKNOWN_TYPE, "GET / HTTP/1.1\r\n".getBytes(StandardCharsets.UTF_8)),
                row("a frame without a type", Reason.BAD_LENGTH, Frames.hex("00000000 04")),
                row("a negative length", Reason.OVERSIZED_FRAME, Frames.hex("ffffffff 11")),
                row("a type that is not optional", Reason.UNKNOWN_TYPE, frame(0x7F, "")),
                row("a type of 0", Reason.UNKNOWN_TYPE, frame(0, "")),
                row("another protocol's HELLO", Reason.BAD_MAGIC, frame(FrameType.HELLO, "504c554e 0001 0001")),
                row("versions from 2 to 1", Reason.BAD_VALUE, frame(FrameType.HELLO, "504c554d 0002 0001")),
                row("version 0", Reason.BAD_VALUE, frame(FrameType.HELLO, "504c554d 0000 0001")),
                row("half a HELLO", Reason.TRUNCATED, frame(FrameType.HELLO, "504c554d 0001 0001 04 73")),
                row("a PING of 7 bytes", Reason.TRUNCATED, frame(FrameType.PING, "00000000000000")),
                row("a PING of 9 bytes", Reason.BAD_LENGTH, frame(FrameType.PING, "000000000000000000")),
                row("a question about sequence 0", Reason.BAD_SEQUENCE, frame(FrameType.PATH_QUESTION,
                        "0000000000000001" + text("o") + "0000000000000001" + text("t") + "00 05")),
                row("a question about sequence 2^63", Reason.BAD_SEQUENCE, frame(FrameType.PATH_QUESTION,
                        "0000000000000001" + text("o") + "0000000000000001" + text("t") + "80808080808080808001 05")),
                row("a patience of 2^31", Reason.BAD_VALUE, frame(FrameType.PATH_QUESTION,
                        "0000000000000001" + text("o") + "0000000000000001" + text("t") + "01 8080808008")),
                row("a path that ends as none does", Reason.BAD_VALUE,
                        frame(FrameType.PATH_ANSWER, "0000000000000001 07 00" + text("b"))),
                row("a complete path of no step", Reason.BAD_VALUE, frame(FrameType.PATH_ANSWER, "0000000000000001 00 00")),
                row("65 steps", Reason.TOO_MANY_ENTRIES, frame(FrameType.PATH_ANSWER,
                        "0000000000000001 00 41" + (text("a") + "010100").repeat(65))),
                row("steps that are not there", Reason.TRUNCATED,
                        frame(FrameType.PATH_ANSWER, "0000000000000001 00 02" + text("a") + "010100")),
                row("an arrival that is none", Reason.BAD_VALUE,
                        frame(FrameType.PATH_ANSWER, "0000000000000001 00 01" + text("a") + "050100")),
                row("an age of three thousand years", Reason.BAD_VALUE, frame(FrameType.PATH_ANSWER,
                        "0000000000000001 00 01" + text("a") + "0101 8280808080808080 01".replace(" ", ""))),
                row("a path without its end", Reason.TRUNCATED, frame(FrameType.PATH_ANSWER, "0000000000000001 03 00")),
                row("a blank origin", Reason.BAD_NAME, frame(FrameType.REFUSE, text(" "))),
                row("an empty origin", Reason.BAD_NAME, frame(FrameType.REFUSE, "00")),
                row("an origin with a line break", Reason.BAD_NAME, frame(FrameType.REFUSE, text("a\n"))),
                row("an origin of 256 bytes", Reason.BAD_NAME, frame(FrameType.REFUSE, text("a".repeat(256)))),
                row("an overlong UTF-8 slash", Reason.BAD_UTF8, frame(FrameType.REFUSE, "02 c0af")),
                row("a surrogate in UTF-8", Reason.BAD_UTF8, frame(FrameType.REFUSE, "03 eda080")),
                row("half a character", Reason.BAD_UTF8, frame(FrameType.REFUSE, "02 61c3")),
                row("a topic too long", Reason.BAD_NAME,
                        frame(FrameType.DECLARE, "00" + text("a") + "0000000000000001" + text("topic") + "00")),
                row("an index that leaves a hole", Reason.UNDECLARED_STREAM,
                        frame(FrameType.DECLARE, "01" + text("a") + "0000000000000001" + text("t") + "00")),
                row("a baseline of 2^63-1", Reason.BAD_SEQUENCE, frame(FrameType.DECLARE,
                        "00" + text("a") + "0000000000000001" + text("t") + "ffffffffffffffff7f")),
                row("a stream nobody named", Reason.UNDECLARED_STREAM, frame(FrameType.RECEIVED, "00 02")),
                row("an index of 2^63", Reason.UNDECLARED_STREAM,
                        frame(FrameType.RECEIVED, "80808080808080808001 02")),
                row("a number of 65 bits", Reason.BAD_VALUE, frame(FrameType.RECEIVED, "80808080808080808002 02")),
                row("a number without end", Reason.BAD_VALUE, frame(FrameType.RECEIVED, "8080808080808080808080 02")),
                row("sequence 0", Reason.BAD_SEQUENCE, declared(), frame(FrameType.RECEIVED, "00 09")),
                row("sequence -1", Reason.BAD_SEQUENCE, declared(), frame(FrameType.RECEIVED, "00 0b")),
                row("a sequence beyond 64 bits", Reason.BAD_SEQUENCE, declared(),
                        frame(FrameType.RECEIVED, "00" + MOST)),
                row("an announcement of sequence 0", Reason.BAD_SEQUENCE, declared(),
                        frame(FrameType.IHAVE, "01 00 09 00 00")),
                row("an announcement without end", Reason.BAD_SEQUENCE, declared(),
                        frame(FrameType.IHAVE, "01 00 02 ffffffffffffffffff01 00")),
                row("an announcement into overflow", Reason.BAD_SEQUENCE, declared(),
                        frame(FrameType.IHAVE, "01 00 02 ffffffffffffffff7f 00")),
                row("an age of 2^31", Reason.BAD_VALUE, declared(), frame(FrameType.IHAVE, "01 00 02 00 8080808008")),
                row("4 announcements where 3 are allowed", Reason.TOO_MANY_ENTRIES, declared(),
                        frame(FrameType.IHAVE, "04" + "00020000".repeat(4))),
                row("announcements that are not there", Reason.TRUNCATED, declared(), frame(FrameType.IHAVE, "03 00")),
                row("4 ranges", Reason.TOO_MANY_ENTRIES, declared(), frame(FrameType.PULL, "04" + "000201".repeat(4))),
                row("4 marks", Reason.TOO_MANY_ENTRIES, declared(),
                        frame(FrameType.PRUNE, text("a") + "04" + "0002".repeat(4))),
                row("4 summaries", Reason.TOO_MANY_ENTRIES, declared(),
                        frame(FrameType.SUMMARY, "00 04" + "0000000000".repeat(4))),
                row("a negative mark", Reason.BAD_SEQUENCE, declared(), frame(FrameType.ACCEPT, text("a") + "01 00 0b")),
                row("a range of -1", Reason.BAD_SEQUENCE, declared(),
                        frame(FrameType.PULL, "01 00 02 ffffffffffffffffff01")),
                row("a parent deeper than messages travel", Reason.BAD_VALUE,
                        frame(FrameType.HANDOVER, text("a") + "80 80 04")),
                row("missing flags of the future", Reason.BAD_VALUE, declared(),
                        frame(FrameType.MISSING, "02 00 02 01")),
                row("summary flags of the future", Reason.BAD_VALUE, frame(FrameType.SUMMARY, "04 00")),
                row("a low-water below the baseline", Reason.BAD_SEQUENCE, declared(),
                        frame(FrameType.SUMMARY, "00 01 00 01 02 00 00")),
                row("more retained than sent", Reason.BAD_SEQUENCE, declared(),
                        frame(FrameType.SUMMARY, "00 01 00 00 00 06 00")),
                row("half a root", Reason.TRUNCATED, frame(FrameType.SYNC_ROOT, "0000000000000000 000000")),
                row("a page that ends before it begins", Reason.BAD_VALUE,
                        frame(FrameType.SYNC_PAGE, "00 0000000000000001 0000000000000000 00")),
                row("page flags of the future", Reason.BAD_VALUE, frame(FrameType.SYNC_PAGE, "02" + PLACES + "00")),
                row("4 digests", Reason.TOO_MANY_ENTRIES, declared(),
                        frame(FrameType.SYNC_PAGE, "00" + PLACES + "04" + "00000000000000".repeat(4))),
                row("a digest of a stream nobody named", Reason.UNDECLARED_STREAM,
                        frame(FrameType.SYNC_PAGE, "00" + PLACES + "01 00 00 00 00 00 00 00")),
                row("a digest beyond the last sequence", Reason.BAD_SEQUENCE, declared(),
                        frame(FrameType.SYNC_PAGE, "00" + PLACES + "01 00 ffffffffffffffff7f 00 00 00 00 00")),
                row("a digest that goes down", Reason.BAD_SEQUENCE, declared(),
                        frame(FrameType.SYNC_PAGE, "00" + PLACES + "01 00 00 ffffffffffffffffff01 00 00 00 00")),
                row("a digest that retains more than was sent", Reason.BAD_SEQUENCE, declared(),
                        frame(FrameType.SYNC_PAGE, "00" + PLACES + "01 00 00 00 7f 00 00 00")),
                row("17 holes", Reason.TOO_MANY_ENTRIES, declared(),
                        frame(FrameType.SYNC_PAGE, "00" + PLACES + "01 00 00 7f 00 00 00 11" + "0000".repeat(17))),
                row("a hole beyond the newest", Reason.BAD_SEQUENCE, declared(),
                        frame(FrameType.SYNC_PAGE, "00" + PLACES + "01 00 00 02 00 00 00 01 00 01")),
                row("gossip of a stream nobody named", Reason.UNDECLARED_STREAM,
                        frame(FrameType.GOSSIP, "00 02 01 00 02 00")),
                row("gossip of round 0", Reason.BAD_VALUE, declared(), frame(FrameType.GOSSIP, "00 02 00 00 02 00")),
                row("gossip of round 65,536", Reason.BAD_VALUE, declared(),
                        frame(FrameType.GOSSIP, "00 02 808004 00 02 00")),
                row("gossip flags of the future", Reason.BAD_VALUE, declared(),
                        frame(FrameType.GOSSIP, "00 02 01 20 02 00")),
                row("gossip with a low-water below its baseline", Reason.BAD_SEQUENCE, declared(),
                        frame(FrameType.GOSSIP, "00 02 01 00 04 00")),
                row("gossip with the least low-water there is", Reason.BAD_SEQUENCE, declared(),
                        frame(FrameType.GOSSIP, "00 02 01 00 ffffffffffffffffff01 00")),
                row("a payload too large", Reason.PAYLOAD_TOO_LARGE, declared(),
                        frame(FrameType.GOSSIP, "00 02 01 00 02 00" + "61".repeat(9))),
                row("a payload too large when decompressed", Reason.PAYLOAD_TOO_LARGE, declared(),
                        frame(FrameType.GOSSIP, "00 02 01 04 02 00 09 61")),
                row("3 headers where 2 are allowed", Reason.TOO_MANY_ENTRIES, declared(),
                        frame(FrameType.GOSSIP, "00 02 01 08 02 00 03" + "016101 62".repeat(3))),
                row("a header twice", Reason.BAD_NAME, declared(),
                        frame(FrameType.GOSSIP, "00 02 01 08 02 00 02 0161 00 0161 00")),
                row("a header without a name", Reason.BAD_NAME, declared(),
                        frame(FrameType.GOSSIP, "00 02 01 08 02 00 01 00 00")),
                row("headers too large together", Reason.HEADERS_TOO_LARGE, declared(), frame(FrameType.GOSSIP,
                        "00 02 01 08 02 00 02" + text("a") + text("12345") + text("b") + text("1234"))),
                row("a header value too large", Reason.HEADERS_TOO_LARGE, declared(),
                        frame(FrameType.GOSSIP, "00 02 01 08 02 00 01" + text("a") + text("12345678901"))),
                row("an extension of 1,025 bytes", Reason.BAD_LENGTH, declared(),
                        frame(FrameType.GOSSIP, "00 02 01 10 02 00 8108" + "00".repeat(1025))),
                row("an extension that is not there", Reason.TRUNCATED, declared(),
                        frame(FrameType.GOSSIP, "00 02 01 10 02 00 03 0000")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void isRefusedWithItsReasonAndNothingIsHeardAfterwards(String what, Reason reason, byte[] bytes) {
        Recorder recorder = new Recorder();
        LinkDecoder decoder = new LinkDecoder(SMALL, recorder);

        assertFalse(decoder.feed(bytes, 0, bytes.length));
        byte[] ping = frame(FrameType.PING, "0000000000000001");
        assertFalse(decoder.feed(ping, 0, ping.length));

        assertEquals(List.of(reason), recorder.rejected.stream().map(RejectedInput::reason).toList());
        assertEquals(List.of(), recorder.heard);
        assertFalse(recorder.rejected.get(0).detail().isBlank());
    }

    @Test
    void whatCameBeforeNonsenseIsHeard() {
        Recorder recorder = Frames.fed(SMALL, frame(FrameType.PING, "0000000000000001"), frame(0x40, ""),
                frame(FrameType.PING, "0000000000000002"));

        assertEquals(List.of(new Ping(1)), recorder.heard);
        assertEquals(Reason.UNKNOWN_TYPE, recorder.reason());
    }

    @Test
    void aDetailNamesWhatWasFoundAndWhatIsAllowed() {
        Recorder recorder = Frames.fed(SMALL, declared(), frame(FrameType.GOSSIP, "00 02 01 00 02 00" + "61".repeat(9)));

        assertEquals("payload is 9 bytes, allowed are 8", recorder.rejected.get(0).detail());
    }

    @Test
    void framesOfTheFutureThatAreOptionalArePassedOver() {
        Recorder recorder = Frames.fed(SMALL, frame(0x85, ""), frame(0xFF, "00".repeat(60_000)),
                frame(FrameType.PING, "0000000000000001"));

        assertEquals(List.of(0x85, 0xFF), recorder.skipped);
        assertEquals(List.of(new Ping(1)), recorder.heard);
    }

    @Test
    void fieldsOfTheFutureInAGossipArePassedOver() {
        Recorder recorder = Frames.fed(SMALL, declared(), frame(FrameType.GOSSIP, "00 02 01 10 02 00 03 aabbcc 6162"));

        assertEquals(List.of(), recorder.rejected);
        assertEquals("-1:6162", ((Recorder.GossipValue) recorder.heard.get(0)).payload());
    }

    @ParameterizedTest
    @MethodSource("handshakes")
    void fieldsOfTheFutureInAHandshakeArePassedOver(LinkFrame frame) {
        byte[] today = RoundTripTest.encoded(WireLimits.STREAMS, List.of(frame));
        byte[] later = Frames.concat(today, new byte[100]);
        later[3] += 100;

        assertEquals(List.of(frame), Frames.fed(SMALL, later).heard);
    }

    static Stream<LinkFrame> handshakes() {
        return Stream.of("hello", "hello-to-anybody", "welcome", "reject-wrong-cluster")
                .map(name -> (LinkFrame) Vectors.v1().get(name).get(0));
    }

    @Test
    void aReasonOfTheFutureIsUnknown() {
        assertEquals(List.of(new Reject(Reject.Reason.UNKNOWN, "x")),
                Frames.fed(SMALL, frame(FrameType.REJECT, "7777" + text("x"))).heard);
    }

    @Test
    void textForPeopleCannotForgeALogLineAndIsCutBetweenCharacters() {
        byte[] bytes = RoundTripTest.encoded(1, List.of(new Goodbye("a\nb"), new Goodbye("€".repeat(400))));

        assertEquals(List.of(new Goodbye("a b"), new Goodbye("€".repeat(341))), Frames.fed(SMALL, bytes).heard);
        assertEquals(List.of(new Goodbye("a b")), Frames.fed(SMALL, frame(FrameType.GOODBYE, text("a\nb"))).heard);
    }

    @Test
    void anExceptionOfTheHandlerIsNotTakenForInput() {
        LinkDecoder decoder = new LinkDecoder(SMALL, new FrameHandler() {
            @Override
            public void message(PlumtreeMessage message) {
            }

            @Override
            public void frame(LinkFrame frame) {
                throw new IllegalStateException("ours");
            }

            @Override
            public void rejected(RejectedInput why) {
                throw new AssertionError(why);
            }
        });
        byte[] ping = frame(FrameType.PING, "0000000000000001");

        assertThrows(IllegalStateException.class, () -> decoder.feed(ping, 0, ping.length));
        assertFalse(decoder.feed(ping, 0, ping.length));
    }

    @Test
    void theNewestCommonVersionIsChosenOrNone() {
        assertEquals(1, WireVersion.common(hello(1, 1)));
        assertEquals(1, WireVersion.common(hello(1, 9)));
        assertEquals(WireVersion.NONE, WireVersion.common(hello(2, 9)));
        assertTrue(WireVersion.OLDEST <= WireVersion.NEWEST);
    }

    private static Hello hello(int min, int max) {
        Hello any = (Hello) Vectors.v1().get("hello").get(0);
        return new Hello(min, max, any.clusterName(), any.id(), any.epoch(), any.address(), any.capabilities(), null);
    }

    private static Arguments row(String what, Reason reason, byte[]... parts) {
        return Arguments.of(what, reason, Frames.concat(parts));
    }
}
