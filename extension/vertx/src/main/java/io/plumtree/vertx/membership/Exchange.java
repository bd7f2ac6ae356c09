package io.plumtree.vertx.membership;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.membership.message.MemberAddress;
import io.plumtree.core.membership.message.StreamMessage;
import io.plumtree.core.membership.wire.RejectedBytes;
import io.plumtree.core.membership.wire.StreamReader.Side;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;

/** One request to another node, over a connection of its own, and its reply. On the event loop. */
final class Exchange implements StreamInput.Receiver {

    /** Hears how it ended, once. */
    interface Outcome {

        /** @param reply null if none was awaited */
        void ended(@Nullable StreamMessage reply);

        void failed(String reason);
    }

    private final Context context;
    private final Protection protection;
    private final boolean awaitsReply;
    private final Outcome outcome;
    private final long deadline;
    private @Nullable NetSocket socket;
    private @Nullable StreamInput input;
    private boolean ended;

    private Exchange(Context context, Protection protection, long timeoutNanos, boolean awaitsReply, Outcome outcome) {
        this.context = context;
        this.protection = protection;
        this.awaitsReply = awaitsReply;
        this.outcome = outcome;
        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(timeoutNanos));
        this.deadline = context.owner().setTimer(millis, id -> fail("no answer within " + millis + " ms"));
    }

    static void begin(Context context, NetClient client, Protection protection, Sealing sealing, InputBudget budget,
            StreamMessage request, MemberAddress to, long timeoutNanos, boolean awaitsReply, Outcome outcome) {
        Exchange exchange = new Exchange(context, protection, timeoutNanos, awaitsReply, outcome);
        client.connect(to.port(), to.host()).onComplete(connected -> exchange.connected(connected, sealing, budget, request));
    }

    private void connected(AsyncResult<NetSocket> connected, Sealing sealing, InputBudget budget, StreamMessage request) {
        if (connected.failed()) {
            fail(text(connected.cause()));
            return;
        }
        NetSocket opened = connected.result();
        if (ended) {
            opened.close();
            return;
        }
        socket = opened;
        opened.exceptionHandler(e -> fail(text(e)));
        opened.closeHandler(closed -> {
            if (!awaitsReply) {
                fail("the connection was closed");
            }
        });
        if (awaitsReply) {
            input = new StreamInput(context, opened, protection.snapshot(), Side.REPLY, budget, this);
            input.start();
        }
        sealing.request(request).compose(bytes -> opened.write(Buffer.buffer(bytes))).onComplete(written -> {
            if (written.failed()) {
                fail(text(written.cause()));
            } else if (!awaitsReply) {
                end(null);
            }
        });
    }

    @Override
    public void received(StreamMessage reply) {
        end(reply);
    }

    @Override
    public void rejected(RejectedBytes why) {
        fail(why.reason() == RejectedBytes.Reason.EMPTY ? "it closed the connection without an answer"
                : "its answer cannot be read: " + why.reason() + ": " + why.detail());
    }

    private void end(@Nullable StreamMessage reply) {
        if (close()) {
            outcome.ended(reply);
        }
    }

    private void fail(String reason) {
        if (close()) {
            outcome.failed(reason);
        }
    }

    private boolean close() {
        boolean first = !ended;
        ended = true;
        context.owner().cancelTimer(deadline);
        if (input != null) {
            input.close();
        }
        if (socket != null) {
            socket.close();
        }
        return first;
    }

    private static String text(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
