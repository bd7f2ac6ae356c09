package io.plumtree.vertx.tcp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.NodeId;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.wire.Goodbye;
import io.plumtree.vertx.RemoteNode;
import io.vertx.core.Future;
import io.vertx.core.net.NetClient;

/** The links that are up, one for each peer; as many as {@link io.plumtree.vertx.Transport.Handler#accepts} lets in. */
final class Links {

    /** How a link ends that this node did not want to end. */
    enum Ending {

        /** It is dead. */
        CLOSED,

        /** The connection broke, by no doing of this node and without a farewell. */
        RESET,

        /** It is alive, but what came over it made no sense, which the other end is told. */
        REFUSED,

        /** The other end took its leave. */
        LEFT
    }

    private final Endpoint end;
    private final Dials dials;
    private final Map<NodeId, Link> up = new TreeMap<>();

    /** @param client dials */
    Links(Endpoint end, NetClient client) {
        this.end = end;
        this.dials = new Dials(end, client, this::up);
    }

    /** @return the links that are wanted, up or not */
    Dials dials() {
        return dials;
    }

    @Nullable
    Link with(NodeId peer) {
        return up.get(peer);
    }

    int count() {
        return up.size();
    }

    /** A handshake is complete, and there is no link with that peer. */
    void up(Connection connection, RemoteNode remote) {
        Link link = new Link(end, this, remote, connection);
        up.put(remote.id(), link);
        end.counters().linkOpened();
        dials.linkUp(remote.id());
        link.start();
        end.handler().linkUp(remote);
    }

    /** Ends a link that was not to end. Does nothing if it has ended already. */
    void lost(Link link, String reason, Ending ending) {
        if (!up.remove(link.peer(), link)) {
            return;
        }
        link.stop();
        switch (ending) {
            case REFUSED -> link.connection().farewell(new Goodbye(reason), Connection.LINGER);
            case CLOSED, RESET, LEFT -> link.connection().close();
        }
        if (ending == Ending.CLOSED || ending == Ending.RESET) {
            TcpLog.LOG.linkLost(link.peer(), reason);
        }
        if (ending != Ending.LEFT) {
            end.counters().linkLost();
        }
        dials.linkDown(link.peer());
        end.handler().linkDown(link.peer(), reason);
        if (ending == Ending.RESET) {
            end.handler().linkReset(link.peer());
        }
    }

    /** Ends a link on purpose; nobody here is told. */
    void end(NodeId peer, String reason) {
        Link link = up.remove(peer);
        if (link != null) {
            link.stop();
            link.connection().farewell(new Goodbye(reason), Connection.LINGER.multipliedBy(2));
        }
    }

    /**
     * Ends all links on purpose.
     *
     * @param timeout how long sending what is queued may take
     * @return completes each when its connection is closed or the time is over
     */
    List<Future<Void>> endAll(String reason, Duration timeout) {
        List<Future<Void>> ended = new ArrayList<>();
        for (Link link : List.copyOf(up.values())) {
            up.remove(link.peer());
            link.stop();
            ended.add(link.connection().farewell(new Goodbye(reason), timeout));
        }
        return ended;
    }

    /** @return false if it is a GOSSIP for which there is no room. What is sent over a link that was just lost is lost too */
    boolean send(NodeId peer, PlumtreeMessage message) {
        Link link = up.get(peer);
        return link == null || link.connection().send(message);
    }

    Map<String, Long> queuedBytes() {
        Map<String, Long> bytes = new TreeMap<>();
        up.forEach((peer, link) -> bytes.put(peer.value(), link.connection().queuedBytes()));
        return Collections.unmodifiableMap(bytes);
    }
}
