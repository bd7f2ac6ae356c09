package io.plumtree.chat.fault;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

/**
 * One direction of a connection. Its bytes arrive in their order, later by the latency, and by the wait of a retransmission
 * where they were lost; while the link is cut nothing arrives and nobody is told, and the sender is soon not read from any
 * more. That one end has closed arrives the same way.
 */
final class Pipe {

    /** What TCP waits at least before it sends again. */
    static final int RETRANSMISSION_MILLIS = 200;
    private static final int ROOM = 1 << 18;

    private final Vertx vertx;
    private final Link link;
    private final NetSocket from;
    private final NetSocket to;
    private final Deque<Held> held = new ArrayDeque<>();
    private final Runnable onChange = this::pump;
    private int heldBytes;
    private long lastDue = System.nanoTime();
    private boolean waits;
    private boolean over;

    /** What is under way; without bytes, the end. */
    private record Held(long due, @Nullable Buffer bytes) {
    }

    private Pipe(Vertx vertx, Link link, NetSocket from, NetSocket to) {
        this.vertx = vertx;
        this.link = link;
        this.from = from;
        this.to = to;
    }

    /** Carries everything both ways from now on, beginning with what was read from {@code near} already. */
    static void connect(Vertx vertx, Link link, NetSocket near, Buffer read, NetSocket far) {
        Pipe forth = new Pipe(vertx, link, near, far);
        Pipe back = new Pipe(vertx, link, far, near);
        forth.arrived(read);
        forth.open();
        back.open();
    }

    private void open() {
        link.listen(onChange);
        from.handler(this::arrived);
        from.exceptionHandler(failure -> from.close());
        from.closeHandler(closed -> hold(null));
    }

    private void arrived(Buffer bytes) {
        heldBytes += bytes.length();
        if (heldBytes > ROOM) {
            from.pause();
        }
        hold(bytes);
    }

    private void hold(@Nullable Buffer bytes) {
        long late = link.latencyMillis() + (bytes != null && link.loses() ? RETRANSMISSION_MILLIS : 0);
        long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(late);
        lastDue = due - lastDue > 0 ? due : lastDue;
        held.add(new Held(lastDue, bytes));
        pump();
    }

    private void pump() {
        while (!held.isEmpty() && !waits && !over && !link.severed()) {
            long left = held.peek().due - System.nanoTime();
            if (left > 0) {
                pumpIn(TimeUnit.NANOSECONDS.toMillis(left) + 1);
            } else if (to.writeQueueFull()) {
                waits = true;
                to.drainHandler(drained -> goOn());
            } else {
                deliver(held.remove());
            }
        }
    }

    private void pumpIn(long millis) {
        waits = true;
        vertx.setTimer(millis, timer -> goOn());
    }

    private void goOn() {
        waits = false;
        pump();
    }

    private void deliver(Held next) {
        if (next.bytes == null) {
            over = true;
            link.forget(onChange);
            to.close();
            return;
        }
        to.write(next.bytes);
        heldBytes -= next.bytes.length();
        if (heldBytes <= ROOM) {
            from.resume();
        }
    }
}
