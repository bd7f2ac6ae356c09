package io.plumtree.chat.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.plumtree.api.Address;
import io.plumtree.api.NodeId;
import io.plumtree.core.membership.message.Blob;
import io.plumtree.core.membership.message.MemberAddress;
import io.plumtree.core.membership.message.NodeState;
import io.plumtree.core.membership.message.Ping;
import io.plumtree.core.membership.message.ProtocolVersions;
import io.plumtree.core.membership.message.PushPull;
import io.plumtree.core.membership.message.StreamMessage;
import io.plumtree.core.membership.wire.Keyring;
import io.plumtree.core.membership.wire.StreamCodec;
import io.plumtree.core.membership.wire.WireSecurity;
import io.plumtree.core.wire.Hello;
import io.plumtree.core.wire.LinkEncoder;
import io.plumtree.core.wire.WireBuffer;
import io.plumtree.core.wire.WireVersion;

class CallerTest {

    @Test
    void whoeverOpensALinkSaysSoInItsHello() {
        WireBuffer hello = new WireBuffer();
        new LinkEncoder(1).encode(new Hello(WireVersion.GREATEST, WireVersion.GREATEST, "plumtree", NodeId.of("node-7"), 1,
                Address.parse("127.0.0.1:7947"), 0, null), hello);

        assertEquals(Optional.of("node-7"), readInPieces(new LinkCaller(), Arrays.copyOf(hello.array(), hello.size())));
    }

    @Test
    void whatIsNoLinkIsNobodys() {
        Caller caller = new LinkCaller();

        assertTrue(caller.read("GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8)));
        assertEquals(Optional.empty(), caller.node());
    }

    @Test
    void aPingOverAStreamSaysWhoSentIt() throws Exception {
        Ping ping = new Ping(1, "node-2", MemberAddress.of(InetAddress.getLoopbackAddress().getAddress(), 7946), "node-7");

        assertEquals(Optional.of("node-7"), readInPieces(new MembershipCaller(), request(ping)));
    }

    @Test
    void aNewcomerKnowsItselfAlone() throws Exception {
        assertEquals(Optional.of("node-7"), readInPieces(new MembershipCaller(),
                request(new PushPull(true, List.of(state("node-7")), Blob.of(new byte[0])))));
    }

    @Test
    void anExchangeOfManyStatesMayBeAnybodys() throws Exception {
        assertEquals(Optional.empty(), readInPieces(new MembershipCaller(),
                request(new PushPull(false, List.of(state("node-7"), state("node-8")), Blob.of(new byte[0])))));
    }

    private static NodeState state(String name) throws Exception {
        return new NodeState(name, MemberAddress.of(InetAddress.getLoopbackAddress().getAddress(), 7946),
                Blob.of(new byte[0]), 1, NodeState.State.ALIVE, ProtocolVersions.UNKNOWN);
    }

    private static byte[] request(StreamMessage message) {
        return new StreamCodec(new WireSecurity("", new Keyring(), nonce -> Arrays.fill(nonce, (byte) 0))).request(message);
    }

    /** However the bytes are cut, it is clear with the last one. */
    private static Optional<String> readInPieces(Caller caller, byte[] bytes) {
        for (int i = 0; i < bytes.length - 1; i++) {
            assertFalse(caller.read(new byte[] { bytes[i] }), "clear before its end");
        }
        assertTrue(caller.read(new byte[] { bytes[bytes.length - 1] }));
        return caller.node();
    }
}
