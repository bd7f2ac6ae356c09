package io.plumtree.vertx.tcp;

import org.jspecify.annotations.Nullable;

import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.wire.Hello;
import io.plumtree.core.wire.LinkFrame;
import io.plumtree.core.wire.Reject;
import io.plumtree.core.wire.WireVersion;
import io.plumtree.vertx.RemoteNode;

/** A connection that somebody opened: the handshake as the end sees it that was dialled. */
final class Incoming implements Connection.Stage, Challenge.Challenger {

    private final Endpoint end;
    private final Acceptor acceptor;
    private final Connection connection;
    private final long timer;
    private @Nullable Hello hello;
    private boolean over;

    Incoming(Endpoint end, Acceptor acceptor, Connection connection) {
        this.end = end;
        this.acceptor = acceptor;
        this.connection = connection;
        this.timer = end.after(end.handshakeTimeout(),
                () -> reject(Reject.Reason.TIMEOUT, "no HELLO within " + end.handshakeTimeout()));
    }

    @Override
    public void frame(LinkFrame frame) {
        if (hello == null && frame instanceof Hello first) {
            hello = first;
            acceptor.decide(this, first);
        } else {
            refused(Connection.UNEXPECTED_FRAME, frame.getClass().getSimpleName() + " before the link is up");
        }
    }

    @Override
    public void message(PlumtreeMessage message) {
        refused(Connection.UNEXPECTED_FRAME, message.getClass().getSimpleName() + " before the link is up");
    }

    @Override
    public void refused(String reason, String detail) {
        if (over()) {
            acceptor.refused(connection, reason, detail);
            connection.farewell(new Reject(Reject.Reason.MALFORMED, reason + ": " + detail), Connection.LINGER);
        }
    }

    void reject(Reject.Reason reason, String detail) {
        if (over()) {
            if (reason != Reject.Reason.ALREADY_CONNECTED && reason != Reject.Reason.LEAVING) {
                acceptor.refused(connection, reason.name(), detail);
            }
            connection.farewell(new Reject(reason, detail), Connection.LINGER);
        }
    }

    /** Answers; the link is up. */
    void welcome(Hello accepted, Links links) {
        if (over()) {
            acceptor.linked(connection);
            connection.send(end.welcome(WireVersion.common(accepted)));
            links.up(connection,
                    new RemoteNode(accepted.id(), accepted.epoch(), accepted.address(), accepted.capabilities()));
        }
    }

    @Override
    public void closed(String why) {
        over();
    }

    @Override
    public void drained() {
    }

    @Override
    public void overflown() {
        over();
        connection.close();
    }

    @Override
    public boolean waits() {
        return !over;
    }

    @Override
    public void declined() {
        Hello declined = hello;
        if (declined != null) {
            acceptor.declined(this, declined);
        }
    }

    @Override
    public void admitted() {
        Hello admitted = hello;
        if (admitted != null && !over) {
            acceptor.decide(this, admitted);
        }
    }

    /** @return whether it is over now and was not before */
    private boolean over() {
        boolean was = over;
        over = true;
        end.cancel(timer);
        return !was;
    }
}
