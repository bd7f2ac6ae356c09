package io.plumtree.vertx.tcp;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import io.plumtree.vertx.TransportStats;

/** What one transport counted since its start. */
final class TcpCounters {

    private final Map<String, Long> rejections = new TreeMap<>();
    private long bytesSent;
    private long bytesReceived;
    private long linksOpened;
    private long linksLost;
    private long connectFailures;

    void sent(int bytes) {
        bytesSent += bytes;
    }

    void received(int bytes) {
        bytesReceived += bytes;
    }

    void linkOpened() {
        linksOpened++;
    }

    void linkLost() {
        linksLost++;
    }

    void connectFailed() {
        connectFailures++;
    }

    /**
     * @param reason one of a fixed set of names, never text from outside
     * @return how often that reason was counted, this time included
     */
    long rejected(String reason) {
        return rejections.merge(reason, 1L, Long::sum);
    }

    TransportStats stats(Map<String, Long> queuedBytes) {
        return new TransportStats(bytesSent, bytesReceived, linksOpened, linksLost, connectFailures,
                Collections.unmodifiableMap(new TreeMap<>(rejections)), queuedBytes);
    }
}
