package io.plumtree.simulator.network;

import io.plumtree.core.message.PlumtreeMessage;

/** Hears what the network does. */
public interface NetworkListener {

    /** A message was handed to a channel, which took it. */
    default void sent(Channel channel, PlumtreeMessage message, FrameSize size) {
    }

    /** A message arrived. */
    default void arrived(Channel channel, PlumtreeMessage message) {
    }

    /** A message was lost, damaged or cut off. */
    default void lost(Channel channel, PlumtreeMessage message) {
    }

    /** A link came up. */
    default void linkUp(Link link) {
    }

    /** A link ended. */
    default void linkDown(Link link, String why) {
    }
}
