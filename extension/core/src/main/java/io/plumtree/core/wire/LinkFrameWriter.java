package io.plumtree.core.wire;

import java.nio.charset.StandardCharsets;

import io.plumtree.api.Address;
import io.plumtree.api.NodeId;

/** Writes the bodies of the frames about a connection. */
final class LinkFrameWriter {

    /** The first bytes of a HELLO: "PLUM". */
    static final int MAGIC = 0x504C554D;
    /** Longest text for people, in UTF-8 bytes. */
    static final int MAX_TEXT_BYTES = 1024;

    private LinkFrameWriter() {
    }

    static int type(LinkFrame frame) {
        if (frame instanceof Ping) {
            return FrameType.PING;
        } else if (frame instanceof Pong) {
            return FrameType.PONG;
        } else if (frame instanceof Hello) {
            return FrameType.HELLO;
        } else if (frame instanceof Welcome) {
            return FrameType.WELCOME;
        } else if (frame instanceof Reject) {
            return FrameType.REJECT;
        } else {
            return FrameType.GOODBYE;
        }
    }

    static void write(LinkFrame frame, WireBuffer out) {
        if (frame instanceof Ping ping) {
            out.putLong(ping.nonce());
        } else if (frame instanceof Pong pong) {
            out.putLong(pong.nonce());
        } else if (frame instanceof Hello hello) {
            hello(hello, out);
        } else if (frame instanceof Welcome welcome) {
            out.putShort(welcome.version());
            node(welcome.id(), welcome.epoch(), welcome.address(), welcome.capabilities(), out);
        } else if (frame instanceof Reject reject) {
            out.putShort(reject.reason().code());
            text(reject.detail(), out);
        } else if (frame instanceof Goodbye goodbye) {
            text(goodbye.reason(), out);
        }
    }

    private static void hello(Hello hello, WireBuffer out) {
        out.putInt(MAGIC);
        out.putShort(hello.minVersion());
        out.putShort(hello.maxVersion());
        out.putText(hello.clusterName());
        node(hello.id(), hello.epoch(), hello.address(), hello.capabilities(), out);
        NodeId expected = hello.expected();
        out.putText(expected == null ? "" : expected.value());
    }

    private static void node(NodeId id, long epoch, Address address, long capabilities, WireBuffer out) {
        out.putText(id.value());
        out.putLong(epoch);
        out.putText(address.host());
        out.putShort(address.port());
        out.putLong(capabilities);
    }

    private static void text(String text, WireBuffer out) {
        byte[] utf8 = LinkText.printable(text).getBytes(StandardCharsets.UTF_8);
        int length = Math.min(utf8.length, MAX_TEXT_BYTES);
        while (length < utf8.length && (utf8[length] & 0xC0) == 0x80) {
            length--;
        }
        out.putVarint(length);
        out.putBytes(utf8, 0, length);
    }
}
