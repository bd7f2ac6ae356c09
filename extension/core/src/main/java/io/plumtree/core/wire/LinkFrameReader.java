package io.plumtree.core.wire;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.Address;
import io.plumtree.api.NodeId;
import io.plumtree.core.wire.RejectedInput.Reason;

/** Reads the bodies of the frames about a connection. */
final class LinkFrameReader {

    private static final int MAX_NAME_BYTES = 255;

    private LinkFrameReader() {
    }

    /** @return whether {@code type} is one that {@link #read} knows */
    static boolean knows(int type) {
        return type >= FrameType.HELLO && type <= FrameType.GOODBYE;
    }

    static LinkFrame read(int type, WireReader in) throws MalformedInput {
        return switch (type) {
            case FrameType.HELLO -> hello(in);
            case FrameType.WELCOME -> welcome(in);
            case FrameType.REJECT -> reject(in);
            case FrameType.PING -> new Ping(in.int64("nonce"));
            case FrameType.PONG -> new Pong(in.int64("nonce"));
            default -> new Goodbye(text("reason", in));
        };
    }

    /** The handshake outlives versions: what a later one appended to its frames is of no interest to this one. */
    private static Hello hello(WireReader in) throws MalformedInput {
        int magic = in.int32("magic");
        if (magic != LinkFrameWriter.MAGIC) {
            throw new MalformedInput(Reason.BAD_MAGIC, "HELLO starts with " + String.format("%08x", magic)
                    + ", allowed is " + String.format("%08x", LinkFrameWriter.MAGIC));
        }
        int minVersion = version("oldest version", in);
        int maxVersion = version("newest version", in);
        if (minVersion > maxVersion) {
            throw new MalformedInput(Reason.BAD_VALUE,
                    "the oldest version " + minVersion + " is newer than the newest, " + maxVersion);
        }
        String clusterName = in.name("cluster name", MAX_NAME_BYTES);
        NodeId id = in.nodeId("node id");
        long epoch = in.int64("epoch");
        Address address = address(in);
        long capabilities = in.int64("capabilities");
        NodeId expected = expected(in);
        in.skipRest();
        return new Hello(minVersion, maxVersion, clusterName, id, epoch, address, capabilities, expected);
    }

    private static Welcome welcome(WireReader in) throws MalformedInput {
        Welcome welcome = new Welcome(version("version", in), in.nodeId("node id"), in.int64("epoch"), address(in),
                in.int64("capabilities"));
        in.skipRest();
        return welcome;
    }

    private static Reject reject(WireReader in) throws MalformedInput {
        Reject reject = new Reject(Reject.Reason.of(in.unsignedShort("reason")), text("detail", in));
        in.skipRest();
        return reject;
    }

    private static int version(String what, WireReader in) throws MalformedInput {
        int version = in.unsignedShort(what);
        if (version == WireVersion.NONE) {
            throw new MalformedInput(Reason.BAD_VALUE, what + " is 0, allowed are 1 to " + WireVersion.GREATEST);
        }
        return version;
    }

    private static Address address(WireReader in) throws MalformedInput {
        String host = in.name("host", MAX_NAME_BYTES);
        return new Address(host, in.unsignedShort("port"));
    }

    private static @Nullable NodeId expected(WireReader in) throws MalformedInput {
        if (in.startsWithZero()) {
            in.skip(1, "expected node id");
            return null;
        }
        return in.nodeId("expected node id");
    }

    private static String text(String what, WireReader in) throws MalformedInput {
        return LinkText.printable(in.text(what, LinkFrameWriter.MAX_TEXT_BYTES, Reason.BAD_LENGTH));
    }
}
