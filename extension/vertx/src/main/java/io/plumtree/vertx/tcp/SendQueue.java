package io.plumtree.vertx.tcp;

import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Message;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.wire.LinkEncoder;
import io.plumtree.core.wire.LinkFrame;
import io.plumtree.core.wire.WireBuffer;
import io.plumtree.core.wire.WireLimits;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

/**
 * What waits to be sent on one connection: the frames of this turn, encoded into one batch, and the batches that were
 * written but not yet taken by the system. Its bytes are bounded: GOSSIP is refused beyond the limit until the queue is
 * half empty again, and nothing is taken any more beyond twice the limit.
 */
final class SendQueue {

    /**
     * A batch of this size does not wait for the end of the turn, and no write is larger: as writes complete one by one, it
     * shows that a slow peer takes something.
     */
    private static final int BATCH_BYTES = 64 * 1024;
    /** What a GOSSIP takes at most beside payload and headers: its stream's declaration and its fields. */
    private static final int GOSSIP_OVERHEAD_BYTES = 1024;

    /** Hears of the queue's fill, never within a call of the queue. */
    interface Owner {

        /** A queue that refused a GOSSIP is half empty. */
        void drained();

        /** The queue takes nothing any more. */
        void overflown();
    }

    private final Context context;
    private final NetSocket socket;
    private final TurnEnd turnEnd;
    private final TcpCounters counters;
    private final long limit;
    private final Owner owner;
    private final LinkEncoder encoder = new LinkEncoder(WireLimits.STREAMS);
    private final WireBuffer batch = new WireBuffer();
    private Future<Void> lastWrite = Future.succeededFuture();
    private long unwritten;
    private boolean scheduled;
    private boolean refusing;
    private boolean draining;
    private boolean overflown;

    SendQueue(Context context, NetSocket socket, TurnEnd turnEnd, TcpCounters counters, long limit, Owner owner) {
        this.context = context;
        this.socket = socket;
        this.turnEnd = turnEnd;
        this.counters = counters;
        this.limit = limit;
        this.owner = owner;
    }

    /** @return false if {@code message} is a GOSSIP for which there is no room */
    boolean offer(PlumtreeMessage message) {
        if (message instanceof Gossip gossip && (refusing || bytes() + mostBytes(gossip.message()) > limit)) {
            refusing = true;
            return false;
        }
        if (!overflown) {
            encoder.encode(message, batch);
            encoded();
        }
        return true;
    }

    void put(LinkFrame frame) {
        if (!overflown) {
            encoder.encode(frame, batch);
            encoded();
        }
    }

    /** @return bytes that the system has not taken yet */
    long bytes() {
        return batch.size() + unwritten;
    }

    /**
     * Writes the batch now.
     *
     * @return completes when everything queued so far was taken by the system
     */
    Future<Void> flush() {
        int size = batch.size();
        if (size > 0) {
            unwritten += size;
            for (int from = 0; from < size; from += BATCH_BYTES) {
                write(from, Math.min(BATCH_BYTES, size - from));
            }
            batch.clear();
        }
        return lastWrite;
    }

    private void write(int from, int length) {
        lastWrite = socket.write(Buffer.buffer(length).appendBytes(batch.array(), from, length));
        lastWrite.onComplete(done -> written(length, done.succeeded()));
    }

    void turnEnded() {
        scheduled = false;
        flush();
    }

    private void encoded() {
        if (bytes() > 2 * limit) {
            overflown = true;
            context.runOnContext(turn -> owner.overflown());
        } else if (batch.size() >= BATCH_BYTES) {
            flush();
        } else if (!scheduled) {
            scheduled = true;
            turnEnd.flushes(this);
        }
    }

    private void written(int size, boolean succeeded) {
        unwritten -= size;
        if (succeeded) {
            counters.sent(size);
        }
        if (refusing && !draining && halfEmpty()) {
            draining = true;
            context.runOnContext(turn -> drained());
        }
    }

    private void drained() {
        draining = false;
        if (halfEmpty()) {
            refusing = false;
            owner.drained();
        }
    }

    private boolean halfEmpty() {
        return bytes() < limit / 2;
    }

    /** Headers are accounted for with two bytes a character and travel with at most three. */
    private static long mostBytes(Message message) {
        long payload = message.payload().size();
        return payload + (message.retainedBytes() - payload) * 3 / 2 + GOSSIP_OVERHEAD_BYTES;
    }
}
