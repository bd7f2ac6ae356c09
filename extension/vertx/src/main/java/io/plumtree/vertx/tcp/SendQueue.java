package io.plumtree.vertx.tcp;

import io.plumtree.core.message.Gossip;
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
 * What waits to be sent on one connection: messages in a {@link SendOrder}, and a little that was encoded and written but not
 * yet taken by the system, which nothing can overtake. Its bytes are bounded: GOSSIP is refused beyond the limit until the
 * queue is half empty again, and nothing is taken any more beyond twice the limit.
 */
final class SendQueue {

    /**
     * A batch of this size does not wait for the end of the turn, and no write is larger: as writes complete one by one, it
     * shows that a slow peer takes something.
     */
    private static final int BATCH_BYTES = 64 * 1024;
    /** Beyond as much as this that was written and not taken, what waits stays where it can be overtaken. */
    private static final int WRITTEN_BYTES = 2 * BATCH_BYTES;
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
    private final SendOrder order = new SendOrder();
    private final LinkEncoder encoder = new LinkEncoder(WireLimits.STREAMS);
    private final WireBuffer batch = new WireBuffer();
    private Future<Void> lastWrite = Future.succeededFuture();
    private long unwritten;
    private boolean scheduled;
    private boolean writing;
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
        if (message instanceof Gossip gossip
                && (refusing || bytes() + SendOrder.bytes(gossip.message()) + GOSSIP_OVERHEAD_BYTES > limit)) {
            refusing = true;
            return false;
        }
        if (!overflown) {
            order.add(message);
            added();
        }
        return true;
    }

    void put(LinkFrame frame) {
        if (!overflown) {
            order.add(frame);
            added();
        }
    }

    /** @return bytes that the system has not taken yet */
    long bytes() {
        return order.bytes() + batch.size() + unwritten;
    }

    /**
     * Writes everything now.
     *
     * @return completes when everything queued so far was taken by the system
     */
    Future<Void> flush() {
        write(Long.MAX_VALUE);
        return lastWrite;
    }

    /** Writes what waits, as long as no more than {@code most} bytes were written and not taken. */
    private void write(long most) {
        if (writing) {
            // A write completed within itself; the loop goes on.
            return;
        }
        writing = true;
        while (true) {
            Object next = unwritten + batch.size() < most ? order.next() : null;
            if (next != null) {
                encode(next);
            }
            if (batch.size() >= BATCH_BYTES || (next == null && batch.size() > 0)) {
                writeBatch();
            } else if (next == null) {
                break;
            }
        }
        writing = false;
    }

    private void encode(Object next) {
        if (next instanceof PlumtreeMessage message) {
            encoder.encode(message, batch);
        } else {
            encoder.encode((LinkFrame) next, batch);
        }
    }

    private void writeBatch() {
        int size = batch.size();
        unwritten += size;
        for (int from = 0; from < size; from += BATCH_BYTES) {
            int length = Math.min(BATCH_BYTES, size - from);
            Future<Void> write = socket.write(Buffer.buffer(length).appendBytes(batch.array(), from, length));
            lastWrite = write;
            write.onComplete(done -> written(length, done.succeeded()));
        }
        batch.clear();
    }

    void turnEnded() {
        scheduled = false;
        write(WRITTEN_BYTES);
    }

    private void added() {
        if (bytes() > 2 * limit) {
            overflown = true;
            context.runOnContext(turn -> owner.overflown());
        } else if (order.bytes() >= BATCH_BYTES && unwritten == 0) {
            write(WRITTEN_BYTES);
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
        write(WRITTEN_BYTES);
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
}
