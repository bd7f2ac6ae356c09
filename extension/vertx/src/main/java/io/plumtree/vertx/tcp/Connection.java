package io.plumtree.vertx.tcp;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.ConfigKey;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.wire.FrameHandler;
import io.plumtree.core.wire.Goodbye;
import io.plumtree.core.wire.LinkDecoder;
import io.plumtree.core.wire.LinkFrame;
import io.plumtree.core.wire.Reject;
import io.plumtree.core.wire.RejectedInput;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

/**
 * One TCP connection, whoever opened it: frames in both directions. Which frames make sense is the business of the
 * {@link Stage} it is in: a handshake first, then a link, in the end the farewell.
 */
final class Connection implements FrameHandler, SendQueue.Owner {

    /** How long the other end may take to close after our last frame. */
    static final Duration LINGER = Duration.ofSeconds(1);

    /** Refused as a frame that is none of the present stage. */
    static final String UNEXPECTED_FRAME = "UNEXPECTED_FRAME";
    private static final String INTERNAL_ERROR = "INTERNAL_ERROR";

    /** Hears what happens on the connection. */
    interface Stage extends SendQueue.Owner {

        void message(PlumtreeMessage message);

        void frame(LinkFrame frame);

        /**
         * Nothing is read any more; the connection is to be ended.
         *
         * @param reason one of a fixed set of names
         * @param detail for people
         */
        void refused(String reason, String detail);

        /**
         * The connection was closed, and not by this end.
         *
         * @param why in words
         */
        void closed(String why);
    }

    private final Endpoint end;
    private final NetSocket socket;
    private final LinkDecoder decoder;
    private final SendQueue queue;
    private final Promise<Void> closed = Promise.promise();
    private Stage stage;
    private boolean readable = true;
    private long lastReceived = System.nanoTime();
    private @Nullable String failure;

    /** To be called as soon as there is a socket, before it is read. */
    Connection(Endpoint end, NetSocket socket) {
        this.end = end;
        this.socket = socket;
        this.decoder = new LinkDecoder(end.limits(), this);
        this.queue = new SendQueue(end.context(), socket, end.turnEnd(), end.counters(),
                end.config().get(ConfigKey.SEND_QUEUE_MAX_BYTES), this);
        this.stage = new Farewell();
    }

    /** Begins to read. */
    void open(Stage first) {
        stage = first;
        end.connectionOpened();
        socket.exceptionHandler(e -> failure = String.valueOf(e.getMessage()));
        socket.closeHandler(done -> socketClosed());
        socket.handler(this::receive);
    }

    /** From now on, {@code next} hears. */
    void enter(Stage next) {
        stage = next;
    }

    /** @return false if it is a GOSSIP for which there is no room */
    boolean send(PlumtreeMessage message) {
        return queue.offer(message);
    }

    void send(LinkFrame frame) {
        queue.put(frame);
    }

    /** @return bytes that wait to be sent */
    long queuedBytes() {
        return queue.bytes();
    }

    /** @return when the last bytes came, by the monotonic clock */
    long lastReceivedNanos() {
        return lastReceived;
    }

    /** @return the other end's address, for people */
    String remote() {
        return String.valueOf(socket.remoteAddress());
    }

    /** @return completes when the socket is closed */
    Future<Void> closed() {
        return closed.future();
    }

    /** Closes after what was written, and reads no more. The stage does not hear of it. */
    void close() {
        stage = new Farewell();
        readable = false;
        socket.close();
    }

    /**
     * Sends what is queued and a last frame, then closes. The stage hears nothing any more. To close a socket in which bytes
     * are unread resets it, and the other end may never see the last frame; so the other end is left to close, and what it
     * sends until then is thrown away.
     *
     * @param last its last frame
     * @param limit how long all this may take; {@link #LINGER} counts from when everything was written
     * @return completes when the socket is closed, or the time is over and it will be when it is not stuck any more
     */
    Future<Void> farewell(LinkFrame last, Duration limit) {
        Promise<Void> ended = Promise.promise();
        stage = new Farewell();
        queue.put(last);
        long late = end.after(limit, () -> {
            socket.close();
            ended.tryComplete();
        });
        queue.flush().onComplete(written -> {
            long linger = end.after(LINGER, socket::close);
            closed.future().onComplete(done -> end.cancel(linger));
        });
        closed.future().onComplete(done -> {
            end.cancel(late);
            ended.tryComplete();
        });
        return ended.future();
    }

    @Override
    public void message(PlumtreeMessage message) {
        stage.message(message);
    }

    @Override
    public void frame(LinkFrame frame) {
        stage.frame(frame);
    }

    @Override
    public void rejected(RejectedInput why) {
        refuse(why.reason().name(), why.detail());
    }

    @Override
    public void drained() {
        stage.drained();
    }

    @Override
    public void overflown() {
        stage.overflown();
    }

    private void receive(Buffer buffer) {
        int length = buffer.length();
        end.counters().received(length);
        lastReceived = System.nanoTime();
        byte[] chunk = end.chunk();
        try {
            for (int from = 0; from < length && readable; from += chunk.length) {
                int to = Math.min(length, from + chunk.length);
                buffer.getBytes(from, to, chunk, 0);
                decoder.feed(chunk, 0, to - from);
            }
        } catch (RuntimeException e) {
            TcpLog.LOG.receivingFailed(remote(), e);
            refuse(INTERNAL_ERROR, "this node failed on it");
        }
    }

    private void refuse(String reason, String detail) {
        readable = false;
        stage.refused(reason, detail);
    }

    private void socketClosed() {
        readable = false;
        end.connectionClosed();
        Stage last = stage;
        stage = new Farewell();
        closed.tryComplete();
        last.closed(failure == null ? "the other end closed the connection" : "connection failed: " + failure);
    }

    /** Waits for the end: nothing matters any more but that the other end closes, or would but said its farewell too. */
    private final class Farewell implements Stage {

        @Override
        public void message(PlumtreeMessage message) {
        }

        @Override
        public void frame(LinkFrame frame) {
            if (frame instanceof Goodbye || frame instanceof Reject) {
                socket.close();
            }
        }

        @Override
        public void refused(String reason, String detail) {
        }

        @Override
        public void closed(String why) {
        }

        @Override
        public void drained() {
        }

        @Override
        public void overflown() {
            socket.close();
        }
    }
}
