package io.plumtree.vertx.tcp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.NodeId;
import io.plumtree.core.wire.Hello;
import io.plumtree.core.wire.Reject;
import io.plumtree.core.wire.Reject.Reason;
import io.plumtree.core.wire.WireVersion;
import io.vertx.core.Future;
import io.vertx.core.net.NetSocket;

/** Decides who gets a link of those who connect. Connections that are not links, or not any more, are bounded in number. */
final class Acceptor {

    /** Connections without a link beyond two for each link this node may have. */
    private static final int SPARE = 16;
    private static final String TOO_MANY = "TOO_MANY_HANDSHAKES";

    private final Endpoint end;
    private final Links links;
    private final int room;
    private final Map<Connection, Incoming> strangers = new LinkedHashMap<>();
    private boolean leaving;

    Acceptor(Endpoint end, Links links) {
        this.end = end;
        this.links = links;
        this.room = 2 * end.config().get(ConfigKey.MAX_PEERS) + SPARE;
    }

    void accept(NetSocket socket) {
        Connection connection = new Connection(end, socket);
        if (leaving) {
            connection.close();
        } else if (end.connections() - links.count() >= room) {
            connection.close();
            refused(connection, TOO_MANY, "no more than " + room + " connections without a link");
        } else {
            Incoming incoming = new Incoming(end, this, connection);
            strangers.put(connection, incoming);
            connection.closed().onComplete(done -> strangers.remove(connection));
            connection.open(incoming);
        }
    }

    /** Lets nobody in any more, and tells those who wait. */
    List<Future<Void>> leave() {
        leaving = true;
        List<Future<Void>> closed = new ArrayList<>();
        for (Incoming incoming : List.copyOf(strangers.values())) {
            incoming.reject(Reason.LEAVING, end.self() + " is leaving");
        }
        strangers.keySet().forEach(connection -> closed.add(connection.closed()));
        return closed;
    }

    void decide(Incoming newcomer, Hello hello) {
        Reject objection = objection(hello);
        if (objection != null) {
            newcomer.reject(objection.reason(), objection.detail());
            return;
        }
        Link link = links.with(hello.id());
        if (link == null) {
            admit(newcomer, hello);
        } else if (!link.challenge(newcomer)) {
            newcomer.reject(Reason.ALREADY_CONNECTED, "another connection of " + hello.id() + " is being decided on");
        }
    }

    /** The link that is up with the newcomer's id is alive. */
    void declined(Incoming newcomer, Hello hello) {
        Link link = links.with(hello.id());
        if (link != null && link.remote().epoch() != hello.epoch()) {
            newcomer.reject(Reason.DUPLICATE_NODE_ID, "another node " + hello.id() + " listens at "
                    + link.remote().address() + " and is linked with " + end.self());
        } else {
            newcomer.reject(Reason.ALREADY_CONNECTED, hello.id() + " is linked with " + end.self());
        }
    }

    /** The connection became a link. */
    void linked(Connection connection) {
        strangers.remove(connection);
    }

    /** Counts, and logs ever more rarely. */
    void refused(Connection connection, String reason, String detail) {
        long count = end.counters().rejected(reason);
        if (Long.bitCount(count) == 1) {
            TcpLog.LOG.connectionRefused(connection.remote(), reason, detail, count);
        }
    }

    private @Nullable Reject objection(Hello hello) {
        NodeId self = end.self();
        String cluster = end.config().clusterName();
        if (WireVersion.common(hello) == WireVersion.NONE) {
            return new Reject(Reason.UNSUPPORTED_VERSION, "version " + hello.minVersion() + " to " + hello.maxVersion()
                    + " of the protocol, spoken here are " + WireVersion.OLDEST + " to " + WireVersion.NEWEST);
        }
        if (!hello.clusterName().equals(cluster)) {
            return new Reject(Reason.WRONG_CLUSTER,
                    "cluster " + hello.clusterName() + ", and " + self + " is in cluster " + cluster);
        }
        NodeId expected = hello.expected();
        if (expected != null && !expected.equals(self)) {
            return new Reject(Reason.NOT_ME, "dialled " + expected + ", but this is " + self);
        }
        if (hello.id().equals(self)) {
            return new Reject(Reason.DUPLICATE_NODE_ID, "this is node " + self
                    + ", too: at " + end.address() + "; the connection is from one that listens at " + hello.address());
        }
        return null;
    }

    private void admit(Incoming newcomer, Hello hello) {
        NodeId peer = hello.id();
        if (links.dials().winsOver(peer)) {
            newcomer.reject(Reason.ALREADY_CONNECTED, end.self() + " is connecting to " + peer + " itself");
        } else if (!end.handler().accepts(peer)) {
            newcomer.reject(Reason.NO_ROOM, end.self() + " has no room for a link with " + peer);
        } else {
            newcomer.welcome(hello, links);
        }
    }
}
