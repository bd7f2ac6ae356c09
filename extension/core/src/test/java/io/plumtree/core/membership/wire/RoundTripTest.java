package io.plumtree.core.membership.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import io.plumtree.core.membership.message.PacketMessage;
import io.plumtree.core.membership.message.StreamMessage;
import io.plumtree.core.membership.wire.StreamReader.Side;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What one member says is what the other hears, whatever the two agreed on. */
class RoundTripTest {

    @Provide
    Arbitrary<PacketMessage> packet() {
        return AnyMessage.packets();
    }

    @Provide
    Arbitrary<List<PacketMessage>> packets() {
        return AnyMessage.packets().list().ofMinSize(1).ofMaxSize(20);
    }

    @Provide
    Arbitrary<StreamMessage> stream() {
        return AnyMessage.streams();
    }

    /** Label, keys, version and compression. */
    @Provide
    Arbitrary<WireSecurity> securities() {
        return Combinators.combine(Arbitraries.of("", "x", "l".repeat(255)),
                Arbitraries.of(null, Securities.KEY_16, Securities.KEY_24, Securities.KEY_32), Arbitraries.of(1, 2),
                Arbitraries.of(true, false))
                .as((label, key, protocol, compression) -> (key == null ? Securities.labelled(label)
                        : Securities.labelledAndKeyed(label, key)).protocol(protocol).compression(compression));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void aMessageIsReadAndWrittenInTheSameBytes(@ForAll("packet") PacketMessage message) {
        byte[] bytes = MembershipEncoder.encode(message);
        Heard heard = Heard.packet(Securities.plain(), bytes);

        assertEquals(List.of(message), heard.tree);
        assertArrayEquals(bytes, MembershipEncoder.encode((PacketMessage) heard.messages.get(0)));
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void aDatagramIsHeardByWhoAgrees(@ForAll("packets") List<PacketMessage> messages,
            @ForAll("securities") WireSecurity security, @ForAll boolean checksum) {
        byte[] datagram = new PacketCodec(security).seal(messages.stream().map(MembershipEncoder::encode).toList(), checksum);

        assertEquals(messages, Heard.packet(security, datagram).messages);
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void aStreamIsHeardByWhoAgrees(@ForAll("stream") StreamMessage message, @ForAll("securities") WireSecurity security,
            @ForAll @IntRange(min = 1, max = 100) int chunk) {
        Heard request = Heard.stream(security, Side.REQUEST, new StreamCodec(security).request(message), chunk);
        Heard reply = Heard.stream(security, Side.REPLY, new StreamCodec(security).reply(message), chunk);

        assertEquals(List.of(message), request.messages);
        assertEquals(List.of(message), reply.messages);
        assertArrayEquals(MembershipEncoder.encodeStream(message),
                MembershipEncoder.encodeStream((StreamMessage) request.messages.get(0)));
    }
}
