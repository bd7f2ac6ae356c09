package io.plumtree.vertx.membership;

import java.util.Arrays;
import java.util.concurrent.Callable;

import io.plumtree.core.membership.message.Blob;
import io.plumtree.core.membership.message.PushPull;
import io.plumtree.core.membership.message.StreamMessage;
import io.plumtree.core.membership.message.UserMessage;
import io.plumtree.core.membership.wire.StreamCodec;
import io.plumtree.core.membership.wire.WireSecurity;
import io.vertx.core.Context;
import io.vertx.core.Future;

/**
 * Makes the bytes of a stream. What is long is compressed and encrypted on a worker, and so is what the application adds its
 * state to, because it is asked there. On the event loop.
 */
final class Sealing {

    private static final int LONG_BYTES = 64 * 1024;
    /** What a member takes in an exchange of states, about, beside its metadata. */
    private static final int STATE_BYTES = 100;

    private final Context context;
    private final Protection protection;
    private final DelegateCalls delegates;
    private final StreamCodec codec;

    Sealing(Context context, Protection protection, DelegateCalls delegates) {
        this.context = context;
        this.protection = protection;
        this.delegates = delegates;
        this.codec = new StreamCodec(protection.security());
    }

    /** @return completes with all that is written to a new connection; fails if it is longer than any member reads */
    Future<byte[]> request(StreamMessage message) {
        return seal(message, true);
    }

    /** @return completes with all that is written to the connection that the request came on */
    Future<byte[]> reply(StreamMessage message) {
        return seal(message, false);
    }

    private Future<byte[]> seal(StreamMessage message, boolean request) {
        boolean asks = message instanceof PushPull && delegates.hasState();
        if (!asks && length(message) < LONG_BYTES) {
            try {
                return Future.succeededFuture(bytes(codec, message, request));
            } catch (IllegalArgumentException e) {
                return Future.failedFuture(e);
            }
        }
        WireSecurity security = protection.snapshot();
        Callable<byte[]> sealing = () -> bytes(new StreamCodec(security), complete(message), request);
        return asks ? delegates.onWorker(sealing) : context.executeBlocking(sealing, false);
    }

    /** The application's state comes behind what is there already, which the node itself compares. */
    private StreamMessage complete(StreamMessage message) {
        if (!(message instanceof PushPull states) || !delegates.hasState()) {
            return message;
        }
        byte[] compared = states.userState().bytes();
        byte[] application = delegates.localState(states.join());
        byte[] both = Arrays.copyOf(compared, compared.length + application.length);
        System.arraycopy(application, 0, both, compared.length, application.length);
        return new PushPull(states.join(), states.states(), Blob.of(both));
    }

    private static byte[] bytes(StreamCodec codec, StreamMessage message, boolean request) {
        return request ? codec.request(message) : codec.reply(message);
    }

    private static long length(StreamMessage message) {
        if (message instanceof PushPull states) {
            return states.states().stream().mapToLong(state -> STATE_BYTES + state.meta().size()).sum();
        }
        return message instanceof UserMessage user ? user.body().size() : 0;
    }
}
