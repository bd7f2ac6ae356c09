package io.plumtree.chat.page;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Inject;

import org.jboss.logging.Logger;

import io.plumtree.chat.NodeReports;
import io.plumtree.chat.log.DeliveryLog;
import io.plumtree.chat.log.EventLog;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/**
 * How this node is, for the page of any node of the cluster: each speaks for itself. What is sent says what is new since it
 * was sent before; a browser that is slow is sent less.
 */
@WebSocket(path = "/watch")
public class WatchSocket {

    private static final Logger LOG = Logger.getLogger(WatchSocket.class);
    private static final Duration INTERVAL = Duration.ofMillis(300);

    private final NodeReports reports;
    private final DeliveryLog log;
    private final EventLog events;
    /** As many as there are connections, which the HTTP server bounds. */
    private final Map<String, Cancellable> open = new ConcurrentHashMap<>();

    /** All of it is injected. */
    @Inject
    public WatchSocket(NodeReports reports, DeliveryLog log, EventLog events) {
        this.reports = reports;
        this.log = log;
        this.events = events;
    }

    @OnOpen
    void opened(WebSocketConnection connection) {
        Watch watch = new Watch(reports, log, events);
        Cancellable sending = Multi.createFrom().ticks().every(INTERVAL)
                .onOverflow().drop()
                .onItem().transformToUniAndConcatenate(tick -> watch.news())
                .onItem().transformToUniAndConcatenate(news -> send(connection, news))
                .subscribe().with(sent -> {
                }, failure -> LOG.debugf(failure, "watch %s is gone", connection.id()));
        open.put(connection.id(), sending);
        if (connection.isClosed()) {
            closed(connection);
        }
    }

    private static Uni<Void> send(WebSocketConnection connection, Watch.News news) {
        return connection.sendText(news);
    }

    @OnClose
    void closed(WebSocketConnection connection) {
        Cancellable sending = open.remove(connection.id());
        if (sending != null) {
            sending.cancel();
        }
    }
}
