package io.plumtree.simulator.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.plumtree.api.PlumtreeConfig;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.util.Prng;
import io.plumtree.core.wire.LinkEncoder;
import io.plumtree.core.wire.WireBuffer;
import io.plumtree.core.wire.WireLimits;
import io.plumtree.simulator.measure.MessageKind;
import io.plumtree.simulator.time.VirtualTime;

class FrameSizesTest {

    private static Network network() {
        return new Network(new VirtualTime(), (a, b) -> 1, PlumtreeConfig.standard(), new Prng(1), new NetworkListener() {
        });
    }

    @Test
    void everyFrameIsAsLongAsTheEncoderWritesItByteForByte() {
        Set<MessageKind> kinds = EnumSet.noneOf(MessageKind.class);
        for (long seed = 0; seed < 60; seed++) {
            Prng random = new Prng(seed);
            Network network = network();
            FrameSizes sizes = new FrameSizes();
            LinkEncoder encoder = new LinkEncoder(WireLimits.STREAMS);
            RandomMessages messages = new RandomMessages(random, 1 + random.nextInt(200));
            for (int i = 0; i < 400; i++) {
                PlumtreeMessage message = messages.next(random.nextInt(RandomMessages.KINDS));
                kinds.add(MessageKind.of(message));
                WireBuffer bytes = new WireBuffer();
                encoder.encode(message, bytes);
                FrameSize size = sizes.of(message, network);
                assertEquals(bytes.size(), size.total(), message::toString);
                assertEquals(message instanceof Gossip gossip ? gossip.message().payload().size() : 0, size.payload());
            }
        }
        assertEquals(EnumSet.allOf(MessageKind.class), kinds);
    }

    @Test
    void channelsOfOneNetworkNameStreamsEachOnItsOwn() {
        Network network = network();
        RandomMessages messages = new RandomMessages(new Prng(3), 20);
        FrameSizes[] sizes = { new FrameSizes(), new FrameSizes() };
        LinkEncoder[] encoders = { new LinkEncoder(WireLimits.STREAMS), new LinkEncoder(WireLimits.STREAMS) };
        Prng random = new Prng(4);
        for (int i = 0; i < 1_000; i++) {
            int channel = random.nextInt(3) == 0 ? 1 : 0;
            PlumtreeMessage message = messages.next(random.nextInt(RandomMessages.KINDS));
            WireBuffer bytes = new WireBuffer();
            encoders[channel].encode(message, bytes);
            assertEquals(bytes.size(), sizes[channel].of(message, network).total());
        }
    }
}
