package io.plumtree.core.membership.wire;

import io.plumtree.core.membership.message.PacketMessage;

/** Hears what {@link PacketCodec#open} finds, in the order of the bytes. */
public interface PacketHandler extends LayerListener {

    /**
     * One message.
     *
     * @param message what
     */
    void message(PacketMessage message);

    /**
     * The packet, or one part of it, makes no sense. Other parts may.
     *
     * @param why reason and detail
     */
    void rejected(RejectedBytes why);
}
