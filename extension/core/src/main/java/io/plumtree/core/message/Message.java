package io.plumtree.core.message;

import java.util.Map;

/**
 * What an origin broadcast: the part of a GOSSIP that no hop changes.
 *
 * @param stream whose
 * @param sequence which
 * @param sentAtMillis the origin's wall clock
 * @param headers unmodifiable
 * @param payload the bytes
 */
public record Message(StreamId stream, long sequence, long sentAtMillis, Map<String, String> headers, Payload payload) {

    /** @return bytes to account for when this is kept: payload and headers */
    public int retainedBytes() {
        return retainedBytes(headers, payload);
    }

    /** @return the same of a message to be */
    public static int retainedBytes(Map<String, String> headers, Payload payload) {
        int bytes = payload.size();
        if (!headers.isEmpty()) {
            for (Map.Entry<String, String> header : headers.entrySet()) {
                bytes += 2 * (header.getKey().length() + header.getValue().length());
            }
        }
        return bytes;
    }
}
