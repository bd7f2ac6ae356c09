package io.plumtree.vertx.tcp;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.Address;
import io.plumtree.api.NodeId;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.wire.Goodbye;
import io.plumtree.core.wire.LinkFrame;
import io.plumtree.core.wire.Reject;
import io.plumtree.core.wire.Welcome;
import io.plumtree.core.wire.WireVersion;
import io.plumtree.vertx.RemoteNode;
import io.vertx.core.AsyncResult;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;

/** One attempt to connect: the handshake as the end sees it that dials. It has one {@link Result}, or is cancelled. */
final class Outgoing implements Connection.Stage {

    /** How the attempt ended; never called within a call of the attempt. */
    interface Result {

        /** The peer that was dialled answered. */
        void welcomed(Connection connection, RemoteNode remote);

        /** The peer answered that it does not link with this node. */
        void declined(Reject reject, String reason);

        void failed(String reason);
    }

    private final Endpoint end;
    private final NetClient client;
    private final NodeId peer;
    private final Address address;
    private final Result result;
    private @Nullable Connection connection;
    private long timer;
    private boolean over;

    Outgoing(Endpoint end, NetClient client, NodeId peer, Address address, Result result) {
        this.end = end;
        this.client = client;
        this.peer = peer;
        this.address = address;
        this.result = result;
    }

    void start() {
        timer = end.after(end.handshakeTimeout(), this::timedOut);
        client.connect(SocketAddress.inetSocketAddress(address.port(), address.host())).onComplete(this::connected);
    }

    void cancel() {
        over();
        Connection opened = connection;
        if (opened != null) {
            opened.close();
        }
    }

    /** @return whether this attempt has connected and waits for the answer */
    boolean saidHello() {
        return connection != null && !over;
    }

    @Override
    public void frame(LinkFrame frame) {
        if (frame instanceof Welcome welcome) {
            welcomed(welcome);
        } else if (frame instanceof Reject reject) {
            cancel();
            result.declined(reject, address + " declined: " + reject.reason() + ": " + reject.detail());
        } else {
            refused(Connection.UNEXPECTED_FRAME, frame.getClass().getSimpleName() + " instead of an answer to HELLO");
        }
    }

    @Override
    public void message(PlumtreeMessage message) {
        refused(Connection.UNEXPECTED_FRAME, message.getClass().getSimpleName() + " instead of an answer to HELLO");
    }

    @Override
    public void refused(String reason, String detail) {
        end.counters().rejected(reason);
        giveUp(address + " does not answer as a node does: " + reason + ": " + detail);
    }

    @Override
    public void closed(String why) {
        fail(address + " gave no answer: " + why);
    }

    @Override
    public void drained() {
    }

    @Override
    public void overflown() {
        giveUp("queue overflow in the handshake with " + address);
    }

    private void connected(AsyncResult<NetSocket> attempt) {
        if (attempt.failed()) {
            fail("cannot connect to " + address + ": " + attempt.cause().getMessage());
            return;
        }
        if (over) {
            attempt.result().close();
            return;
        }
        Connection opened = new Connection(end, attempt.result());
        connection = opened;
        opened.open(this);
        opened.send(end.hello(peer));
    }

    private void welcomed(Welcome welcome) {
        Connection opened = connection;
        if (opened == null) {
            throw new AssertionError("BUG: an answer without a connection");
        }
        if (!welcome.id().equals(peer)) {
            giveUp("dialled " + peer + " at " + address + ", but " + welcome.id() + " answered");
        } else if (welcome.version() < WireVersion.OLDEST || welcome.version() > WireVersion.NEWEST) {
            giveUp(address + " answered in version " + welcome.version() + " of the protocol, spoken here are "
                    + WireVersion.OLDEST + " to " + WireVersion.NEWEST);
        } else {
            over();
            result.welcomed(opened,
                    new RemoteNode(welcome.id(), welcome.epoch(), welcome.address(), welcome.capabilities()));
        }
    }

    private void timedOut() {
        giveUp(address + " gave no answer within " + end.handshakeTimeout());
    }

    /** Tells the other end, too, if there is one. */
    private void giveUp(String reason) {
        Connection opened = connection;
        if (opened != null && !over) {
            opened.farewell(new Goodbye(reason), Connection.LINGER);
        }
        fail(reason);
    }

    private void fail(String reason) {
        if (!over) {
            over();
            result.failed(reason);
        }
    }

    private void over() {
        over = true;
        end.cancel(timer);
    }
}
