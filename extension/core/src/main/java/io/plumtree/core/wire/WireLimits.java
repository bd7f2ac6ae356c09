package io.plumtree.core.wire;

import io.plumtree.api.Broadcast;
import io.plumtree.api.ConfigKey;
import io.plumtree.api.PlumtreeConfig;

/**
 * What a {@link LinkDecoder} accepts from the other end at most.
 *
 * @param maxPayloadBytes a payload, as it travels and decompressed
 * @param maxTopicBytes a topic's name, in UTF-8 bytes
 * @param maxHeaders headers of one message
 * @param maxHeaderBytes UTF-8 bytes of all header names and values of one message
 * @param maxStreams streams that are declared at one time; at least what the other end's {@link LinkEncoder} uses
 * @param maxEntries announcements, ranges, marks or stream summaries in one message
 */
public record WireLimits(int maxPayloadBytes, int maxTopicBytes, int maxHeaders, int maxHeaderBytes, int maxStreams,
        int maxEntries) {

    /** Streams in the table of one connection and direction; part of the wire format. */
    public static final int STREAMS = 4096;
    /** Entries of one message; part of the wire format. */
    public static final int ENTRIES = STREAMS;

    public WireLimits {
        if (maxPayloadBytes < 1 || maxTopicBytes < 1 || maxHeaders < 0 || maxHeaderBytes < 0 || maxStreams < 1
                || maxEntries < 1) {
            throw new IllegalArgumentException("limits must be positive: payload " + maxPayloadBytes + ", topic "
                    + maxTopicBytes + ", headers " + maxHeaders + " of " + maxHeaderBytes + " bytes, streams "
                    + maxStreams + ", entries " + maxEntries);
        }
    }

    /**
     * @param config a node's configuration
     * @return what that node accepts: payloads of {@link ConfigKey#MAX_MESSAGE_SIZE}, all else as the wire format has it
     */
    public static WireLimits of(PlumtreeConfig config) {
        return new WireLimits(config.get(ConfigKey.MAX_MESSAGE_SIZE), Broadcast.MAX_TOPIC_BYTES, Broadcast.MAX_HEADERS,
                Broadcast.MAX_HEADER_BYTES, STREAMS, ENTRIES);
    }
}
