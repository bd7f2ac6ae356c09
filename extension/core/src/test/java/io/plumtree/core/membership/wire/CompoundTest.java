package io.plumtree.core.membership.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.plumtree.core.membership.message.Nack;
import io.plumtree.core.membership.message.Ping;
import io.plumtree.core.membership.wire.RejectedBytes.Reason;

/** Several messages in one packet. */
class CompoundTest {

    private static final byte[] PING = MembershipEncoder.encode(new Ping(42, "test", null, ""));

    @Test
    void eachPartTakesTwoBytesAndThePacketTwo() {
        assertEquals(2 + 3 * 2 + 3 * PING.length, Compound.join(List.of(PING, PING, PING)).length);
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 2, 127, 128, 255 })
    void everyCountIsRead(int count) {
        byte[] packet = new byte[2 + count * (2 + 9)];
        packet[0] = 7;
        packet[1] = (byte) count;
        byte[] nack = MembershipEncoder.encode(new Nack(1));
        assertEquals(9, nack.length);
        for (int i = 0; i < count; i++) {
            packet[3 + 2 * i] = 9;
            System.arraycopy(nack, 0, packet, 2 + 2 * count + 9 * i, 9);
        }

        assertEquals(Collections.nCopies(count, new Nack(1)), Heard.packet(Securities.plain(), packet).messages);
    }

    @Test
    void noMoreThan127PartsAreWritten() {
        List<byte[]> most = Collections.nCopies(127, PING);

        assertEquals(127, Heard.packet(Securities.plain(), Compound.join(most)).messages.size());
        assertThrows(IllegalArgumentException.class, () -> Compound.join(Collections.nCopies(128, PING)));
    }

    @Test
    void aPartLongerThanItsLengthCanTellIsNotWritten() {
        assertThrows(IllegalArgumentException.class, () -> Compound.join(List.of(PING, new byte[65_536])));
    }

    @Test
    void aPartThatIsCutOffIsLostAndThoseBeforeItAreHeard() {
        byte[] packet = Compound.join(List.of(PING, PING, PING));
        for (int length = 8; length < packet.length; length++) {
            Heard heard = Heard.packet(Securities.plain(), Arrays.copyOf(packet, length));
            List<Object> whole = new ArrayList<>(List.of(Layer.COMPOUND));
            whole.addAll(Collections.nCopies((length - 8) / PING.length, new Ping(42, "test", null, "")));
            whole.add(Reason.TRUNCATED);
            assertEquals(List.of(whole), heard.tree);
        }
    }

    @Test
    void lengthsThatAreCutOffTellNothing() {
        assertEquals(List.of(List.of(Layer.COMPOUND, Reason.TRUNCATED)), read("0780 0001"));
        assertEquals(List.of(List.of(Layer.COMPOUND, Reason.TRUNCATED)), read("07ff"));
        assertEquals(List.of(List.of(Layer.COMPOUND, Reason.TRUNCATED)), read("07"));
    }

    /** memberlist 0.2 stops at an empty part. */
    @Test
    void anEmptyPartHarmsNoOther() {
        assertEquals(List.of(List.of(Layer.COMPOUND, Reason.EMPTY, new Nack(0))), read("0702 0000 0002 0b80"));
    }

    @Test
    void aPartOfNoSenseHarmsNoOther() {
        assertEquals(List.of(List.of(Layer.COMPOUND, Reason.UNKNOWN_TYPE, Reason.BAD_TYPE, new Nack(0))),
                read("0703 0001 0002 0002 63 0ba0 0b80"));
    }

    @Test
    void whatFollowsTheLastPartIsIgnored() {
        assertEquals(List.of(List.of(Layer.COMPOUND, new Nack(0))), read("0701 0002 0b80 ffff"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "0c00000000", "f40161", "06", "0a", "0d" })
    void layersAndTypesThatBelongElsewhereAreNone(String part) {
        assertEquals(List.of(List.of(Layer.COMPOUND, Reason.UNKNOWN_TYPE)),
                read("0701 00" + HexFormat.of().toHexDigits((byte) (part.length() / 2)) + part));
    }

    private static List<Object> read(String hex) {
        return Heard.packet(Securities.plain(), HexFormat.of().parseHex(hex.replace(" ", ""))).tree;
    }
}
