package io.plumtree.core.wire;

import io.plumtree.core.message.PlumtreeMessage;

/**
 * Turns what is said on one connection, in one direction, into bytes. It remembers what it said: streams are named once,
 * sequences are told by their difference to the one before. So everything it wrote must be sent, in order.
 * <p>
 * For one thread. What is encoded is trusted: a message whose fields cannot be is for the other end to reject.
 */
public final class LinkEncoder {

    private final MessageWriter messages;

    /**
     * An encoder for a new connection.
     *
     * @param maxStreams streams to keep named at one time, and entries in one frame; not more than the other end's
     *        {@link WireLimits#maxStreams()} and {@link WireLimits#maxEntries()}, so {@link WireLimits#STREAMS} but in
     *        tests
     * @throws IllegalArgumentException if it is less than 1
     */
    public LinkEncoder(int maxStreams) {
        this.messages = new MessageWriter(maxStreams);
    }

    /**
     * Appends a message, and before it whatever makes it understood. One of more than {@code maxStreams} entries becomes
     * several of the same meaning; of the marks of a PRUNE or ACCEPT the first {@code maxStreams} are told.
     *
     * @param message what
     * @param out appended to
     */
    public void encode(PlumtreeMessage message, WireBuffer out) {
        messages.write(message, out);
    }

    /**
     * Appends a frame about the connection.
     *
     * @param frame what
     * @param out appended to
     */
    public void encode(LinkFrame frame, WireBuffer out) {
        int start = out.beginFrame(LinkFrameWriter.type(frame));
        LinkFrameWriter.write(frame, out);
        out.endFrame(start);
    }
}
