package io.plumtree.vertx;

/**
 * What a node counted around its engine since its start.
 *
 * @param eventsDropped other events that a slow listener missed
 * @param listenerFailures calls of the listener that threw
 * @param unreadable payloads that could not be decompressed; each became a gap
 * @param compressed broadcasts that were compressed
 * @param compressionBytesIn of their payloads, before
 * @param compressionBytesSaved of their payloads, by compressing
 * @param compressionSkipped broadcasts that were not compressed although compression is on: too small, not smaller for it, or
 *        not everybody can read it
 * @param overloaded broadcasts refused because too many waited
 * @param slowTurns inputs of the engine that took more than 5 ms
 * @param engineFailures inputs of the engine that threw: bugs
 */
public record NodeStats(long eventsDropped, long listenerFailures,
        long unreadable, long compressed, long compressionBytesIn, long compressionBytesSaved, long compressionSkipped,
        long overloaded, long slowTurns, long engineFailures) {
}
