package io.plumtree.vertx.tcp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

import io.plumtree.api.Address;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.wire.FrameHandler;
import io.plumtree.core.wire.Hello;
import io.plumtree.core.wire.LinkDecoder;
import io.plumtree.core.wire.LinkEncoder;
import io.plumtree.core.wire.LinkFrame;
import io.plumtree.core.wire.RejectedInput;
import io.plumtree.core.wire.WireBuffer;
import io.plumtree.core.wire.WireLimits;
import io.plumtree.core.wire.WireVersion;

/** The other end as a plain blocking socket: it says what it is told to say, and answers nothing by itself. */
final class RawPeer implements FrameHandler, AutoCloseable {

    private static final int TIMEOUT_MILLIS = (int) TimeUnit.SECONDS.toMillis(Deadline.SECONDS);

    private final Socket socket;
    private final LinkEncoder encoder = new LinkEncoder(WireLimits.STREAMS);
    private final LinkDecoder decoder = new LinkDecoder(WireLimits.of(PlumtreeConfig.lan()), this);
    private final Queue<Object> read = new ArrayDeque<>();
    private final byte[] chunk = new byte[65_536];

    RawPeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(TIMEOUT_MILLIS);
    }

    static RawPeer connect(Address to) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(to.host(), to.port()), TIMEOUT_MILLIS);
        return new RawPeer(socket);
    }

    static Hello hello(String id, long epoch, Party expected) {
        return new Hello(WireVersion.OLDEST, WireVersion.NEWEST, PlumtreeConfig.DEFAULT_CLUSTER_NAME, NodeId.of(id), epoch,
                new Address("127.0.0.1", 1), 0, expected.id());
    }

    void say(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void say(LinkFrame frame) throws IOException {
        say(encoded(frame));
    }

    void say(PlumtreeMessage message) throws IOException {
        WireBuffer out = new WireBuffer();
        encoder.encode(message, out);
        socket.getOutputStream().write(out.array(), 0, out.size());
    }

    static byte[] encoded(LinkFrame frame) {
        WireBuffer out = new WireBuffer();
        new LinkEncoder(WireLimits.STREAMS).encode(frame, out);
        byte[] bytes = new byte[out.size()];
        System.arraycopy(out.array(), 0, bytes, 0, bytes.length);
        return bytes;
    }

    /** @return the next frame or message of that type; others are passed over */
    <T> T hear(Class<T> type) throws IOException {
        while (true) {
            while (!read.isEmpty()) {
                Object next = read.remove();
                if (type.isInstance(next)) {
                    return type.cast(next);
                }
            }
            int length = socket.getInputStream().read(chunk);
            if (length < 0) {
                throw new AssertionError("closed before a " + type.getSimpleName() + " came");
            }
            decoder.feed(chunk, 0, length);
        }
    }

    /** Reads on until the other end closes. */
    void hearEnd() throws IOException {
        int length;
        do {
            length = socket.getInputStream().read(chunk);
        } while (length >= 0);
    }

    @Override
    public void message(PlumtreeMessage message) {
        read.add(message);
    }

    @Override
    public void frame(LinkFrame frame) {
        read.add(frame);
    }

    @Override
    public void rejected(RejectedInput why) {
        throw new AssertionError("the transport sent what cannot be read: " + why);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
