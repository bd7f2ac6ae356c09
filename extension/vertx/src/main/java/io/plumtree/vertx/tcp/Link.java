package io.plumtree.vertx.tcp;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.NodeId;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.wire.Goodbye;
import io.plumtree.core.wire.LinkFrame;
import io.plumtree.core.wire.Ping;
import io.plumtree.core.wire.Pong;
import io.plumtree.vertx.RemoteNode;

/** A link that is up. */
final class Link implements Connection.Stage {

    private final Endpoint end;
    private final Links links;
    private final RemoteNode remote;
    private final Connection connection;
    private final KeepAlive keepAlive;
    private @Nullable Challenge challenge;

    Link(Endpoint end, Links links, RemoteNode remote, Connection connection) {
        this.end = end;
        this.links = links;
        this.remote = remote;
        this.connection = connection;
        this.keepAlive = new KeepAlive(end, connection,
                nanos -> end.handler().roundTrip(remote.id(), nanos), this::silent);
    }

    NodeId peer() {
        return remote.id();
    }

    RemoteNode remote() {
        return remote;
    }

    Connection connection() {
        return connection;
    }

    void start() {
        connection.enter(this);
        keepAlive.start();
    }

    /** It is a link no more; the connection is for the caller to end. */
    void stop() {
        keepAlive.stop();
        Challenge pending = challenge;
        if (pending != null) {
            challenge = null;
            pending.won();
        }
    }

    /**
     * Somebody else says to be this link's peer: either an impostor, or the peer lost this link and does not know it is still
     * held here. A link that is alive stays.
     *
     * @param challenger who takes the link's place if it does not answer in time
     * @return false if another challenger waits already
     */
    boolean challenge(Challenge.Challenger challenger) {
        if (challenge != null) {
            return false;
        }
        challenge = new Challenge(end, challenger, this::challengeDue);
        keepAlive.ping();
        return true;
    }

    @Override
    public void message(PlumtreeMessage message) {
        alive();
        end.handler().received(peer(), message);
    }

    @Override
    public void frame(LinkFrame frame) {
        alive();
        if (frame instanceof Ping ping) {
            connection.send(new Pong(ping.nonce()));
        } else if (frame instanceof Pong pong) {
            keepAlive.pong(pong.nonce());
        } else if (frame instanceof Goodbye goodbye) {
            links.lost(this, "it said goodbye: " + goodbye.reason(), Links.Ending.LEFT);
        } else {
            refused(Connection.UNEXPECTED_FRAME, frame.getClass().getSimpleName() + " on a link");
        }
    }

    @Override
    public void refused(String reason, String detail) {
        end.counters().rejected(reason);
        TcpLog.LOG.inputRejected(peer(), connection.remote(), reason, detail);
        String why = "what was sent cannot be read: " + reason + ": " + detail;
        links.lost(this, why, Links.Ending.REFUSED);
    }

    @Override
    public void closed(String why) {
        links.lost(this, why, Links.Ending.RESET);
    }

    @Override
    public void drained() {
        end.handler().drained(peer());
    }

    @Override
    public void overflown() {
        links.lost(this, "queue overflow: it takes less than is sent to it", Links.Ending.CLOSED);
    }

    private void alive() {
        Challenge pending = challenge;
        if (pending != null) {
            challenge = null;
            pending.lost();
        }
    }

    private void challengeDue() {
        Challenge pending = challenge;
        if (pending != null && pending.failedBefore(connection)) {
            alive();
        } else {
            links.lost(this, "it gave no answer while " + peer() + " connected anew", Links.Ending.CLOSED);
        }
    }

    private void silent() {
        Duration idle = end.config().get(ConfigKey.IDLE_TIMEOUT);
        links.lost(this, "silent for " + idle, Links.Ending.CLOSED);
    }
}
