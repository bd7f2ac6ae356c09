package io.plumtree.chat.page;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Inject;

import org.jboss.logging.Logger;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.Broadcast;
import io.plumtree.api.Plumtree;
import io.plumtree.chat.log.DeliveryFeed;
import io.plumtree.chat.log.DeliveryLog;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.TextDecodeException;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/**
 * One page's chat. It is sent the newest lines of all topics and every further one; each after the one before has been
 * written, so that a slow browser falls behind in the log instead of piling up here.
 */
@WebSocket(path = "/chat")
public class ChatSocket {

    private static final Logger LOG = Logger.getLogger(ChatSocket.class);
    private static final int HISTORY = 200;

    private final Plumtree plumtree;
    private final DeliveryLog log;
    private final DeliveryFeed feed;
    /** As many as there are connections, which the HTTP server bounds. */
    private final Map<String, Cancellable> open = new ConcurrentHashMap<>();

    /** All of it is injected. */
    @Inject
    public ChatSocket(Plumtree plumtree, DeliveryLog log, DeliveryFeed feed) {
        this.plumtree = plumtree;
        this.log = log;
        this.feed = feed;
    }

    @OnOpen
    void opened(WebSocketConnection connection) {
        DeliveryLog.State state = log.state();
        Cancellable sending = feed.followed(null, Math.max(state.first(), state.next() - HISTORY))
                .onItem().transformToUniAndConcatenate(line -> connection.sendText(ToPage.line(line)))
                .subscribe().with(sent -> {
                }, failure -> ended(connection, failure));
        open.put(connection.id(), sending);
        if (connection.isClosed()) {
            closed(connection);
        }
    }

    @OnTextMessage
    Uni<ToPage> said(Say say) {
        return Uni.createFrom().completionStage(() -> plumtree.broadcast(broadcast(say)))
                .map(id -> ToPage.said(say.ref()))
                .onFailure().recoverWithItem(failure -> ToPage.refused(say.ref(), String.valueOf(failure.getMessage())));
    }

    @OnClose
    void closed(WebSocketConnection connection) {
        Cancellable sending = open.remove(connection.id());
        if (sending != null) {
            sending.cancel();
        }
    }

    @OnError
    ToPage notUnderstood(TextDecodeException failure) {
        return ToPage.refused(0, "not understood: " + failure.getMessage());
    }

    private static Broadcast broadcast(Say say) {
        if (say.topic() == null || say.text() == null) {
            throw new IllegalArgumentException("a line needs a topic and a text");
        }
        Broadcast line = Broadcast.of(say.text()).onTopic(say.topic()).acknowledgedWhen(Acknowledgement.RECEIVED);
        return say.name() == null || say.name().isBlank() ? line : line.withHeader("name", say.name().strip());
    }

    private void ended(WebSocketConnection connection, Throwable failure) {
        LOG.debugf(failure, "page %s is gone", connection.id());
        connection.close().subscribe().with(done -> {
        }, already -> LOG.debugf(already, "page %s was closed already", connection.id()));
    }
}
