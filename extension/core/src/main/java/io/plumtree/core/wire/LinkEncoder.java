package io.plumtree.core.wire;

import io.plumtree.core.message.PlumtreeMessage;

/** Turns what is said on one connection, in one direction, into bytes. */
public final class LinkEncoder {

    public LinkEncoder(int maxStreams) {
    }

    public void encode(PlumtreeMessage message, WireBuffer out) {
    }

    public void encode(LinkFrame frame, WireBuffer out) {
    }
}
