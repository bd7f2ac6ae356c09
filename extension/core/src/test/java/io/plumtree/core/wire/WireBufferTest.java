package io.plumtree.core.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** How numbers and text are written. */
class WireBufferTest {

    private final WireBuffer out = new WireBuffer();

    @Test
    void numbersOfFixedWidthAreBigEndian() {
        out.putByte(0x1FF);
        out.putShort(0x0102);
        out.putInt(0x03040506);
        out.putLong(0x0708090A0B0C0D0EL);

        assertEquals("ff0102030405060708090a0b0c0d0e", written());
    }

    @Test
    void varintsAreAsShortAsTheirNumbers() {
        out.putVarint(0);
        out.putVarint(127);
        out.putVarint(128);
        out.putVarint(-1);

        assertEquals("00 7f 8001 ffffffffffffffffff01".replace(" ", ""), written());
    }

    @Test
    void zigzagIsShortForBothSigns() {
        out.putZigzag(0);
        out.putZigzag(-1);
        out.putZigzag(1);
        out.putZigzag(-64);
        out.putZigzag(Long.MIN_VALUE);

        assertEquals("00 01 02 7f ffffffffffffffffff01".replace(" ", ""), written());
    }

    @Test
    void textIsUtf8WithItsLengthInBytes() {
        out.putText("é€");

        assertEquals("05c3a9e282ac", written());
    }

    @Test
    void itGrowsAndIsUsedAgain() {
        out.putBytes(new byte[1 << 20]);
        out.putByte(7);
        assertEquals((1 << 20) + 1, out.size());
        assertEquals(7, out.array()[1 << 20]);

        out.clear();
        out.putBytes(new byte[] { 1, 2, 3, 4 }, 1, 3);

        assertEquals("0203", written());
    }

    @Property(tries = 500)
    void everyNumberIsReadAsWritten(@ForAll long number) throws MalformedInput {
        WireBuffer buffer = new WireBuffer();
        buffer.putVarint(number);
        buffer.putZigzag(number);
        buffer.putLong(number);
        WireReader in = new WireReader();
        in.over(buffer.array(), 0, buffer.size());

        assertEquals(number, in.varint("a"));
        assertEquals(number, in.zigzag("b"));
        assertEquals(number, in.int64("c"));
        in.expectEnd();
    }

    private String written() {
        return HexFormat.of().formatHex(out.array(), 0, out.size());
    }
}
