package io.plumtree.core.wire;

import static io.plumtree.core.wire.Frames.declared;
import static io.plumtree.core.wire.Frames.frame;
import static io.plumtree.core.wire.Frames.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.sun.management.ThreadMXBean;

import io.plumtree.api.PlumtreeConfig;
import io.plumtree.core.wire.RejectedInput.Reason;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Nothing that is only announced takes memory, and no bytes whatever throw. */
class BoundsTest {

    private static final WireLimits LARGE = new WireLimits(64 << 20, 255, 32, 4096, WireLimits.STREAMS,
            WireLimits.ENTRIES);

    @Test
    void theLimitsFollowTheConfiguration() {
        assertEquals(new WireLimits(65_536, 255, 32, 4096, 4096, 4096), WireLimits.of(PlumtreeConfig.standard()));
        assertThrows(IllegalArgumentException.class, () -> new WireLimits(0, 255, 32, 4096, 1, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = { "03ffffff11", "03ffffff11 00", "0000ffff80 00" })
    void aLongFrameThatDoesNotComeTakesNoMemory(String start) {
        assertTrue(allocatedBy(hex(start)) < 50_000);
    }

    @ParameterizedTest
    @ValueSource(strings = { "00000003 12 ff1f", "00000004 15 80 20 00", "00000005 19 00 802000",
            "0000000a 11 00 02 01 08 02 00 20 0000",
            "00000006 18 ff01 616161", "0000000b 11 00 02 01 10 02 00 8008 0000" })
    void anEntryCountOrLengthThatIsNotCoveredTakesNoMemory(String bytes) {
        byte[] all = Frames.concat(declared(), hex(bytes));

        assertTrue(allocatedBy(all) < 50_000);
        assertEquals(Reason.TRUNCATED, Frames.fed(LARGE, all).reason());
    }

    @Test
    void aFrameMayBeAsLongAsItsPayloadAndNotMuchLonger() {
        WireLimits limits = new WireLimits(1000, 255, 0, 0, 1, 1);
        String head = "00 02 01 00 02 00";

        assertEquals(1, Frames.fed(limits, declared(), frame(FrameType.GOSSIP, head + "61".repeat(1000))).heard.size());
        assertEquals(Reason.PAYLOAD_TOO_LARGE,
                Frames.fed(limits, declared(), frame(FrameType.GOSSIP, head + "61".repeat(1001))).reason());
        assertEquals(Reason.OVERSIZED_FRAME, Frames.fed(limits, hex("0000ffff 11")).reason());
    }

    @ParameterizedTest
    @ValueSource(ints = { FrameType.HELLO, FrameType.REJECT, FrameType.GOODBYE, FrameType.DECLARE })
    void framesThatComeBeforeTrustAreShort(int type) {
        String header = "00001002" + String.format("%02x", type);

        assertEquals(Reason.OVERSIZED_FRAME, Frames.fed(LARGE, hex(header)).reason());
    }

    @Test
    void theStreamTableEndsWhereTheLimitIs() {
        WireLimits limits = new WireLimits(1000, 255, 0, 0, 1, 1);
        byte[] second = frame(FrameType.DECLARE, "01 0161 0000000000000001 0175 05");

        assertEquals(Reason.UNDECLARED_STREAM, Frames.fed(limits, declared(), second).reason());
        assertEquals(List.of(), Frames.fed(LARGE, declared(), second).rejected);
    }

    @Provide
    Arbitrary<Integer> types() {
        return Arbitraries.integers().between(FrameType.HELLO, FrameType.RECEIVED);
    }

    @Property(tries = 3000)
    void noBodyOfAnyTypeThrows(@ForAll("types") int type, @ForAll @Size(max = 60) byte[] body) {
        byte[] bytes = Frames.concat(declared(), frame(type, HexFormat.of().formatHex(body)));
        Recorder recorder = Frames.fed(LARGE, bytes);

        assertTrue(recorder.rejected.size() + recorder.heard.size() <= 1);
    }

    @Property(tries = 1000)
    void noBytesThrow(@ForAll byte[] bytes) {
        assertTrue(Frames.fed(LARGE, bytes).rejected.size() <= 1);
    }

    /** The bytes that reading took, by the machine's own count. */
    private static long allocatedBy(byte[] bytes) {
        Frames.fed(LARGE, bytes); // classes and constants are not what is measured
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        Frames.fed(LARGE, bytes);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
