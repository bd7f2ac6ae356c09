package io.plumtree.core.membership.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.plumtree.core.membership.wire.RejectedBytes.Reason;
import io.plumtree.core.util.Prng;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** LZW as Go has it. */
class LzwTest {

    private static final int ENOUGH = 1 << 24;

    @ParameterizedTest
    @CsvSource({ "'', 000302", "74657374696e67, 00e9949943278d9b330101", "00, 00010404" })
    void isWrittenAsGoWritesIt(String plain, String compressed) {
        assertEquals(compressed, HexFormat.of().formatHex(new LzwEncoder().encode(HexFormat.of().parseHex(plain))));
    }

    @Property(tries = 300)
    void whatIsCompressedIsDecompressedToTheSame(@ForAll byte[] plain) throws MalformedBytes {
        assertArrayEquals(plain, LzwDecoder.decode(new LzwEncoder().encode(plain), ENOUGH));
    }

    /** Long enough to fill the table of codes, and with few or many different bytes. */
    @Property(tries = 60)
    void theTableMayOverflow(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int bits,
            @ForAll @IntRange(min = 3000, max = 60_000) int length) throws MalformedBytes {
        byte[] plain = random(seed, length, bits);

        assertArrayEquals(plain, LzwDecoder.decode(new LzwEncoder().encode(plain), ENOUGH));
    }

    @Test
    void everyLengthAroundAFullTableIsRight() throws MalformedBytes {
        LzwEncoder encoder = new LzwEncoder();
        byte[] random = random(1, 9000, 8);
        for (int length = 3760; length < 3920; length++) {
            byte[] plain = Arrays.copyOf(random, length);
            assertArrayEquals(plain, LzwDecoder.decode(encoder.encode(plain), ENOUGH));
        }
    }

    @Test
    void anEncoderRemembersNothing() {
        LzwEncoder used = new LzwEncoder();
        used.encode(random(3, 10_000, 4));

        assertArrayEquals(new LzwEncoder().encode(new byte[500]), used.encode(new byte[500]));
    }

    /** An older Go does not start with a clear code. */
    @Test
    void theFirstClearCodeMayBeMissing() throws MalformedBytes {
        assertArrayEquals(new byte[] { 'a', 'b' }, LzwDecoder.decode(codes(9, 'a', 'b', 257), ENOUGH));
    }

    /** A table that is full and not cleared stays as it is; Go never writes this. */
    @Test
    void aFullTableIsUsedOn() throws MalformedBytes {
        int[] codes = new int[5001];
        Arrays.fill(codes, 'x');
        codes[4500] = 4095;
        codes[4501] = 258;
        codes[5000] = 257;

        assertEquals(5000 + 2, LzwDecoder.decode(growing(codes), ENOUGH).length);
    }

    @Test
    void whatFollowsTheEndIsIgnored() throws MalformedBytes {
        byte[] compressed = new LzwEncoder().encode(new byte[] { 1, 2, 3 });

        assertArrayEquals(new byte[] { 1, 2, 3 }, LzwDecoder.decode(Arrays.copyOf(compressed, compressed.length + 9), ENOUGH));
    }

    @Test
    void everyPrefixIsWithoutItsEnd() {
        byte[] compressed = new LzwEncoder().encode(random(1, 300, 3));
        for (int length = 0; length < compressed.length - 1; length++) {
            byte[] prefix = Arrays.copyOf(compressed, length);
            assertEquals(Reason.BAD_COMPRESSION,
                    assertThrows(MalformedBytes.class, () -> LzwDecoder.decode(prefix, ENOUGH)).why().reason());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 258, 300, 511 })
    void aCodeThatIsNotKnownYetIsNone(int code) {
        assertEquals(Reason.BAD_COMPRESSION, assertThrows(MalformedBytes.class,
                () -> LzwDecoder.decode(codes(9, 256, code), ENOUGH)).why().reason());
    }

    @Test
    void twentyMebibytesAndOneAreReadAndFortyAndOneAreNot() throws MalformedBytes {
        byte[] twenty = new LzwEncoder().encode(new byte[(20 << 20) + 1]);
        byte[] forty = new LzwEncoder().encode(new byte[(40 << 20) + 1]);

        assertEquals((20 << 20) + 1, LzwDecoder.decode(twenty, 40 << 20).length);
        assertEquals(Reason.TOO_LARGE,
                assertThrows(MalformedBytes.class, () -> LzwDecoder.decode(forty, 40 << 20)).why().reason());
    }

    @Test
    void theLimitIsExact() throws MalformedBytes {
        byte[] compressed = new LzwEncoder().encode(random(1, 1000, 2));

        assertEquals(1000, LzwDecoder.decode(compressed, 1000).length);
        assertThrows(MalformedBytes.class, () -> LzwDecoder.decode(compressed, 999));
    }

    static byte[] random(long seed, int length, int bits) {
        Prng random = new Prng(seed);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) random.nextInt(1 << bits);
        }
        return bytes;
    }

    private static byte[] codes(int width, int... codes) {
        byte[] bytes = new byte[(width * codes.length + 7) / 8];
        for (int i = 0; i < codes.length; i++) {
            put(codes[i], width, width * i, bytes);
        }
        return bytes;
    }

    /** Codes as wide as a decoder expects them that was told no clear code. */
    private static byte[] growing(int... codes) {
        byte[] bytes = new byte[codes.length * 2];
        int at = 0;
        for (int i = 0; i < codes.length; i++) {
            int width = Math.min(12, Math.max(9, 32 - Integer.numberOfLeadingZeros(257 + i)));
            put(codes[i], width, at, bytes);
            at += width;
        }
        return bytes;
    }

    private static void put(int code, int width, int at, byte[] bytes) {
        for (int bit = 0; bit < width; bit++) {
            if ((code >> bit & 1) != 0) {
                bytes[(at + bit) / 8] |= (byte) (1 << (at + bit) % 8);
            }
        }
    }
}
