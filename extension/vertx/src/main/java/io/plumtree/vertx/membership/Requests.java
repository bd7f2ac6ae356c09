package io.plumtree.vertx.membership;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.membership.message.ErrorReply;
import io.plumtree.core.membership.message.StreamMessage;
import io.plumtree.core.membership.wire.RejectedBytes;
import io.plumtree.core.membership.wire.StreamReader.Side;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

/** What others connect for: each connection brings one request, gets at most one reply, and is closed. On the event loop. */
final class Requests {

    /** Connections at one time; another one is closed, and its peer tries again or somebody else. */
    static final int MAX_OPEN = 128;

    /** How long the other end has to read why it was refused before it is hung up on. */
    private static final long LINGER_MILLIS = 1000;

    /** Takes requests. */
    interface Taker {

        /** @return whether a reply will follow; otherwise the connection is closed */
        void requested(long stream, StreamMessage request, NetSocket from);
    }

    private final Context context;
    private final Protection protection;
    private final Sealing sealing;
    private final InputBudget budget;
    private final long timeoutMillis;
    private final MembershipCounters counters;
    private final Taker taker;
    private final Map<Long, Request> open = new HashMap<>();
    private long numbered;

    Requests(Context context, Protection protection, Sealing sealing, InputBudget budget, long timeoutMillis,
            MembershipCounters counters, Taker taker) {
        this.context = context;
        this.protection = protection;
        this.sealing = sealing;
        this.budget = budget;
        this.timeoutMillis = timeoutMillis;
        this.counters = counters;
        this.taker = taker;
    }

    void accept(NetSocket socket) {
        if (open.size() >= MAX_OPEN) {
            counters.requestRefused();
            socket.close();
            return;
        }
        long stream = ++numbered;
        Request request = new Request(stream, socket);
        open.put(stream, request);
        request.start();
    }

    /** Answers a request, then closes its connection. */
    void reply(long stream, StreamMessage reply) {
        Request request = open.get(stream);
        if (request != null) {
            request.reply(reply, 0);
        }
    }

    /** A request is dealt with: if no reply is on its way, its connection is closed. */
    void done(long stream) {
        Request request = open.get(stream);
        if (request != null && !request.replying) {
            request.socket.close();
        }
    }

    private final class Request implements StreamInput.Receiver {

        private final long stream;
        private final NetSocket socket;
        private final long deadline;
        private boolean received;
        private boolean replying;

        Request(long stream, NetSocket socket) {
            this.stream = stream;
            this.socket = socket;
            this.deadline = context.owner().setTimer(timeoutMillis, id -> late());
        }

        void start() {
            socket.closeHandler(closed -> {
                open.remove(stream);
                context.owner().cancelTimer(deadline);
            });
            socket.exceptionHandler(e -> {
                // The end of the stream follows.
            });
            new StreamInput(context, socket, protection.snapshot(), Side.REQUEST, budget, this).start();
        }

        @Override
        public void received(StreamMessage message) {
            received = true;
            taker.requested(stream, message, socket);
        }

        @Override
        public void rejected(RejectedBytes why) {
            received = true;
            if (why.reason() == RejectedBytes.Reason.EMPTY) {
                // Somebody looked whether anybody listens.
                socket.close();
                return;
            }
            long count = counters.requestRejected(why.reason());
            if (Long.bitCount(count) == 1) {
                MembershipLog.LOG.requestRejected(String.valueOf(socket.remoteAddress()), why.reason().name(), why.detail(),
                        count);
            }
            if (why.answered()) {
                reply(new ErrorReply(why.detail()), LINGER_MILLIS);
            } else {
                socket.close();
            }
        }

        /** @param lingerMillis left to the other end to close; to close a socket with unread bytes takes the reply back */
        void reply(StreamMessage reply, long lingerMillis) {
            replying = true;
            sealing.reply(reply).compose(bytes -> socket.write(Buffer.buffer(bytes))).onComplete(written -> {
                @Nullable
                Throwable failure = written.cause();
                if (failure == null && lingerMillis > 0) {
                    Vertx vertx = context.owner();
                    vertx.setTimer(lingerMillis, id -> socket.close());
                } else {
                    socket.close();
                }
            });
        }

        private void late() {
            if (!received) {
                counters.requestTimedOut();
            }
            socket.close();
        }
    }
}
