package io.plumtree.vertx;

import java.util.Map;

/**
 * What a transport counted since its start.
 *
 * @param bytesSent written to links
 * @param bytesReceived read from links
 * @param linksOpened links that came up
 * @param linksLost links lost, those ended on purpose not counted
 * @param connectFailures attempts to connect that failed
 * @param rejections input that was refused, by the name of the reason
 * @param queuedBytes waiting to be sent, by neighbour
 */
public record TransportStats(long bytesSent, long bytesReceived, long linksOpened, long linksLost, long connectFailures,
        Map<String, Long> rejections, Map<String, Long> queuedBytes) {
}
