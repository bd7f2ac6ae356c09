package io.plumtree.core.membership.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.sun.management.ThreadMXBean;

import io.plumtree.api.NodeId;
import io.plumtree.core.membership.message.Alive;
import io.plumtree.core.membership.message.Nack;
import io.plumtree.core.membership.message.NodeState;
import io.plumtree.core.membership.message.PacketMessage;
import io.plumtree.core.membership.message.ProtocolVersions;
import io.plumtree.core.membership.message.PushPull;
import io.plumtree.core.membership.message.StreamMessage;
import io.plumtree.core.membership.wire.RejectedBytes.Reason;
import io.plumtree.core.membership.wire.StreamReader.Side;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Bytes of whatever origin: they are heard or rejected with a reason, and nothing else happens. */
class HostileBytesTest {

    /** More than any small message needs, and far less than any bomb claims. */
    private static final long LITTLE = 400_000;
    private static final WireSecurity PLAIN = Securities.plain();
    private static final List<WireSecurity> ALL = List.of(PLAIN, Securities.labelled("x"),
            Securities.keyed(Securities.KEY_16), Securities.keyed(Securities.KEY_16).verifyIncoming(false));
    private static final List<String> LENGTHS = List.of("a5", "bf", "d9ff", "daffff", "dbffffffff", "db7fffffff", "c4ff",
            "c5ffff", "c6ffffffff", "9f", "dcffff", "ddffffffff", "dd7fffffff", "8f", "deffff", "dfffffffff", "c7ff00",
            "c8ffff00", "c9ffffffff00", "cfffffffffffffffff", "d38000000000000000");

    @Provide
    Arbitrary<PacketMessage> packet() {
        return AnyMessage.packets();
    }

    @Provide
    Arbitrary<StreamMessage> stream() {
        return AnyMessage.streams();
    }

    @Property(tries = 30, edgeCases = EdgeCasesMode.NONE)
    void everyPrefixAndEveryChangedByteOfAPacket(@ForAll("packet") PacketMessage message, @ForAll boolean compression,
            @ForAll boolean checksum) {
        WireSecurity security = Securities.plain().compression(compression);
        byte[] part = MembershipEncoder.encode(message);
        byte[] datagram = new PacketCodec(security).seal(List.of(part, part), checksum);
        for (int at = 0; at < datagram.length; at++) {
            checkPacket(security, Arrays.copyOf(datagram, at));
            for (int flip : new int[] { 0x01, 0xA0 }) {
                byte[] changed = datagram.clone();
                changed[at] ^= (byte) flip;
                checkPacket(security, changed);
            }
        }
    }

    @Property(tries = 25, edgeCases = EdgeCasesMode.NONE)
    void everyPrefixAndEveryChangedByteOfAStream(@ForAll("stream") StreamMessage message, @ForAll boolean compression) {
        WireSecurity security = Securities.plain().compression(compression);
        byte[] bytes = new StreamCodec(security).request(message);
        for (int at = 0; at < bytes.length; at++) {
            byte[] changed = bytes.clone();
            changed[at] ^= (byte) (1 + at % 255);
            Heard whole = checkStream(security, changed, changed.length);
            assertEquals(whole.tree, checkStream(security, changed, 3).tree, "chunks do not matter");
            checkStream(security, Arrays.copyOf(bytes, at), Math.max(1, at));
        }
    }

    @Property(tries = 500)
    void anyBytes(@ForAll @Size(max = 200) byte[] bytes) {
        for (WireSecurity security : ALL) {
            checkPacket(security, bytes);
            checkStream(security, bytes, 5);
        }
    }

    /** As they are most often understood further than others. */
    @Property(tries = 500)
    void anyBytesBehindAnyType(@ForAll @Size(max = 100) byte[] bytes) {
        for (int type = 0; type <= 13; type++) {
            byte[] typed = new byte[bytes.length + 1];
            typed[0] = (byte) type;
            System.arraycopy(bytes, 0, typed, 1, bytes.length);
            checkPacket(PLAIN, typed);
            checkStream(PLAIN, typed, typed.length);
        }
    }

    private static Stream<String> bombs() {
        return Stream.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13).flatMap(type -> LENGTHS.stream().flatMap(
                length -> Stream.of(length, "81" + length, "81a178" + length, "81a3427566" + length, "81a44e6f6465" + length,
                        "81a3" + "56736e" + length, "91" + length, "92" + "00" + length, "93000000" + length)
                        .map(body -> HexFormat.of().toHexDigits((byte) (int) type) + body)));
    }

    @Test
    void aLengthThatIsOnlyClaimedTakesNoMemory() {
        byte[] warmUp = MembershipEncoder.encode(new Nack(7));
        checkPacket(PLAIN, warmUp);
        checkStream(PLAIN, new byte[] { 2, (byte) 0x80 }, 1);
        bombs().map(HexFormat.of()::parseHex).forEach(bytes -> {
            assertTakesLittle(bytes, () -> checkPacket(PLAIN, bytes));
            assertTakesLittle(bytes, () -> checkStream(PLAIN, bytes, 1));
            byte[] longer = Arrays.copyOf(bytes, bytes.length + 2000);
            assertTakesLittle(bytes, () -> checkPacket(PLAIN, longer));
            assertTakesLittle(bytes, () -> checkStream(PLAIN, longer, longer.length));
        });
    }

    /** 46 KiB that memberlist before its limits made 64 MiB of. */
    @Test
    void compressedBytesThatGrowAThousandfoldAreStopped() {
        byte[] bomb = PacketCodec.compress(new LzwEncoder(), new byte[64 << 20]);
        assertTrue(bomb.length < 65_536);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        assertEquals(List.of(Reason.TOO_LARGE), Heard.packet(PLAIN, bomb).rejected);
        assertTrue(threads.getCurrentThreadAllocatedBytes() - before < 5 << 20);
        assertEquals(List.of(Reason.TOO_LARGE), Heard.stream(PLAIN, Side.REQUEST, bomb).rejected);
    }

    @Test
    void layersWithinLayersAreStopped() {
        byte[] message = { 11, (byte) 0x80 };
        for (int depth = 9; depth < 40; depth++) {
            assertEquals(List.of(Reason.TOO_DEEP),
                    Heard.packet(PLAIN, PacketCodecTest.nested(depth, message)).rejected);
        }
    }

    /** Values within values do not take the stack, however deep. */
    @Test
    void valuesWithinUnknownValuesArePassedOver() {
        StringBuilder deep = new StringBuilder("0b82a178");
        deep.append("91".repeat(30_000)).append("c0").append("a55365714e6f07");
        Heard heard = Heard.packet(PLAIN, HexFormat.of().parseHex(deep));

        assertEquals(List.of(new Nack(7)), heard.tree);
        checkPacket(PLAIN, HexFormat.of().parseHex("0b81a178" + "81".repeat(60_000)));
    }

    private static Heard checkPacket(WireSecurity security, byte[] bytes) {
        Heard heard = Heard.packet(security, bytes);
        heard.messages.forEach(HostileBytesTest::checkLimits);
        boolean emptyCompound = heard.tree.toString().contains("[COMPOUND]");
        assertTrue(emptyCompound || heard.messages.size() + heard.rejected.size() > 0, "heard or rejected");
        return heard;
    }

    private static Heard checkStream(WireSecurity security, byte[] bytes, int chunk) {
        Heard heard = Heard.stream(security, Side.REQUEST, bytes, chunk);
        heard.messages.forEach(HostileBytesTest::checkLimits);
        return heard;
    }

    /** What was accepted can be used, and written again. */
    private static void checkLimits(Object message) {
        if (message instanceof Alive alive) {
            NodeId.of(alive.node());
            assertTrue(alive.meta().size() <= 512);
        } else if (message instanceof PushPull state) {
            for (NodeState each : state.states()) {
                NodeId.of(each.name());
                assertTrue(each.meta().size() <= 512);
            }
        }
        if (message instanceof PacketMessage packet) {
            assertEquals(List.of(passedOn(packet)), Heard.packet(PLAIN, MembershipEncoder.encode(packet)).tree);
        } else {
            byte[] bytes = MembershipEncoder.encodeStream((StreamMessage) message);
            assertEquals(1, Heard.stream(PLAIN, Side.REQUEST, bytes).messages.size());
        }
    }

    /** Versions that came incomplete are passed on as none. */
    private static PacketMessage passedOn(PacketMessage message) {
        return message instanceof Alive alive && !alive.versions().complete()
                ? new Alive(alive.incarnation(), alive.node(), alive.address(), alive.meta(), ProtocolVersions.UNKNOWN)
                : message;
    }

    private static void assertTakesLittle(byte[] bytes, Runnable reading) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        reading.run();
        long taken = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(taken < LITTLE, () -> taken + " bytes taken for " + HexFormat.of().formatHex(bytes));
    }
}
