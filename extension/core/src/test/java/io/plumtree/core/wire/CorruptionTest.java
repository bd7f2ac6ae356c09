package io.plumtree.core.wire;

import static io.plumtree.core.wire.Frames.concat;
import static io.plumtree.core.wire.Frames.frame;
import static io.plumtree.core.wire.Frames.hex;
import static io.plumtree.core.wire.Frames.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import com.sun.management.ThreadMXBean;

import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.core.CheckedNode;
import io.plumtree.core.message.PlumtreeMessage;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Bytes that are cut off or changed on their way: they are heard or rejected, and nothing else happens. */
class CorruptionTest {

    private static final PlumtreeConfig CONFIG = PlumtreeConfig.standard();
    private static final WireLimits LIMITS = WireLimits.of(CONFIG);
    private static final WellFormed WELL_FORMED = new WellFormed(LIMITS);
    private static final int[] FLIPS = { 0x01, 0x10, 0x80, 0xFF };
    private static final byte[] PING = frame(FrameType.PING, "0000000000000001");
    /** More than any small frame needs, and far less than any bomb claims. */
    private static final long LITTLE = 100_000;
    private static final int LENGTH_BYTES = Integer.BYTES;
    private static final long[] BOMBS = { (1L << 16) + 1, (1L << 24) + 1, Integer.MAX_VALUE - 1, 1L << 31, (1L << 32) - 1,
            1L << 32, 1L << 62, Long.MAX_VALUE, Long.MIN_VALUE, -1 };

    @Provide
    Arbitrary<List<Object>> conversations() {
        return Said.anything().list().ofMinSize(1).ofMaxSize(6);
    }

    @Property(tries = 200, seed = "1", edgeCases = EdgeCasesMode.NONE)
    void aFrameIsHeardWithItsLastByteAndNotBefore(@ForAll("conversations") List<Object> said) {
        Recorder recorder = new Recorder();
        LinkDecoder decoder = new LinkDecoder(LIMITS, recorder);
        byte[] bytes = RoundTripTest.encoded(WireLimits.STREAMS, said);
        List<Integer> ends = ends(said);
        for (int at = 0; at < bytes.length; at++) {
            assertTrue(decoder.feed(bytes, at, at + 1));
            int length = at + 1;
            assertEquals(ends.stream().filter(end -> end <= length).count(), recorder.heard.size());
        }
        assertEquals(Recorder.values(said), recorder.heard);
        assertEquals(List.of(), recorder.rejected);
    }

    @Property(tries = 40, seed = "1", edgeCases = EdgeCasesMode.NONE)
    void aFlippedByteIsHeardOrRejectedAndHarmsNoNode(@ForAll("conversations") List<Object> said) {
        byte[] good = RoundTripTest.encoded(WireLimits.STREAMS, said);
        List<Object> values = Recorder.values(said);
        List<Integer> ends = ends(said);
        CheckedNode node = linkedNode();
        for (int at = 0; at < good.length; at++) {
            int position = at;
            int before = (int) ends.stream().filter(end -> end <= position).count();
            for (int flip : FLIPS) {
                Recorder recorder = heardAfter(good, at, flip);
                assertEquals(values.subList(0, before), recorder.heard.subList(0, before));
                for (int i = before; i < recorder.heard.size(); i++) {
                    if (recorder.raw.get(i) instanceof PlumtreeMessage message && !values.contains(recorder.heard.get(i))) {
                        node.receive(NodeId.of("b"), message);
                    }
                }
            }
        }
        node.fallSilent();
    }

    static Set<String> vectors() {
        return Vectors.v1().keySet();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void everyByteOfEveryTypeMayBeAnyOther(String name) {
        byte[] good = VectorFile.read(name).bytes();
        for (int at = 0; at < good.length; at++) {
            for (int flip = 1; flip <= 0xFF; flip++) {
                heardAfter(good, at, flip);
            }
        }
    }

    /** Any number in any place of any frame, which is as long as it says. */
    @ParameterizedTest
    @MethodSource("vectors")
    void aNumberWithoutMeasureTakesNoMemoryWhereverItStands(String name) {
        byte[] good = VectorFile.read(name).bytes();
        for (int start = 0; start < good.length; start += LENGTH_BYTES + WireReader.intAt(good, start)) {
            int end = start + LENGTH_BYTES + WireReader.intAt(good, start);
            byte[] earlier = Arrays.copyOf(good, start);
            for (int at = start + FrameBounds.HEADER_BYTES; at < end; at++) {
                byte[] head = Arrays.copyOfRange(good, start + FrameBounds.HEADER_BYTES, at);
                byte[] tail = Arrays.copyOfRange(good, afterVarint(good, at, end), end);
                for (long bomb : BOMBS) {
                    assertTakesLittle(concat(earlier, framed(good[start + LENGTH_BYTES], head, varint(bomb), tail)));
                    assertTakesLittle(concat(earlier, framed(good[start + LENGTH_BYTES], head, varint(bomb))));
                }
            }
        }
    }

    static Stream<Arguments> lengthsAndCounts() {
        String a = text("a");
        String number = "0000000000000001";
        String hello = "504c554d 0001 0001";
        String gossip = "00 02 01";
        return Stream.of(
                row("HELLO cluster name", FrameType.HELLO, hello, 1, "61" + a + number + a + "0001" + number + "00"),
                row("HELLO node id", FrameType.HELLO, hello + a, 1, "61" + number + a + "0001" + number + "00"),
                row("HELLO host", FrameType.HELLO, hello + a + a + number, 1, "61 0001" + number + "00"),
                row("HELLO expected", FrameType.HELLO, hello + a + a + number + a + "0001" + number, 1, "61"),
                row("WELCOME node id", FrameType.WELCOME, "0001", 1, "61" + number + a + "0001" + number),
                row("WELCOME host", FrameType.WELCOME, "0001" + a + number, 1, "61 0001" + number),
                row("REJECT detail", FrameType.REJECT, "0001", 1, "61"),
                row("GOODBYE reason", FrameType.GOODBYE, "", 1, "61"),
                row("DECLARE index", FrameType.DECLARE, "", 1, a + number + a + "00"),
                row("DECLARE origin", FrameType.DECLARE, "01", 1, "61" + number + a + "00"),
                row("DECLARE topic", FrameType.DECLARE, "01" + a + number, 1, "61 00"),
                row("GOSSIP index", FrameType.GOSSIP, "", 0, "02 01 00 02 00"),
                row("GOSSIP round", FrameType.GOSSIP, "00 02", 1, "00 02 00"),
                row("GOSSIP uncompressed size", FrameType.GOSSIP, gossip + "04 02 00", 1, "61"),
                row("GOSSIP number of headers", FrameType.GOSSIP, gossip + "08 02 00", 1, a + a),
                row("GOSSIP header name", FrameType.GOSSIP, gossip + "08 02 00 01", 1, "61" + a),
                row("GOSSIP header value", FrameType.GOSSIP, gossip + "08 02 00 01" + a, 1, "61"),
                row("GOSSIP extension", FrameType.GOSSIP, gossip + "10 02 00", 1, "00"),
                row("IHAVE announcements", FrameType.IHAVE, "", 1, "00 02 00 00"),
                row("IHAVE index", FrameType.IHAVE, "01", 0, "02 00 00"),
                row("GRAFT origin", FrameType.GRAFT, "", 1, "61 00"),
                row("GRAFT ranges", FrameType.GRAFT, a, 1, "00 02 01"),
                row("GRAFT index", FrameType.GRAFT, a + "01", 0, "02 01"),
                row("HANDOVER origin", FrameType.HANDOVER, "", 1, "61 03"),
                row("HANDOVER deepest", FrameType.HANDOVER, a, 1, ""),
                row("PRUNE origin", FrameType.PRUNE, "", 1, "61 00"),
                row("PRUNE marks", FrameType.PRUNE, a, 1, "00 02"),
                row("PRUNE index", FrameType.PRUNE, a + "01", 0, "02"),
                row("PULL ranges", FrameType.PULL, "", 1, "00 02 01"),
                row("PULL index", FrameType.PULL, "01", 0, "02 01"),
                row("MISSING index", FrameType.MISSING, "00", 0, "02 01"),
                row("ACCEPT origin", FrameType.ACCEPT, "", 1, "61 00"),
                row("ACCEPT marks", FrameType.ACCEPT, a, 1, "00 02"),
                row("ACCEPT index", FrameType.ACCEPT, a + "01", 0, "02"),
                row("REFUSE origin", FrameType.REFUSE, "", 1, "61"),
                row("SUMMARY streams", FrameType.SUMMARY, "00", 1, "00 00 00 00 00"),
                row("SUMMARY index", FrameType.SUMMARY, "00 01", 0, "00 00 00 00"),
                row("SUMMARY retained", FrameType.SUMMARY, "00 01 00 00 00", 1, "00"),
                row("RECEIVED index", FrameType.RECEIVED, "", 0, "02"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lengthsAndCounts")
    void aLengthOrCountWithoutMeasureIsRejected(String what, int type, String before, int sound, String after) {
        Recorder fine = Frames.fed(LIMITS, Frames.declared(), framed(type, hex(before), varint(sound), hex(after)));
        assertEquals(List.of(), fine.rejected, "all else is in order");
        for (long bomb : BOMBS) {
            byte[] bytes = concat(Frames.declared(), framed(type, hex(before), varint(bomb), hex(after)));
            Recorder recorder = assertTakesLittle(bytes);
            assertEquals(1, recorder.rejected.size(), () -> what + " of " + Long.toUnsignedString(bomb));
            assertEquals(List.of(), recorder.heard);
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aFrameWithoutMeasureTakesNoMemoryBeforeItComes(String name) {
        byte[] bytes = VectorFile.read(name).bytes();
        for (long bomb : BOMBS) {
            byte[] length = { (byte) (bomb >> 24), (byte) (bomb >> 16), (byte) (bomb >> 8), (byte) bomb };
            assertTakesLittle(concat(length, Arrays.copyOfRange(bytes, LENGTH_BYTES, bytes.length)));
        }
    }

    /** @return what is heard when one byte is changed, which is checked */
    private static Recorder heardAfter(byte[] good, int at, int flip) {
        byte[] bytes = good.clone();
        bytes[at] ^= (byte) flip;
        return checked(bytes);
    }

    private static Recorder checked(byte[] bytes) {
        Recorder recorder = new Recorder();
        LinkDecoder decoder = new LinkDecoder(LIMITS, recorder);
        boolean goesOn = decoder.feed(bytes, 0, bytes.length);
        assertEquals(goesOn ? 0 : 1, recorder.rejected.size());
        recorder.raw.forEach(WELL_FORMED::check);
        if (!goesOn) {
            int heard = recorder.raw.size();
            decoder.feed(PING, 0, PING.length);
            assertEquals(heard, recorder.raw.size(), "nothing is heard after a rejection");
            assertEquals(1, recorder.rejected.size());
        }
        return recorder;
    }

    private static Recorder assertTakesLittle(byte[] bytes) {
        Recorder recorder = new Recorder();
        LinkDecoder decoder = new LinkDecoder(LIMITS, recorder);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        decoder.feed(bytes, 0, bytes.length);
        long taken = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(taken < LITTLE, () -> taken + " bytes taken for " + bytes.length);
        checked(bytes);
        return recorder;
    }

    private static CheckedNode linkedNode() {
        CheckedNode node = new CheckedNode(CONFIG, Integer.MAX_VALUE, 1);
        for (String peer : List.of("b", "c")) {
            node.linkUp(NodeId.of(peer));
        }
        return node;
    }

    /** Where each frame that says something ends; the one that names a stream belongs to the next. */
    private static List<Integer> ends(List<Object> said) {
        List<Integer> ends = new ArrayList<>();
        for (int count = 1; count <= said.size(); count++) {
            ends.add(RoundTripTest.encoded(WireLimits.STREAMS, said.subList(0, count)).length);
        }
        return ends;
    }

    private static byte[] framed(int type, byte[]... parts) {
        byte[] body = concat(parts);
        WireBuffer out = new WireBuffer();
        out.putInt(body.length + 1);
        out.putByte(type);
        out.putBytes(body);
        return Arrays.copyOf(out.array(), out.size());
    }

    private static byte[] varint(long value) {
        WireBuffer out = new WireBuffer();
        out.putVarint(value);
        return Arrays.copyOf(out.array(), out.size());
    }

    private static int afterVarint(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] < 0) {
            at++;
        }
        return Math.min(end, at + 1);
    }

    private static Arguments row(String what, int type, String before, int sound, String after) {
        return Arguments.of(what, type, before, sound, after);
    }
}
