package io.plumtree.api;

import java.nio.ByteBuffer;
import java.time.Duration;

/** Adds bytes to the answers to pings, and hears of round trips. */
public interface PingDelegate {

    /** @return what the answer to a ping shall carry */
    default byte[] ackPayload() {
        return new byte[0];
    }

    /**
     * A member answered a direct ping over UDP.
     *
     * @param member who
     * @param roundTrip how long it took
     * @param payload what its answer carried, read-only
     */
    default void pingCompleted(Member member, Duration roundTrip, ByteBuffer payload) {
    }
}
