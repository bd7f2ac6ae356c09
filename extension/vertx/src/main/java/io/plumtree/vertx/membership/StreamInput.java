package io.plumtree.vertx.membership;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.membership.message.StreamMessage;
import io.plumtree.core.membership.wire.RejectedBytes;
import io.plumtree.core.membership.wire.RejectedBytes.Reason;
import io.plumtree.core.membership.wire.StreamHandler;
import io.plumtree.core.membership.wire.StreamReader;
import io.plumtree.core.membership.wire.StreamReader.Side;
import io.plumtree.core.membership.wire.WireSecurity;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

/**
 * Reads the one message that the other end of a connection sends. What is long is read on workers, chunk by chunk, for it may
 * have to be decrypted and may decompress to a thousand times its length; the socket waits meanwhile.
 */
final class StreamInput {

    /** What is read on the event loop: the states of a hundred members, compressed, and every ping. */
    private static final int SHORT_BYTES = 16 * 1024;

    /** Hears what came, on the event loop, once. */
    interface Receiver {

        void received(StreamMessage message);

        void rejected(RejectedBytes why);
    }

    private final Context context;
    private final NetSocket socket;
    private final Receiver receiver;
    private final StreamReader reader;
    private final Read read = new Read();
    private final InputBudget.Share held;
    private int bytes;
    private boolean working;
    private boolean told;

    /** What the reader found; written where it reads. */
    private static final class Read implements StreamHandler {

        private @Nullable StreamMessage message;
        private @Nullable RejectedBytes why;

        @Override
        public void message(StreamMessage read) {
            message = read;
        }

        @Override
        public void rejected(RejectedBytes reason) {
            why = reason;
        }
    }

    /**
     * @param security for this connection alone
     * @param budget of all connections
     */
    StreamInput(Context context, NetSocket socket, WireSecurity security, Side side, InputBudget budget, Receiver receiver) {
        this.context = context;
        this.socket = socket;
        this.receiver = receiver;
        this.reader = new StreamReader(security, side, read);
        this.held = budget.open(this::evicted);
    }

    /** Begins to read. */
    void start() {
        socket.handler(this::receive);
        // Not the close handler: the socket may be closed while what came before waits to be read.
        socket.endHandler(end -> ended());
    }

    private void receive(Buffer buffer) {
        if (told) {
            return;
        }
        byte[] chunk = buffer.getBytes();
        bytes += chunk.length;
        held.take(chunk.length);
        if (told) {
            return;
        }
        if (bytes <= SHORT_BYTES) {
            reader.feed(chunk, 0, chunk.length);
            tell();
        } else {
            work(() -> reader.feed(chunk, 0, chunk.length));
        }
    }

    private void ended() {
        if (!told && !working) {
            reader.end();
            tell();
        }
    }

    private void evicted() {
        told = true;
        receiver.rejected(new RejectedBytes(Reason.NO_ROOM, "too much is being received at one time"));
    }

    /** Nobody wants to know any more. A connection that is closed may still have something to be read. */
    void close() {
        told = true;
        held.close();
    }

    private void work(Runnable step) {
        working = true;
        socket.pause();
        context.executeBlocking(() -> {
            step.run();
            return null;
        }, false).onComplete(done -> {
            working = false;
            tell();
            socket.resume();
        });
    }

    private void tell() {
        if (told) {
            return;
        }
        StreamMessage message = read.message;
        RejectedBytes why = read.why;
        if (message == null && why == null) {
            return;
        }
        told = true;
        held.close();
        if (message != null) {
            receiver.received(message);
        } else {
            receiver.rejected(why);
        }
    }
}
