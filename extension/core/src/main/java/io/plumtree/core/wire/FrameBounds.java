package io.plumtree.core.wire;

import io.plumtree.core.wire.RejectedInput.Reason;

/** How long the frames of a connection can be, judged by their first bytes alone. */
final class FrameBounds {

    /** The length, which counts what follows it, and the type. */
    static final int HEADER_BYTES = Integer.BYTES + 1;
    /** The longest frame about the connection, and the longest DECLARE. */
    static final int MAX_LINK_BODY = 4096;
    /** The longest frame that not every version knows. */
    static final int MAX_OPTIONAL_BODY = 1 << 16;

    /** Origin, flags and count before the entries of a list. */
    private static final int LIST_HEAD = 512;
    /** The longest entry, that of a summary: an index, three varints and flags. */
    private static final int LONGEST_ENTRY = 5 + 3 * 10 + 1;
    /** Index, sequence, round, flags, low-water, time, uncompressed size and the counts of a GOSSIP. */
    private static final int GOSSIP_HEAD = 64;
    /** The lengths of a header's name and value. */
    private static final int HEADER_LENGTHS = 2 * 5;

    private final int maxListBody;
    private final int maxGossipBody;

    FrameBounds(WireLimits limits) {
        this.maxListBody = bounded(LIST_HEAD + (long) limits.maxEntries() * LONGEST_ENTRY);
        this.maxGossipBody = bounded(GOSSIP_HEAD + (long) limits.maxHeaders() * HEADER_LENGTHS + limits.maxHeaderBytes()
                + MessageFormat.MAX_EXTENSION_BYTES + limits.maxPayloadBytes());
    }

    static int type(byte[] bytes, int start) {
        return bytes[start + Integer.BYTES] & 0xFF;
    }

    /** @return how many bytes the frame has whose header stands at {@code start}, the header included */
    int checkedSize(byte[] bytes, int start) throws MalformedInput {
        int length = WireReader.intAt(bytes, start);
        if (length == 0) {
            throw new MalformedInput(Reason.BAD_LENGTH, "a frame of length 0 has no type");
        }
        int type = type(bytes, start);
        int maxBody = maxBody(type);
        if (length < 0 || length - 1 > maxBody) {
            throw new MalformedInput(Reason.OVERSIZED_FRAME, "frame of type " + type + " has length "
                    + Integer.toUnsignedString(length) + ", allowed are " + (maxBody + 1));
        }
        return Integer.BYTES + length;
    }

    private int maxBody(int type) throws MalformedInput {
        if (type == FrameType.GOSSIP) {
            return maxGossipBody;
        } else if (type >= FrameType.FIRST_OPTIONAL) {
            return MAX_OPTIONAL_BODY;
        } else if (MessageReader.knows(type)) {
            return maxListBody;
        } else if (LinkFrameReader.knows(type) || type == FrameType.DECLARE) {
            return MAX_LINK_BODY;
        }
        throw new MalformedInput(Reason.UNKNOWN_TYPE, "frame type " + type + " is unknown and not optional");
    }

    private static int bounded(long bytes) {
        return (int) Math.min(bytes, Integer.MAX_VALUE - 64);
    }
}
