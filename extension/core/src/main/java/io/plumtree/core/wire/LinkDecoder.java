package io.plumtree.core.wire;

/** Reads what the other end of one connection says. */
public final class LinkDecoder {

    public LinkDecoder(WireLimits limits, FrameHandler handler) {
    }

    public boolean feed(byte[] bytes, int from, int to) {
        return false;
    }
}
