package io.plumtree.simulator.network;

/** Bytes of one message as it travels: those of the application's payload, and those that the protocol adds. */
public record FrameSize(int payload, int overhead) {

    /** @return all of them */
    public int total() {
        return payload + overhead;
    }
}
