package io.plumtree.core.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import io.plumtree.core.message.PlumtreeMessage;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What one end says is what the other end hears. */
class RoundTripTest {

    static final WireLimits LIMITS = new WireLimits(65_536, 255, 32, 4096, WireLimits.STREAMS, WireLimits.ENTRIES);

    @Provide
    Arbitrary<List<Object>> conversations() {
        return Said.anything().list().ofMinSize(1).ofMaxSize(20);
    }

    @Property(tries = 500)
    void whateverIsSaidIsHeard(@ForAll("conversations") List<Object> said) {
        byte[] bytes = encoded(WireLimits.STREAMS, said);

        assertEquals(Recorder.values(said), heard(LIMITS, bytes, bytes.length));
    }

    @Property(tries = 300)
    void chunksDoNotMatter(@ForAll("conversations") List<Object> said, @ForAll @IntRange(min = 1, max = 50) int chunk) {
        byte[] bytes = encoded(WireLimits.STREAMS, said);

        assertEquals(Recorder.values(said), heard(LIMITS, bytes, chunk));
    }

    @Property(tries = 500)
    void aTableTooSmallForTheStreamsOnlyCostsBytes(@ForAll("conversations") List<Object> said,
            @ForAll @IntRange(min = 8, max = 12) int streams) {
        byte[] bytes = encoded(streams, said);

        assertEquals(Recorder.values(said),
                heard(new WireLimits(65_536, 255, 32, 4096, streams, 8), bytes, bytes.length));
    }

    @Property(tries = 300)
    void whatWasHeardIsSaidInTheSameBytes(@ForAll("conversations") List<Object> said) {
        byte[] bytes = encoded(WireLimits.STREAMS, said);
        Recorder recorder = new Recorder();
        new LinkDecoder(LIMITS, recorder).feed(bytes, 0, bytes.length);

        assertTrue(Arrays.equals(bytes, encoded(WireLimits.STREAMS, recorder.raw)));
    }

    static byte[] encoded(int streams, List<?> said) {
        LinkEncoder encoder = new LinkEncoder(streams);
        WireBuffer out = new WireBuffer();
        for (Object each : said) {
            if (each instanceof PlumtreeMessage message) {
                encoder.encode(message, out);
            } else {
                encoder.encode((LinkFrame) each, out);
            }
        }
        return Arrays.copyOf(out.array(), out.size());
    }

    static List<Object> heard(WireLimits limits, byte[] bytes, int chunk) {
        Recorder recorder = new Recorder();
        LinkDecoder decoder = new LinkDecoder(limits, recorder);
        for (int at = 0; at < bytes.length; at += chunk) {
            byte[] piece = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + chunk));
            assertTrue(decoder.feed(piece, 0, piece.length), () -> String.valueOf(recorder.rejected));
            Arrays.fill(piece, (byte) 0x5A);
        }
        assertEquals(List.of(), recorder.rejected);
        return recorder.heard;
    }
}
