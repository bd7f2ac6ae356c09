package io.plumtree.core.wire;

import io.plumtree.core.message.PlumtreeMessage;

/** Hears what a {@link LinkDecoder} reads, within its {@link LinkDecoder#feed} and in the order of the bytes. */
public interface FrameHandler {

    /**
     * A message of the neighbour's engine.
     *
     * @param message what
     */
    void message(PlumtreeMessage message);

    /**
     * A frame about the connection.
     *
     * @param frame what
     */
    void frame(LinkFrame frame);

    /**
     * The input makes no sense; called once, and nothing is read any more.
     *
     * @param why reason and detail
     */
    void rejected(RejectedInput why);

    /**
     * An optional frame of a later version was passed over.
     *
     * @param type its type, 128 to 255
     */
    default void skipped(int type) {
    }
}
