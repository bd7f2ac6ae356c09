package io.plumtree.core.membership.wire;

import io.plumtree.core.membership.message.StreamMessage;

/** Hears what a {@link StreamReader} reads, within its {@link StreamReader#feed}. */
public interface StreamHandler extends LayerListener {

    /**
     * The message of this stream and side; called once, and nothing is read any more.
     *
     * @param message what
     */
    void message(StreamMessage message);

    /**
     * The bytes make no sense; called once, and nothing is read any more.
     *
     * @param why reason and detail
     */
    void rejected(RejectedBytes why);

    /**
     * One of the states in a {@link io.plumtree.core.membership.message.PushPull} is none and was left out. One member that
     * talks nonsense about another does not keep us from hearing of all others.
     *
     * @param why reason and detail
     */
    default void skipped(RejectedBytes why) {
    }
}
